import yauzl from "yauzl";

/** What a workbook may unpack to, in bytes: each part of it becomes one text, and V8 holds none of 2²⁹ characters. */
export const MAX_UNZIPPED_BYTES = 2 ** 29 - 2 ** 10;

export type ZipSize =
  | { readonly kind: "good"; readonly bytes: number }
  /** `bytes`: what its directory says, or what came out before unpacking was given up. */
  | { readonly kind: "too-large"; readonly bytes: number }
  | { readonly kind: "damaged"; readonly reason: string };

/**
 * What a zip file unpacks to. Its directory is read before anything is unpacked; then each part is unpacked once, piece by piece and
 * kept nowhere, and given up as soon as more comes out than the directory said, so that a directory that lies is found too.
 */
export async function measureZip(bytes: Uint8Array, maxBytes: number = MAX_UNZIPPED_BYTES): Promise<ZipSize> {
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { strictFileNames: false });
    const entries: yauzl.Entry[] = [];
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      total += entry.uncompressedSize;
      if (total > maxBytes) return { kind: "too-large", bytes: total };
    }
    for (const entry of entries) {
      if (entry.fileName.endsWith("/")) continue;
      const stream = await zip.openReadStreamPromise(entry);
      // yauzl ends the stream with an error where its length is not the directory's.
      for await (const _piece of stream) continue;
    }
    return { kind: "good", bytes: total };
  } catch (error) {
    return { kind: "damaged", reason: error instanceof Error ? error.message : String(error) };
  }
}
