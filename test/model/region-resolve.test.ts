import { describe, expect, it } from "vitest";
import { regionTreeOfChina } from "../../src/data/regions-cn.js";
import { createRandom, randomInteger } from "../../src/kernel/random.js";
import { resolveRegion, type RegionResolution } from "../../src/model/region-resolve.js";
import { indexRegions, type RegionIndex, type RegionTree } from "../../src/model/region-tree.js";

function indexed(tree: RegionTree): RegionIndex {
  const index = indexRegions(tree);
  if ("issues" in index) throw new Error(JSON.stringify(index.issues));
  return index;
}
const counties = indexed(regionTreeOfChina);
/** A tree without counties: what a caller with a table of prefectures has. */
const prefectures = indexed({
  ...regionTreeOfChina,
  regions: regionTreeOfChina.regions.filter(({ code, levels }) => code.length < 6 || levels === 2),
  retired: regionTreeOfChina
    .retired!.map((region) => ({ ...region, successors: [...new Set(region.successors.map((code) => code.slice(0, 4)))] }))
    .filter(({ successors }) => successors.every((code) => !["11", "12", "31", "50"].includes(code.slice(0, 2)))),
});

/** One word for an answer: the code, `?` and the candidates, or the reason. */
function short(found: RegionResolution): string {
  switch (found.kind) {
    case "resolved":
      return found.code;
    case "ambiguous":
      return `${found.reason === "region-common-word" ? "~" : "?"}${found.candidates.join(" ")}`;
    case "unknown":
      return found.reason.slice("region-".length);
  }
}
const answer = (text: string | number, within?: string): string =>
  short(resolveRegion(text, counties, within === undefined ? {} : { within }));

describe("resolveRegion on organisations", () => {
  it.each([
    ["沈阳化工大学", "2101"],
    ["中国科学院大连化学物理研究所", "2102"],
    ["吉林化工大学", "?22 2202"],
    ["海南大学", "?46 6325"],
    ["昆山杜克大学", "320583"],
    ["国网辽宁省电力有限公司大连供电公司", "2102"],
    ["中国人民解放军沈阳军区总医院", "2101"],
    ["大同煤矿集团有限责任公司", "1402"],
    ["香港理工大学深圳研究院", "4403"],
    ["台湾积体电路制造股份有限公司", "71"],
    ["内蒙古科技大学", "15"],
    ["义乌市场集团", "330782"],
    ["上海路桥集团有限公司", "31"],
    ["楚雄师范学院", "5323"],
  ])("finds the place of %s", (name, expected) => expect(answer(name)).toBe(expected));

  it.each([
    ["西安交通大学苏州研究院", "3205"],
    ["北京航空航天大学杭州创新研究院", "3301"],
    ["哈尔滨工业大学(威海)", "3710"],
    ["哈尔滨工业大学（深圳）", "4403"],
    ["中国石油大学(北京)克拉玛依校区", "6502"],
    ["华北电力大学(保定)", "1306"],
    ["北京大学深圳研究生院", "4403"],
    ["浙江大学宁波理工学院", "3302"],
    ["东北大学秦皇岛分校", "1303"],
    ["电子科技大学中山学院", "4420"],
    ["大连理工大学盘锦校区", "2111"],
    ["上海浦东发展银行股份有限公司沈阳分行", "2101"],
    ["中国工商银行股份有限公司昆山分行", "320583"],
    ["青岛啤酒(徐州)有限公司", "3203"],
    ["香港科技大学(广州)", "4401"],
    ["日本电产(大连)有限公司", "2102"],
    ["平安科技(深圳)有限公司", "4403"],
  ])("takes the branch or the bracket of %s", (name, expected) => expect(answer(name)).toBe(expected));

  it.each([
    ["鞍钢股份有限公司", "unknown"],
    ["中山大学", "unknown"],
    ["中山大学附属第一医院", "unknown"],
    ["复旦大学附属中山医院", "unknown"],
    ["复旦大学附属金山医院", "unknown"],
    ["中国石油大学(华东)", "unknown"],
    ["东方电气集团有限公司", "~469007"],
    ["京东方科技集团股份有限公司", "unknown"],
    ["长安汽车股份有限公司", "unknown"],
    ["长安大学", "unknown"],
    ["华北电力大学", "unknown"],
    ["南方科技大学", "unknown"],
    ["海信集团有限公司", "unknown"],
    ["西华大学", "unknown"],
    ["东北大学", "unknown"],
    ["渤海大学", "unknown"],
    ["渤海南部海域研究中心", "unknown"],
    ["黄河北路派出所", "unknown"],
    ["上海路", "unknown"],
    ["大理石加工厂", "unknown"],
    ["阿里巴巴集团控股有限公司", "unknown"],
    ["德州仪器公司", "unknown"],
    ["平安银行股份有限公司", "unknown"],
    ["国泰安信息技术有限公司", "unknown"],
    ["苏州河治理指挥部", "unknown"],
    ["集成都市农业有限公司", "unknown"],
    ["西交利物浦大学", "unknown"],
    ["欧美地铁车站内部环境设计研究院", "unknown"],
    ["李长春", "unknown"],
    ["张金华", "unknown"],
    ["陈大庆", "unknown"],
    ["江南大学", "~450105"],
    ["新华三技术有限公司", "~130105 130902 410402"],
    ["宝山钢铁股份有限公司", "~230506 310113"],
  ])("is not fooled by %s", (name, expected) => expect(answer(name)).toBe(expected));

  it.each([
    ["重庆长安汽车股份有限公司", "50"],
    ["沈阳上海路小学", "2101"],
    ["沈阳和平科技有限公司", "2101"],
    ["沈阳东方科技有限公司", "2101"],
    ["北京安康医疗器械有限公司", "11"],
    ["北京同仁堂股份有限公司", "11"],
    ["湖南华菱涟源钢铁有限公司", "43"],
    ["江苏永康机械有限公司", "32"],
    ["上海德州仪器有限公司", "31"],
    ["深圳北理莫斯科大学", "4403"],
    ["广州南方测绘科技股份有限公司", "4401"],
  ])("keeps to the seat where a trade name looks like a place: %s", (name, expected) => expect(answer(name)).toBe(expected));

  it.each(["加拿大卡尔加里大学", "东京大学", "三菱电机株式会社", "德国巴斯夫公司", "际特技术(美国)有限公司"])(
    "knows that %s is abroad",
    (name) => expect(answer(name)).toBe("abroad"),
  );
});

describe("resolveRegion on names and addresses", () => {
  it.each([
    ["沈阳", "2101"],
    ["沈阳市", "2101"],
    ["辽宁沈阳", "2101"],
    ["辽宁省沈阳市铁西区", "210106"],
    ["辽宁沈阳铁西", "210106"],
    ["辽宁省沈阳市铁西区北二中路10号", "210106"],
    ["沈阳市浑南区上深沟村860-1号", "210112"],
    ["大连市中山区人民路15号", "210202"],
    ["北京市朝阳区建国路88号", "110105"],
    ["上海市浦东新区张江高科技园区", "310115"],
    ["苏州工业园区星湖街", "3205"],
    ["本溪满族自治县", "210521"],
    ["本溪县", "210521"],
    ["海南州", "6325"],
    ["海南藏族自治州", "6325"],
    ["湖北仙桃", "429004"],
    ["河北区", "120105"],
    ["河北", "13"],
    ["河南", "41"],
    ["大同区", "230606"],
    ["南昌", "3601"],
    ["南昌县", "360121"],
    ["中国 辽宁 大连", "2102"],
    ["东方", "469007"],
    ["鼓楼区(福州)", "350102"],
    ["南京市鼓楼区", "320106"],
    ["济南市市中区", "370103"],
    ["深圳市南山区", "440305"],
    ["北京通州区", "110112"],
    ["沈阳和平区", "210102"],
    ["长春市朝阳区", "220104"],
    ["辽宁朝阳", "2113"],
    ["朝阳市", "2113"],
    ["吉林省吉林市", "2202"],
    ["吉林市", "2202"],
    ["吉林省", "22"],
    ["青海海南", "6325"],
  ])("reads %s", (text, expected) => expect(answer(text)).toBe(expected));

  it.each([
    ["朝阳", "?110105 2113 220104"],
    ["朝阳区", "?110105 220104"],
    ["吉林", "?22 2202"],
    ["海南", "?46 6325"],
    ["鼓楼区", "?320106 320302 350102 410204"],
    ["通州", "?110112 320612"],
    ["通州区", "?110112 320612"],
    ["南山区", "?230404 440305"],
    ["太和", "?210711 341222"],
    ["辽宁省长春市", "?21 2201"],
    ["沈阳、大连", "?2101 2102"],
  ])("does not guess %s", (text, expected) => expect(answer(text)).toBe(expected));

  it.each(["和平区", "城关区", "市中区", "城关", "和平", "新华区"])("returns several candidates for %s", (text) =>
    expect(answer(text)).toMatch(/^\?\d+ \d+/),
  );

  it("names the region that holds all candidates, where there is one", () => {
    expect(resolveRegion("吉林", counties)).toMatchObject({ reason: "region-homonym", within: "22" });
    expect(resolveRegion("鼓楼区", counties)).toMatchObject({ reason: "region-homonym", within: undefined });
    expect(resolveRegion("辽宁省长春市", counties)).toMatchObject({ reason: "region-conflict" });
  });

  it("lets the context settle what the text leaves open, and says so", () => {
    expect(resolveRegion("鼓楼区", counties, { within: "3201" })).toMatchObject({ code: "320106", issues: ["region-by-context"] });
    expect(answer("朝阳", "21")).toBe("2113");
    expect(answer("朝阳", "11")).toBe("110105");
    expect(answer("永康五金有限公司", "33")).toBe("330784");
  });

  it("never lets the context overrule the text", () => expect(answer("沈阳市", "11")).toBe("2101"));

  it("reports where the name stands", () =>
    expect(resolveRegion("国网辽宁省电力有限公司大连供电公司", counties)).toMatchObject({ span: [2, 13], how: "short-name" }));

  it("gives the prefecture where the tree has no counties", () => {
    expect(short(resolveRegion("辽宁省沈阳市铁西区", prefectures))).toBe("2101");
    expect(short(resolveRegion("鼓楼区", prefectures))).toBe("unknown");
  });
});

describe("resolveRegion on codes", () => {
  it.each<[string | number, string]>([
    ["210100", "2101"],
    ["2101", "2101"],
    ["21", "21"],
    ["210000", "21"],
    [210106, "210106"],
    ["２１０１００", "2101"],
    ["210106001001", "210106"],
    ["1101", "11"],
    ["500200", "50"],
    ["429000", "42"],
    ["429004", "429004"],
  ])("reads %s", (text, expected) => expect(answer(text)).toBe(expected));

  it.each<[string, string]>([
    ["2.101E+05", "2101"],
    ["2.1E+05", "21"],
    ["2.10106E+05", "210106"],
    ["210100.0", "2101"],
    ["2.10106001001E+11", "210106"],
  ])("mends what a spreadsheet made of a code: %s", (text, expected) =>
    expect(resolveRegion(text, counties)).toMatchObject({ code: expected, issues: ["region-code-repaired"] }),
  );

  it.each([
    ["110103", "110101"],
    ["310108", "310106"],
    ["210282", "210214"],
    ["542300", "5402"],
    ["469003", "4604"],
  ])("takes the successor of the retired code %s and says so", (code, successor) =>
    expect(resolveRegion(code, counties)).toMatchObject({ code: successor, issues: ["region-retired"] }),
  );

  it.each(["北京市崇文区", "宣武区", "南汇区", "上海市闸北区", "卢湾区", "普兰店市"])(
    "takes the successor of the retired name %s and says so",
    (name) => expect(resolveRegion(name, counties)).toMatchObject({ kind: "resolved", issues: ["region-retired"] }),
  );

  it("does not choose among the successors of a divided region", () => {
    expect(resolveRegion("371200", counties)).toMatchObject({ reason: "region-divided", candidates: ["370116", "370117"], within: "3701" });
    expect(resolveRegion("莱芜市", counties)).toMatchObject({ reason: "region-divided", candidates: ["370116", "370117"] });
    expect(resolveRegion("341400", counties)).toMatchObject({ reason: "region-divided", within: "34" });
    expect(resolveRegion("371200", prefectures)).toMatchObject({ code: "3701", issues: ["region-retired"] });
  });

  it("tells an unknown code from one that is finer than the tree", () => {
    expect(resolveRegion("210199", counties)).toEqual({ kind: "unknown", reason: "region-unknown", within: "2101", issues: [] });
    expect(resolveRegion("210199", prefectures)).toMatchObject({ code: "2101", issues: ["region-coarsened"] });
  });

  it.each(["999999", "99", "2", "21010", "211", "21.01", "1e400", "2101E", "0", "-21", "210 100", "", "  ", "()", "，", "\u0000"])(
    "finds nothing in %j, and does not throw",
    (text) => expect(resolveRegion(text, counties).kind).toBe("unknown"),
  );

  it.each([NaN, Infinity, -210100, 0.21])("finds nothing in the number %s", (value) =>
    expect(resolveRegion(value, counties).kind).toBe("unknown"),
  );
});

describe("resolveRegion on any text", () => {
  it("takes time in proportion to the text: half a million characters are read at once", () => {
    const started = performance.now();
    expect(resolveRegion("沈阳大连高密度聚乙烯上海路".repeat(40_000), counties)).toMatchObject({ code: "2101" });
    // A quadratic scan took minutes here.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("never throws, and answers only with codes of the tree", () => {
    const random = createRandom(11);
    const pieces = [
      ..."省市区县州盟旗()（） 、路大学公司中国E.+0123456789\u0000\ud800",
      "沈阳",
      "吉林",
      "朝阳",
      "鼓楼区",
      "莱芜市",
      "海南",
      "中山大学",
      "美国",
      "2.1E+05",
    ];
    for (let round = 0; round < 5_000; round++) {
      const text = Array.from({ length: 1 + randomInteger(random, 8) }, () => pieces[randomInteger(random, pieces.length)]!).join("");
      const found = resolveRegion(text, counties);
      const codes = found.kind === "resolved" ? [found.code] : found.kind === "ambiguous" ? found.candidates : [];
      for (const code of codes) expect(counties.regionByCode.has(code)).toBe(true);
      if (found.kind === "ambiguous") expect(new Set(found.candidates).size).toBe(found.candidates.length);
    }
  });
});
