import { describe, expect, it } from "vitest";
import { escapeText, markup, textOf, trustedMarkup, type Content } from "../../../examples/report/markup.js";

describe("markup", () => {
  it("escapes every text that is put into it, in elements and in attributes", () => {
    const title = `<img src=x onerror="alert('1')"> & \`co\``;
    expect(textOf(markup`<p title="${title}">${title}</p>`)).toBe(`<p title="${escapeText(title)}">${escapeText(title)}</p>`);
    expect(escapeText(title)).toBe("&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; &#96;co&#96;");
  });

  it("leaves markup as it is, joins lists, writes numbers, and nothing for what is not there", () => {
    expect(textOf(markup`<ul>${["a", "<"].map((each) => markup`<li>${each}</li>`)}${undefined}${3}</ul>`)).toBe(
      "<ul><li>a</li><li>&#60;</li>3</ul>",
    );
    expect(textOf(markup`${trustedMarkup("<br>")}`)).toBe("<br>");
  });

  it("takes nothing that data can be for markup", () => {
    const pretender = JSON.parse('["<b>", ["<i>"]]') as Content;
    expect(textOf(markup`${pretender}`)).toBe("&#60;b&#62;&#60;i&#62;");
  });

  it("refuses an attribute without quotes", () => {
    expect(() => markup`<p class=${"x onclick=y"}></p>`).toThrow("unquoted");
  });

  it("replaces what no HTML may hold: control characters and halves of surrogate pairs", () => {
    expect(escapeText("a\u0000b\u001bc\ud83dd\u{1f600}\t\n")).toBe("a\uFFFDb\uFFFDc\uFFFDd\u{1f600}\t\n");
  });
});
