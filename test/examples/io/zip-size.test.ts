import { describe, expect, it } from "vitest";
import { measureZip } from "../../../examples/io/zip-size.js";
import { workbookBytes } from "../support/table-bytes.js";
import { zipBytes } from "../support/zip-bytes.js";

const ZEROS = new Uint8Array(5_000_000);

describe("measureZip", () => {
  it("adds up what the parts unpack to", async () => {
    const parts = [1000, 234].map((length, at) => ({ name: `${at}.xml`, content: new Uint8Array(length) }));
    expect(await measureZip(zipBytes(parts))).toEqual({ kind: "good", bytes: 1234 });
    expect(await measureZip(workbookBytes({ s: [["id"]] }, "xlsx"))).toMatchObject({ kind: "good" });
  });

  it("refuses by the directory alone, whatever is in the parts", async () => {
    const bomb = zipBytes([{ name: "sheet.xml", content: Uint8Array.of(1), declaredBytes: 2 ** 32 - 2 }]);
    expect(await measureZip(bomb)).toEqual({ kind: "too-large", bytes: 2 ** 32 - 2 });
  });

  it("counts the parts together, and takes what is just within", async () => {
    const parts = Array.from({ length: 10 }, (_, at) => ({ name: `${at}`, content: new Uint8Array(100) }));
    expect(await measureZip(zipBytes(parts), 999)).toEqual({ kind: "too-large", bytes: 1000 });
    expect(await measureZip(zipBytes(parts), 1000)).toEqual({ kind: "good", bytes: 1000 });
  });

  it("finds a directory that says less than comes out, and one that says more", async () => {
    expect(await measureZip(zipBytes([{ name: "a", content: ZEROS, declaredBytes: 10 }]))).toMatchObject({ kind: "damaged" });
    expect(await measureZip(zipBytes([{ name: "a", content: ZEROS, declaredBytes: 5_000_001 }]))).toMatchObject({ kind: "damaged" });
  });

  it("says of what is no zip that it is damaged", async () => {
    expect(await measureZip(ZEROS)).toMatchObject({ kind: "damaged" });
    expect(await measureZip(new Uint8Array())).toMatchObject({ kind: "damaged" });
  });
});
