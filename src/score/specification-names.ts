import { stemWord } from "../text/stem.js";

/**
 * The names of one property, Chinese and English, a line each: the first is its key. Only names that mean the same by their standards
 * (GB/T 10623 mechanical testing, GB 3102 quantities); near names (抗压强度, 弯曲强度) are left to their own lines or to their bigrams.
 */
const SAME_PROPERTY = [
  "抗拉强度|拉伸强度|抗张强度|tensile strength|ultimate tensile strength|UTS",
  "屈服强度|屈服点|yield strength|yield stress",
  "抗压强度|压缩强度|compressive strength|compression strength",
  "抗弯强度|弯曲强度|抗折强度|flexural strength|bending strength",
  "剪切强度|抗剪强度|shear strength",
  "剥离强度|peel strength",
  "断裂伸长率|断后伸长率|延伸率|伸长率|elongation at break|elongation",
  "冲击韧性|抗冲击韧性|冲击强度|impact toughness|impact strength",
  "断裂韧性|fracture toughness",
  "弹性模量|杨氏模量|elastic modulus|modulus of elasticity|Young's modulus",
  "硬度|hardness",
  "表面硬度|surface hardness",
  "密度|density",
  "堆积密度|松装密度|bulk density",
  "粗糙度|表面粗糙度|Ra|roughness|surface roughness",
  "粒径|粒度|平均粒径|particle size|grain size",
  "孔径|pore size",
  "孔隙率|气孔率|porosity",
  "比表面积|specific surface area",
  "厚度|thickness",
  "长度|length",
  "宽度|width",
  "高度|height",
  "直径|diameter",
  "重量|质量|weight|mass",
  "体积|volume",
  "面积|area",
  "导热系数|热导率|导热率|thermal conductivity",
  "热膨胀系数|coefficient of thermal expansion",
  "电导率|导电率|conductivity|electrical conductivity",
  "电阻率|体积电阻率|resistivity|volume resistivity",
  "电阻|resistance",
  "电压|voltage",
  "额定电压|rated voltage",
  "电流|current",
  "功率|power",
  "额定功率|rated power",
  "功耗|power consumption",
  "能耗|energy consumption",
  "容量|capacity",
  "能量密度|比能量|energy density|specific energy",
  "功率密度|power density",
  "循环寿命|cycle life",
  "寿命|使用寿命|service life|lifetime|lifespan",
  "效率|efficiency",
  "转换效率|光电转换效率|conversion efficiency",
  "频率|frequency",
  "带宽|bandwidth",
  "转速|rotational speed|rotation speed",
  "速度|speed|velocity",
  "流量|flow rate|flow",
  "压力|压强|pressure",
  "温度|temperature",
  "工作温度|使用温度|运行温度|operating temperature|working temperature",
  "熔点|melting point",
  "玻璃化转变温度|Tg|glass transition temperature",
  "湿度|relative humidity|humidity",
  "噪声|噪音|noise|noise level",
  "粘度|黏度|viscosity",
  "纯度|purity",
  "含水率|含水量|水分|moisture content|water content",
  "收率|产率|得率|yield",
  "转化率|conversion|conversion rate",
  "回收率|recovery rate|recovery",
  "去除率|removal rate|removal efficiency",
  "合格率|良品率|成品率|pass rate|yield rate",
  "准确率|识别率|正确率|accuracy rate|recognition rate",
  "误差|error",
  "精度|accuracy|precision",
  "定位精度|positioning accuracy",
  "测量精度|measurement accuracy|measuring accuracy",
  "控温精度|温控精度|temperature control accuracy",
  "分辨率|resolution",
  "灵敏度|sensitivity",
  "响应时间|response time",
  "载荷|负载|load|payload",
  "产能|产量|产|年产|年产能|年产量|年生产能力|生产能力|output|production capacity|annual output|annual capacity",
  "处理能力|处理量|treatment capacity|processing capacity",
  "成本|生产成本|cost|production cost",
  "价格|售价|price",
  "投资|投入|investment",
  "含量|content",
  "浓度|concentration",
  "成活率|survival rate",
  "发芽率|germination rate",
  "pH|pH值|PH|PH值|酸碱度|pH value",
];

/** Words that narrow nothing: two names that differ in them alone are one. */
const PLAIN =
  /产品|设备|整机|系统|装置|材料|样品|项目|平均|最终|实际|总体|综合|达标|要求|指标|参数|数值|额定|最大|最高|最小|最低|maximum|minimum|average|typical|overall|total|nominal|rated|product|system|device|material/gi;

/** Pairs of which a name may not have one and the other name the other. */
const OPPOSED: ReadonlyArray<readonly [RegExp, RegExp]> = [
  [/最大|最高|上限|max/i, /最小|最低|下限|min(?!ut)/i],
  [/高温|high.temperature/i, /低温|常温|室温|low.temperature|room.temperature/i],
  [/低温/, /常温|室温/],
  [/横向|径向|transverse|radial/i, /纵向|轴向|longitudinal|axial/i],
  [/进水|进口|入口|输入|进料|进气|inlet|input|influent/i, /出水|出口|输出|出料|排气|outlet|output|effluent/i],
  [/充电|charging/i, /放电|discharging|discharge/i],
  [/内径|内壁|内表面|inner|internal/i, /外径|外壁|外表面|outer|external/i],
  [/干燥|干态|dry/i, /潮湿|湿态|wet/i],
  [/工作|操作|使用|operating|working/i, /储存|贮存|存储|storage/i],
];

/** A name made ready to compare. */
export interface NameProfile {
  readonly raw: string;
  /** The property it is known as, where the table has it whole. */
  readonly property: string | undefined;
  /** Bigrams of Han, stems of other words. */
  readonly terms: ReadonlySet<string>;
  /** The last term: what kind of quantity it is. */
  readonly head: string | undefined;
}

/** Least Dice overlap of two names; at a half 密度 would be 堆积密度. */
export const LEAST_AGREEMENT = 0.5;

let properties: ReadonlyMap<string, string> | undefined;

function propertyOf(name: string): string | undefined {
  properties ??= new Map(
    SAME_PROPERTY.flatMap((line) => {
      const names = line.split("|");
      return names.map((entry): [string, string] => [key(entry), names[0]!]);
    }),
  );
  return properties.get(key(name));
}

function key(name: string): string {
  return (name.toLowerCase().match(/[a-z0-9']+|\p{Script=Han}+/gu) ?? []).map((word) => stemWord(word)).join(" ");
}

/** Makes a name ready to compare. O(its length). */
export function profileName(name: string): NameProfile {
  const plain = name
    .replace(/^每?[年日月](?=[产处加生消耗销])/, "")
    .replace(PLAIN, "")
    .trim();
  const property = propertyOf(name) ?? propertyOf(plain);
  // A name of plain words alone (产品) names no quantity.
  const terms = [...(property ?? plain).toLowerCase().matchAll(/[a-z0-9']+|\p{Script=Han}+/gu)].flatMap(([word]) => termsOf(word));
  return { raw: name, property, terms: new Set(terms), head: terms.at(-1) };
}

function termsOf(word: string): string[] {
  if (!/\p{Script=Han}/u.test(word)) return [stemWord(word)];
  const characters = [...word];
  return characters.length === 1 ? characters : characters.slice(1).map((character, at) => characters[at]! + character);
}

/**
 * How much two names agree, from 0 to 1; 1 for one property under two names.
 *
 * Agreement is Dice's over bigrams and stems. It counts only above a half, where the heads are one (强度 of a 强度, never of a
 * 强度保持率), and where no word stands against its opposite (进水 and 出水). An empty name, or one of plain words alone, agrees with none.
 */
export function nameAgreement(a: NameProfile, b: NameProfile): number {
  if (a.head === undefined || b.head === undefined) return 0;
  if (OPPOSED.some(([one, other]) => (one.test(a.raw) && other.test(b.raw)) || (other.test(a.raw) && one.test(b.raw)))) return 0;
  if (a.property !== undefined && a.property === b.property) return 1;
  if (a.head !== b.head) return 0;
  let shared = 0;
  for (const term of a.terms) if (b.terms.has(term)) shared++;
  const agreement = (2 * shared) / (a.terms.size + b.terms.size);
  return agreement > LEAST_AGREEMENT ? agreement : 0;
}
