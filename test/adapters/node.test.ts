import * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readSnapshot, writeSnapshot } from "../../src/adapters/node.js";
import { buildCorpus } from "../../src/corpus/build.js";
import { defineConfig } from "../../src/corpus/config.js";
import { saveSnapshot } from "../../src/corpus/snapshot-save.js";
import { matchAll } from "../../src/join/match-all.js";
import { rankOutcomes } from "../../src/join/rank.js";
import { ConfigError } from "../../src/model/issue.js";

/** What the file system was asked, in order, and what it is to fail at. */
const disk = vi.hoisted(() => ({ calls: [] as string[], failAt: undefined as string | undefined }));

vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof fs>();
  const told = (call: string): void => {
    disk.calls.push(call);
    if (disk.failAt === call) throw Object.assign(new Error(`no ${call}`), { code: "EIO" });
  };
  return {
    ...real,
    open: async (path: string, flags: string, mode?: number) => {
      const kind = flags === "wx" ? "file" : "folder";
      if (flags === "wx") told("open file");
      const handle = await real.open(path, flags, mode);
      const writeFile = handle.writeFile.bind(handle);
      const sync = handle.sync.bind(handle);
      handle.writeFile = async (...content) => {
        // Half of it gets onto the disk before it is full.
        if (disk.failAt === "write") await handle.write(new Uint8Array(8));
        told("write");
        return writeFile(...content);
      };
      handle.sync = async () => {
        told(`sync ${kind}`);
        return sync();
      };
      return handle;
    },
    rename: async (from: string, to: string) => {
      told("rename");
      return real.rename(from, to);
    },
  };
});

const { corpus } = buildCorpus({
  outcomes: [
    { id: "o1", title: "高温余热回收装置", region: "2101" },
    { id: "o2", title: "水稻育种", embedding: [1, 0.5] },
  ],
  needs: [{ id: "n1", title: "窑炉余热回收", industries: ["C31"] }],
});
const other = buildCorpus({ outcomes: [{ id: "o9", title: "轧制缺陷检测" }], needs: [{ id: "n9", title: "轧制" }] }).corpus;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), "snapshot-"));
  path = join(folder, "corpus.snapshot");
  disk.calls = [];
  disk.failAt = undefined;
});
afterEach(() => fs.rm(folder, { recursive: true, force: true }));

const codesOf = async (promise: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).issues.map(({ code }) => code);
};

describe("writeSnapshot", () => {
  it("writes the bytes of saveSnapshot, readable to their owner alone, and leaves nothing else", async () => {
    await writeSnapshot(path, corpus);
    expect(new Uint8Array(await fs.readFile(path))).toEqual(new Uint8Array(saveSnapshot(corpus)));
    expect(await fs.readdir(folder)).toEqual([basename(path)]);
    if (process.platform !== "win32") expect((await fs.stat(path)).mode & 0o777).toBe(0o600);
  });

  it("forces the file to the disk before it takes the name, and the folder after", async () => {
    await writeSnapshot(path, corpus);
    expect(disk.calls).toEqual(["open file", "write", "sync file", "rename", "sync folder"]);
  });

  it("replaces what was there", async () => {
    await writeSnapshot(path, other);
    await writeSnapshot(path, corpus);
    expect((await readSnapshot(path)).needs.ids).toEqual(["n1"]);
  });

  it.each(["open file", "write", "sync file", "rename"])("leaves the old file and no other where %s fails", async (step) => {
    await writeSnapshot(path, other);
    disk.failAt = step;
    await expect(writeSnapshot(path, corpus)).rejects.toThrow(`no ${step}`);
    expect(await fs.readdir(folder)).toEqual([basename(path)]);
    expect((await readSnapshot(path)).needs.ids).toEqual(["n9"]);
  });

  it("tells that the folder could not be forced to the disk; the new file is then in place", async () => {
    disk.failAt = "sync folder";
    await expect(writeSnapshot(path, corpus)).rejects.toThrow("no sync folder");
    expect((await readSnapshot(path)).needs.ids).toEqual(["n1"]);
  });

  it("rejects with what the file system says of a name that cannot be taken", async () => {
    await expect(writeSnapshot(join(folder, "missing", "a"), corpus)).rejects.toMatchObject({ code: "ENOENT" });
    await fs.mkdir(join(path, "full"), { recursive: true });
    await expect(writeSnapshot(path, corpus)).rejects.toMatchObject({ syscall: "rename" });
    expect(await fs.readdir(folder)).toEqual([basename(path)]);
  });

  it("lets two writers of one name both finish, and one of them win whole", async () => {
    await Promise.all([writeSnapshot(path, corpus), writeSnapshot(path, other), writeSnapshot(path, corpus)]);
    expect(["n1", "n9"]).toContain((await readSnapshot(path)).needs.ids[0]);
    expect(await fs.readdir(folder)).toEqual([basename(path)]);
  });
});

describe("readSnapshot", () => {
  it("gives a corpus over shared memory that answers as the one written", async () => {
    await writeSnapshot(path, corpus);
    const read = await readSnapshot(path);
    expect(read.needs.rows.text.value.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(matchAll(read)).toEqual(matchAll(corpus));
    expect(rankOutcomes(read, "n1")).toEqual(rankOutcomes(corpus, "n1"));
    expect(read.outcomes.records).toEqual(corpus.outcomes.records);
  });

  it("passes on with which codes a snapshot is refused", async () => {
    await writeSnapshot(path, corpus);
    const bytes = await fs.readFile(path);
    const refusal = async (content: Uint8Array): Promise<readonly string[]> => {
      await fs.writeFile(path, content);
      return codesOf(readSnapshot(path));
    };
    expect(await refusal(new Uint8Array(0))).toEqual(["snapshot-format"]);
    expect(await refusal(new Uint8Array(100))).toEqual(["snapshot-format"]);
    expect(await refusal(bytes.subarray(0, bytes.length - 8))).toEqual(["snapshot-length"]);
    const flipped = Uint8Array.from(bytes);
    flipped[200]! ^= 1;
    expect(await refusal(flipped)).toEqual(["snapshot-checksum"]);
    await fs.writeFile(path, bytes);
    expect(await codesOf(readSnapshot(path, defineConfig({ text: { k1: 1.5 } })))).toEqual(["snapshot-configuration"]);
  });

  it("rejects with what the file system says of a file that is not there, or is a folder", async () => {
    await expect(readSnapshot(path)).rejects.toMatchObject({ code: "ENOENT" });
    await expect(readSnapshot(folder)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) as string });
  });
});
