import { describe, expect, it } from "vitest";
import { stripMarkup } from "../../src/model/markup.js";

describe("stripMarkup", () => {
  it.each([
    ["a page's tags go, and lines stay lines", '<p class="x">第一行</p><br/>第二行', "\n第一行\n\n第二行"],
    ["comparisons stay", "粒径<5 μm，强度>600 MPa", "粒径<5 μm，强度>600 MPa"],
    ["a comparison of names stays", "a<b and c>d", "a<b and c>d"],
    ["a tag with a handler goes whole", "标题<img src=x onerror=alert(1)>", "标题"],
    ["scripts, styles and comments go with what they hold", "甲<script>alert(1)</script>乙<STYLE>p{}</Style>丙<!-- x -->丁", "甲 乙 丙 丁"],
    ["an element that never closes stays text", "甲<!-- 乙", "甲<!-- 乙"],
    ["entities are decoded once", "&lt;5&nbsp;&mu;m &amp;amp; &#x4f59;&#28909;", "<5 μm &amp; 余热"],
    ["an unknown entity stays", "AT&T &bogus;", "AT&T &bogus;"],
    ["a numeric entity that is no text stays", "&#0;&#xD800;", "&#0;&#xD800;"],
    ["line breaks that were written out become line breaks", "目标：\\n温度\\r\\n压力\\t流量", "目标：\n温度\n压力 流量"],
    ["a path keeps its backslash", "C:\\new\\table", "C:\\new\\table"],
    ["plain text comes back as it is", "烟气余热", "烟气余热"],
  ])("%s", (_, raw, plain) => {
    expect(stripMarkup(raw)).toBe(plain);
  });

  it("takes linear time on a text of openings that never close", () => {
    // Quadratic time would need minutes for this length; the runner's own limit stops it.
    expect(stripMarkup("<script>".repeat(200_000))).toBe("");
    expect(stripMarkup("<a b=".repeat(100_000))).toHaveLength(500_000);
  });
});
