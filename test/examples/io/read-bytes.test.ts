import { symlinkSync, truncateSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { MAX_TEXT_BYTES, readBytes } from "../../../examples/io/read-bytes.js";
import { readRecordFile } from "../../../examples/io/read-record-file.js";
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
    expect((await readRecordFile(file, "outcome")).issues).toMatchObject([{ code: "file-too-large", effect: "refused", file }]);
  });

  it("stops where a stream without a size goes beyond what is taken", async () => {
    const file = scratch.write("pipe.csv", "");
    const open = () => Readable.from([Buffer.alloc(600), Buffer.alloc(600)]);
    expect(await readBytes(file, { maxBytes: 1000, open })).toMatchObject({ code: "file-too-large" });
  });
});
