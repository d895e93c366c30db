import { describe, expect, it } from "vitest";
import { parseNeed } from "../../src/model/parse.js";
import { MARKED_NEED_FIELDS, visibleNeed, type Need } from "../../src/model/record.js";

const need: Need = {
  id: "n1",
  title: "窑炉余热回收",
  description: "secret",
  organisation: "e1",
  embedding: [1, 2],
  visibility: { description: "parties", organisation: "authority", title: "public" },
};

describe("visibleNeed", () => {
  it("shows everybody what has no mark or a public one", () => {
    expect(visibleNeed(need, "public")).toEqual({ id: "n1", title: need.title, visibility: need.visibility });
  });

  it("shows the parties what is theirs, and the authority everything", () => {
    expect(visibleNeed(need, "parties")).toEqual({
      id: "n1",
      title: need.title,
      description: "secret",
      embedding: [1, 2],
      visibility: need.visibility,
    });
    expect(visibleNeed(need, "authority")).toEqual(need);
  });

  it("guards the vector as its most guarded text", () => {
    expect(visibleNeed({ id: "n", title: "x", embedding: [1], visibility: { title: "authority" } }, "parties")).not.toHaveProperty(
      "embedding",
    );
    expect(visibleNeed({ id: "n", title: "x", embedding: [1], visibility: { region: "authority" } }, "public")).toHaveProperty("embedding");
  });

  it("shows a reader of no known standing nothing but the id and the marks", () => {
    expect(
      Object.keys(visibleNeed(need, "stranger" as never)).filter((field) => (MARKED_NEED_FIELDS as readonly string[]).includes(field)),
    ).toEqual([]);
  });

  it("shows a need without marks whole", () => {
    expect(visibleNeed({ id: "n", title: "x" }, "public")).toEqual({ id: "n", title: "x" });
  });

  it("defect: marks that could not be read as an object left every field open", () => {
    for (const visibility of ["authority", 3, ["parties"]]) {
      const { record, issues } = parseNeed({ id: "n", title: "secret alloy", region: "21", visibility });
      expect(issues.map(({ code }) => code)).toEqual(["wrong-type"]);
      expect(Object.keys(visibleNeed(record!, "parties")).sort()).toEqual(["id", "visibility"]);
    }
  });

  it("keeps a field closed whose own mark cannot be read", () => {
    const { record } = parseNeed({ id: "n", title: "secret alloy", visibility: { title: "partys" } });
    expect(record!.visibility).toEqual({ title: "authority" });
  });
});
