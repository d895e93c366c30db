import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { checkOutputFolder, removeUnfinished, writeOutputFolder, type Disk } from "../../../examples/io/output-folder.js";
import { scratchFolder } from "../support/scratch-folder.js";

describe("writeOutputFolder", () => {
  const scratch = scratchFolder();

  /** All that lies in a folder, hidden things too, by name. */
  function contents(folder: string): Record<string, string> {
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, "utf8")]));
  }

  /** A disk on which the n-th write or rename fails, as a full disk does. */
  function failingDisk(what: keyof Disk, at: number, code: string): Disk {
    let calls = 0;
    const fail = (kind: keyof Disk): void => {
      if (kind === what && ++calls === at) throw Object.assign(new Error(code), { code, syscall: kind });
    };
    return {
      async write(path, content) {
        // Half of it is there when the disk is full.
        await writeFile(path, content.slice(0, content.length / 2));
        fail("write");
        await writeFile(path, content);
      },
      async rename(from, to) {
        fail("rename");
        await rename(from, to);
      },
    };
  }

  it("writes all, takes stale results away, leaves strangers alone", async () => {
    const folder = scratch.path("a");
    await writeOutputFolder(folder, [{ name: "old.csv", content: "old" }], []);
    scratch.write("a/mine.txt", "mine");
    expect(await writeOutputFolder(folder, [{ name: "new.csv", content: Uint8Array.of(65) }], ["old.csv", "new.csv"])).toBeUndefined();
    expect(contents(folder)).toEqual({ "mine.txt": "mine", "new.csv": "A" });
  });

  it("makes files one by one, each after the one before is on the disk", async () => {
    const events: string[] = [];
    async function* files(): AsyncIterable<{ name: string; content: string }> {
      for (const name of ["x", "y"]) {
        events.push(`make ${name}`);
        yield await Promise.resolve({ name, content: name });
      }
    }
    const disk: Disk = {
      async write(path, content) {
        events.push(`write ${path.at(-1)}`);
        await writeFile(path, content);
      },
      rename,
    };
    await writeOutputFolder(scratch.path("lazy"), files(), [], { disk });
    expect(events).toEqual(["make x", "write x", "make y", "write y"]);
  });

  const NEW = [
    { name: "one.csv", content: "new one" },
    { name: "two.csv", content: "new two" },
    { name: "run.json", content: "new run" },
  ];
  const OLD = { "one.csv": "old one", "gone.csv": "old gone", "run.json": "old run", "mine.txt": "mine" };
  const failures: ReadonlyArray<readonly [what: keyof Disk, at: number, code: string]> = [
    ...[1, 2, 3].map((at) => ["write", at, "ENOSPC"] as const),
    // Three old files are set aside, three new ones put in place.
    ...[1, 2, 3, 4, 5, 6].map((at) => ["rename", at, "EIO"] as const),
  ];
  it.each(failures)("leaves a folder as it was where %s number %i fails with %s", async (what, at, code) => {
    const name = `full-${what}-${at}`;
    for (const [file, text] of Object.entries(OLD)) scratch.write(`${name}/${file}`, text);
    const folder = scratch.path(name);
    const issue = await writeOutputFolder(folder, NEW, ["one.csv", "gone.csv", "run.json"], { disk: failingDisk(what, at, code) });
    expect(issue).toMatchObject({ code: "out-unwritable", received: code });
    expect(contents(folder)).toEqual(OLD);
  });

  it("leaves no folder where there was none and the disk is full", async () => {
    const issue = await writeOutputFolder(scratch.path("deep/er/out"), NEW, [], { disk: failingDisk("write", 3, "ENOSPC") });
    expect(issue).toMatchObject({ code: "out-unwritable" });
    expect(existsSync(scratch.path("deep"))).toBe(false);
  });

  it("throws on what the making of a file throws, and leaves nothing", async () => {
    function* broken(): Generator<never> {
      throw new RangeError("ours");
    }
    await expect(writeOutputFolder(scratch.path("defect"), broken(), [])).rejects.toThrow(RangeError);
    expect(existsSync(scratch.path("defect"))).toBe(false);
  });

  it("puts the last file in place last, and takes it away first, so that it stands for all", async () => {
    const moves: string[] = [];
    const disk: Disk = {
      write: writeFile,
      async rename(from, to) {
        moves.push(`${to.includes(".old") ? "aside" : "place"} ${to.replace(/^.*\//, "")}`);
        await rename(from, to);
      },
    };
    for (const file of ["one.csv", "run.json"]) scratch.write(`order/${file}`, "old");
    await writeOutputFolder(scratch.path("order"), NEW, ["run.json", "one.csv"], { disk });
    expect(moves).toEqual(["aside run.json", "aside one.csv", "place one.csv", "place two.csv", "place run.json"]);
  });

  it("never takes a folder of somebody's for a file of ours", async () => {
    scratch.write("folders/one.csv/precious.txt", "mine");
    const issue = await writeOutputFolder(scratch.path("folders"), NEW, []);
    expect(issue).toMatchObject({ code: "out-unwritable", received: "EISDIR" });
    expect(readFileSync(scratch.path("folders/one.csv/precious.txt"), "utf8")).toBe("mine");
  });

  it("takes away what a process that is no more left unfinished, and nothing of one that runs", async () => {
    // No process has the largest number.
    scratch.write("left/.unfinished-2147483647/half.csv", "hal");
    scratch.write(`left/.unfinished-${process.ppid}/half.csv`, "hal");
    await writeOutputFolder(scratch.path("left"), NEW, []);
    expect(readdirSync(scratch.path("left")).sort()).toEqual([`.unfinished-${process.ppid}`, "one.csv", "run.json", "two.csv"]);
    await removeUnfinished(scratch.path("left"), process.ppid, undefined);
    expect(readdirSync(scratch.path("left")).sort()).toEqual(["one.csv", "run.json", "two.csv"]);
  });

  it("refuses a folder below a file", async () => {
    const file = scratch.write("file", "mine");
    expect(await writeOutputFolder(`${file}/out`, [{ name: "x", content: "" }], [])).toMatchObject({ code: "out-unwritable" });
    expect(existsSync(file)).toBe(true);
  });

  it("sees a file in the folder's place", async () => {
    mkdirSync(scratch.path("c"));
    expect(await checkOutputFolder(scratch.path("c"), [], [])).toEqual([]);
    expect(await checkOutputFolder(scratch.write("d", ""), [], [])).toMatchObject([{ code: "out-is-file" }]);
  });
});
