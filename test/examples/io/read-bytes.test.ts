import { execFileSync } from "node:child_process";
import { appendFileSync, symlinkSync, truncateSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { fileSource } from "../../../examples/io/byte-source.js";
import { linePieces } from "../../../examples/io/line-pieces.js";
import { MAX_TEXT_BYTES, readBytes } from "../../../examples/io/read-bytes.js";
import { readRecordFile } from "../../../examples/io/read-record-file.js";
import { gbkBytes } from "../support/encoded-text.js";
import { scratchFolder } from "../support/scratch-folder.js";

describe("readBytes", () => {
  const scratch = scratchFolder();

  it("tells of every piece", async () => {
    const heard: Array<readonly [number, number]> = [];
    const file = scratch.write("pieces.csv", "id\no1\n");
    const open = () => Readable.from([Buffer.from("id\n"), Buffer.from("o1\n")]);
    expect(await readBytes(file, { open, onRead: (read, total) => heard.push([read, total]) })).toEqual(Buffer.from("id\no1\n"));
    expect(heard).toEqual([
      [3, 6],
      [6, 6],
    ]);
  });

  it("says how far it got where a stream fails half-way, and hands on nothing of it", async () => {
    const file = scratch.write("failing.csv", "id,title\no1,余热\n");
    const open = () =>
      Readable.from(
        (function* () {
          yield Buffer.from("id,title\n");
          throw Object.assign(new Error("input/output error"), { code: "EIO" });
        })(),
      );
    expect(await readBytes(file, { open })).toMatchObject({
      code: "file-unreadable",
      effect: "refused",
      file,
      received: "EIO, 9 / 19 bytes",
    });
  });

  it("takes a file that ends before its size for one that failed", async () => {
    const file = scratch.write("short.csv", "id,title\n");
    expect(await readBytes(file, { open: () => Readable.from([Buffer.from("id")]) })).toMatchObject({
      code: "file-unreadable",
      received: "end of file, 2 / 9 bytes",
    });
  });

  it.skipIf(process.platform !== "linux")("refuses a file that the system fails to read, naming it", async () => {
    const file = scratch.path("memory.csv");
    symlinkSync("/proc/self/mem", file);
    const { rows, issues } = await readRecordFile(file, "outcome");
    expect(rows).toEqual([]);
    expect(issues).toMatchObject([{ code: "file-unreadable", effect: "refused", file }]);
  });

  it("refuses a text larger than one text can be before it reads any of it", async () => {
    const file = scratch.write("huge.csv", "");
    truncateSync(file, MAX_TEXT_BYTES + 1);
    const open = (): never => {
      throw new Error("opened");
    };
    expect(await readBytes(file, { open })).toMatchObject({ code: "file-too-large", received: "512 MB", expected: "512 MB" });
    const whole = scratch.write("huge.json", "");
    truncateSync(whole, MAX_TEXT_BYTES + 1);
    expect((await readRecordFile(whole, "outcome", { open })).issues).toMatchObject([
      { code: "file-too-large", effect: "refused", file: whole },
    ]);
  });

  it("stops where a stream without a size goes beyond what is taken", async () => {
    const file = scratch.write("pipe.csv", "");
    const open = () => Readable.from([Buffer.alloc(600), Buffer.alloc(600)]);
    expect(await readBytes(file, { maxBytes: 1000, open })).toMatchObject({ code: "file-too-large" });
  });
});

describe("fileSource", () => {
  const scratch = scratchFolder();
  const textOf = async (pieces: AsyncIterable<Uint8Array>): Promise<string> => {
    let text = "";
    for await (const piece of pieces) text += Buffer.from(piece).toString();
    return text;
  };

  it("gives the same bytes every time", async () => {
    const source = fileSource(scratch.write("twice.csv", "id\no1\n"));
    expect([await textOf(source()), await textOf(source())]).toEqual(["id\no1\n", "id\no1\n"]);
  });

  it("refuses a file that grew while it was read", async () => {
    const file = scratch.write("growing.csv", "id\no1\n");
    const source = fileSource(file);
    await textOf(source());
    appendFileSync(file, "o2\n");
    await expect(textOf(source())).rejects.toMatchObject({ issue: { code: "file-unreadable", file } });
  });

  it.skipIf(process.platform === "win32")("reads a pipe, which gives its bytes but once", async () => {
    const file = scratch.path("pipe.csv");
    execFileSync("mkfifo", [file]);
    const writing = writeFile(file, gbkBytes("编号,成果名称\no1,余热回收\n"));
    expect(await readRecordFile(file, "outcome")).toMatchObject({
      encoding: "gb18030",
      rows: [{ value: { id: "o1", title: "余热回收" } }],
    });
    await writing;
  });
});

describe("linePieces", () => {
  it("refuses a line that goes on beyond what is taken, naming it", async () => {
    const pieces = linePieces(Readable.from([Buffer.from("id\no1\no"), Buffer.from("2".repeat(20))]), { file: "f.csv", maxBytes: 10 });
    const read = async () => {
      for await (const piece of pieces) expect(piece.at(-1)).toBe(0x0a);
    };
    await expect(read()).rejects.toMatchObject({ issue: { code: "line-too-long", file: "f.csv", line: 3 } });
  });
});
