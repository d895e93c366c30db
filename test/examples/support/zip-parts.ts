import yauzl from "yauzl";

/** A part of a zip file: its text, and the time that the file gives it, as its two fields. */
export interface ZipPart {
  readonly text: string;
  readonly date: number;
  readonly time: number;
}

/** The parts of a zip file by name, read by another program than the one that wrote it. */
export async function zipParts(bytes: Uint8Array): Promise<ReadonlyMap<string, ZipPart>> {
  const zip = await yauzl.fromBufferPromise(Buffer.from(bytes));
  const parts = new Map<string, ZipPart>();
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.set(entry.fileName, {
      text: Buffer.concat(pieces).toString("utf8"),
      date: entry.lastModFileDate,
      time: entry.lastModFileTime,
    });
  }
  return parts;
}
