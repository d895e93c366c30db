import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { markup, textOf } from "../../../examples/report/markup.js";

interface ParsedElement {
  readonly textContent: string;
  readonly childElementCount: number;
  getAttributeNames(): string[];
  getAttribute(name: string): string | null;
}

/** Texts made of what matters in HTML, and any others. */
const texts = fc.oneof(
  fc
    .array(
      fc.constantFrom("<", ">", "&", '"', "'", "`", "=", " ", "/", "img src=x", "onerror=", "<!--", "]]>", "&lt;", "&#60;", "</p>", "甲"),
      { maxLength: 12 },
    )
    .map((pieces) => pieces.join("")),
  fc.string({ unit: "grapheme" }),
);

describe("markup", () => {
  it("gives back every text, as the text of an element and as the value of an attribute, and brings nothing else", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { document } = parseHTML(`<html><body>${textOf(markup`<p title="${text}">${text}</p>`)}</body></html>`) as unknown as {
          readonly document: { querySelectorAll(selector: string): Iterable<ParsedElement> };
        };
        const [body, paragraph, ...others] = [...document.querySelectorAll("body, body *")];
        expect(others).toEqual([]);
        expect(body!.childElementCount).toBe(1);
        expect(paragraph!.getAttributeNames()).toEqual(["title"]);
        // What no HTML may hold is not given back as it was.
        if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\p{Surrogate}]/u.test(text)) return;
        expect(paragraph!.textContent).toBe(text);
        expect(paragraph!.getAttribute("title")).toBe(text);
      }),
    );
  });
});
