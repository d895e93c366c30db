import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { regionTreeOfChina } from "../../src/data/regions-cn.js";
import { shortNamesOf } from "../../src/data/regions-cn-names.js";
import { resolveRegion, type RegionResolution } from "../../src/model/region-resolve.js";
import { indexRegions, isWithin, regionChain, type RegionIndex } from "../../src/model/region-tree.js";

const built = indexRegions(regionTreeOfChina);
if ("issues" in built) throw new Error(JSON.stringify(built.issues));
const china: RegionIndex = built;
const regions = regionTreeOfChina.regions;
const prefectures = regions.filter(({ code }) => code.length === 4);

/** The code, or all candidates where the name belongs to several places. */
const codesOf = (found: RegionResolution): readonly string[] =>
  found.kind === "resolved" ? [found.code] : found.kind === "ambiguous" ? found.candidates : [];

describe("regions of China", () => {
  it("has 34 provinces, 333 prefectures and every county of the edition", () => {
    expect(regionTreeOfChina.regions.filter(({ code }) => code.length === 2)).toHaveLength(34);
    expect(prefectures).toHaveLength(333);
    expect(regions.filter(({ code }) => code.length === 6).length).toBeGreaterThan(2840);
  });

  it("leads every code to a name and every full name, with its parents, back to the code", () => {
    for (const { code, name } of regions) {
      const path = [...new Set(regionChain(china, code))].map((step) => china.regionByCode.get(step)!.name).join("");
      expect([path, codesOf(resolveRegion(path, china))]).toEqual([path, [code]]);
      expect(resolveRegion(code, china)).toMatchObject({ kind: "resolved", code, how: "code" });
      expect(resolveRegion(code.padEnd(6, "0"), china)).toMatchObject({ kind: "resolved", code });
      expect(codesOf(resolveRegion(name, china))).toContain(code);
    }
  });

  it("resolves the full name alone, or names all that share it", () => {
    for (const { name } of regions) {
      const sharing = regions.filter((other) => other.name === name || other.shortNames?.includes(name)).map(({ code }) => code);
      const found = codesOf(resolveRegion(name, china));
      expect(sharing).toEqual(expect.arrayContaining([...found]));
      if (regions.filter((other) => other.name === name).length === 1) expect([name, found.length]).toEqual([name, 1]);
    }
  });

  it("resolves every prefecture's short name; three have a namesake of equal standing", () => {
    const open: string[] = [];
    for (const { code, name, shortNames = [] } of prefectures) {
      for (const shortName of shortNames) {
        const found = codesOf(resolveRegion(shortName, china));
        expect(found).toContain(code);
        if (found.length > 1) open.push(shortName);
      }
      const province = china.regionByCode.get(code.slice(0, 2))!;
      for (const provinceName of [province.name, ...province.shortNames!])
        for (const own of [name, ...shortNames]) expect([own, codesOf(resolveRegion(provinceName + own, china))]).toEqual([own, [code]]);
    }
    expect(open.sort()).toEqual(["吉林", "朝阳", "海南"].sort());
  });

  it.each([
    ["沈阳", "2101"],
    ["大连", "2102"],
    ["鞍山", "2103"],
    ["抚顺", "2104"],
    ["本溪", "2105"],
    ["丹东", "2106"],
    ["锦州", "2107"],
    ["营口", "2108"],
    ["阜新", "2109"],
    ["辽阳", "2110"],
    ["盘锦", "2111"],
    ["铁岭", "2112"],
    ["朝阳", "2113"],
    ["葫芦岛", "2114"],
  ])("knows %s among the 14 cities of Liaoning", (city, code) => {
    for (const text of [`辽宁${city}`, `辽宁省${city}市`, `${city}市`, `${city}市人民政府`, `辽宁省${city}市科学技术局`, code, `${code}00`])
      expect([text, codesOf(resolveRegion(text, china))]).toEqual([text, [code]]);
    expect(codesOf(resolveRegion(city, china, { within: "21" }))).toEqual([code]);
    if (city !== "朝阳") expect(codesOf(resolveRegion(`${city}重型机械有限公司`, china))).toEqual([code]);
  });

  it("gives every prefecture a centre inside the country, apart from its namesakes'", () => {
    for (const { name, centre } of prefectures)
      expect([name, centre !== undefined && centre[0] > 73 && centre[0] < 136 && centre[1] > 3 && centre[1] < 54]).toEqual([name, true]);
    const latitude = (code: string): number => china.regionByCode.get(code)!.centre![1];
    // 福州 and 抚州, 泰州 and 台州, 伊春 and 宜春 are one name each in pinyin.
    expect(Math.abs(latitude("3501") - 26.07)).toBeLessThan(0.2);
    expect(Math.abs(latitude("3610") - 27.98)).toBeLessThan(0.2);
    expect(Math.abs(latitude("3212") - 32.49)).toBeLessThan(0.2);
    expect(Math.abs(latitude("3310") - 28.66)).toBeLessThan(0.2);
    expect(Math.abs(latitude("2307") - 47.73)).toBeLessThan(0.2);
    expect(Math.abs(latitude("3609") - 27.8)).toBeLessThan(0.2);
  });

  it("leads every retired code and name to regions that are there", () => {
    for (const { code, name, successors } of regionTreeOfChina.retired!) {
      expect([code, /^\d{4}(\d\d)?$/.test(code), name === ""]).toEqual([code, true, false]);
      expect(codesOf(resolveRegion(code.padEnd(6, "0"), china))).toEqual([...successors].sort());
      expect(codesOf(resolveRegion(name, china)).length).toBeGreaterThan(0);
    }
  });

  it("draws zones of regions that exist, none holding a member twice", () => {
    for (const { id, members } of regionTreeOfChina.zones!) {
      for (const member of members)
        expect([id, member, members.filter((other) => isWithin(china, member, other))]).toEqual([id, member, [member]]);
    }
  });

  it.each([
    ["沈阳市", ["沈阳"]],
    ["内蒙古自治区", ["内蒙古"]],
    ["新疆维吾尔自治区", ["新疆"]],
    ["香港特别行政区", ["香港"]],
    ["海南藏族自治州", ["海南", "海南州"]],
    ["克孜勒苏柯尔克孜自治州", ["克孜勒苏", "克孜勒苏州"]],
    ["东乡族自治县", ["东乡", "东乡县"]],
    ["双江拉祜族佤族布朗族傣族自治县", ["双江", "双江县"]],
    ["神农架林区", ["神农架"]],
    ["沛县", []],
  ])("shortens %s", (name, expected) => expect(shortNamesOf(name)).toEqual(expected));
});

const reference = new URL("../../../shared/data/reference/", import.meta.url);

describe.skipIf(!existsSync(reference))("regions of China beside ../shared/data/reference", () => {
  const rows = (file: string, separator: string): string[][] =>
    readFileSync(new URL(file, reference), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.replaceAll('"', "").split(separator));

  it("has the same prefectures and counties", () => {
    const heading = /^(市辖区|县|(省|自治区)直辖县级行政区划)$/;
    const listed = rows("regions-prefecture.tsv", "\t").filter(([, name]) => !heading.test(name!));
    for (const [code] of listed)
      expect(resolveRegion(code!, china)).toMatchObject({ kind: "resolved", code: code!.replace(/(00)+$/, ""), how: "code" });
    for (const [code, name] of rows("regions-county.csv", ",")) {
      if (code![4] === "7" || code!.endsWith("00") || code === "620201") continue;
      expect([code, china.regionByCode.get(code!)?.name]).toEqual([code, name]);
    }
  });

  it("puts every prefecture's centre within 40 km of the reference, 三沙 apart", () => {
    const far: string[] = [];
    for (const [code, , level, , longitude, latitude] of rows("regions-prefecture.tsv", "\t")) {
      const centre = china.regionByCode.get(code!.replace(/(00)+$/, ""))?.centre;
      if (level === "province" || centre === undefined) continue;
      const east = (centre[0] - Number(longitude)) * Math.cos((centre[1] * Math.PI) / 180);
      if (Math.hypot(east, centre[1] - Number(latitude)) * 111.2 > 40) far.push(code!);
    }
    expect(far.filter((code) => code !== "460300")).toEqual([]);
  });
});
