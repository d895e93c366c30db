import type { ShortNameUse } from "../model/region-tree.js";

/** Peoples in the names of autonomous divisions, longest first where one begins another. */
const PEOPLES =
  /(蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|普米族|塔吉克族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|鄂伦春|各族)$/;
const AUTONOMOUS = /自治[区州县旗]$/;
const PLAIN_END = /(特别行政区|地区|新区|林区|特区|省|市|盟|县|区|旗)$/;

/** What people call a division: 沈阳市 → 沈阳; 海南藏族自治州 → 海南, 海南州; 本溪满族自治县 → 本溪, 本溪县. One-character cuts are no names. */
export function shortNamesOf(name: string): readonly string[] {
  if (!AUTONOMOUS.test(name)) {
    const base = name.replace(PLAIN_END, "");
    return base.length > 1 && base !== name ? [base] : [];
  }
  const end = name.slice(-1);
  let base = name.replace(AUTONOMOUS, "");
  for (let next = base.replace(PEOPLES, ""); next !== base && next.length > 1; next = base.replace(PEOPLES, "")) base = next;
  // 东乡族自治县 and 鄂温克族自治旗 are called by their people.
  if (base.endsWith("族")) base = base.slice(0, -1);
  return end === "区" ? [base] : [base, base + end];
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Prefectures whose short names are words, given names or parts of longer words: they count only where a place is expected. */
const COMMON_PREFECTURES = words(`
  中山 朝阳 吉安 安康 安顺 安庆 安阳 三明 大同 大庆 长治 长春 太原 平凉 天水 日照 东营 河池 百色 白银 金昌 文山 保山 白山 黄山 六安 淮安 泰安 雅安
  延安 兴安 阿里 山南 玉树 红河 怒江 来宾 中卫 金华 德州 南阳 信阳 新乡 新余 永州 通化 大理 海东 海北 海西 黄南 甘南 临夏 和田 昌吉 成都 宜春 清远
  阳泉 贵港 河源 玉林 江门 南平 广安 遂宁 宁波 海口 万宁 石嘴山 双鸭山 宜宾 温州 丽江 丽水 三亚 三沙 巴中 资阳 鹤岗 鸡西 本溪 邵阳 吉林 固原 庆阳 保定
`);

/** Cities of county rank whose short names are words, mountains or given names. */
const COMMON_CITIES = words(`
  东方 兴平 永康 江山 高平 安国 新乐 孝义 永济 东港 开原 兴城 大安 同江 东宁 安达 海伦 新民 平湖 东阳 龙泉 无为 天长 明光 宁国 广德 永安 福安 福鼎 福清
  乐平 高安 龙南 荣成 新泰 海阳 安丘 昌邑 长垣 义马 永城 宜都 当阳 宜城 应城 安陆 石首 武穴 赤壁 广水 利川 常宁 资兴 兴宁 恩平 开平 四会 阳春 信宜 高州
  化州 乐昌 东兴 北流 兴义 兴仁 安宁 福泉 清镇 仁怀 赤水 华亭 合作 双河 新星 白杨 北屯 铁门关 神木 兴化 泰兴 海安 龙口 龙港 玉环 瑞安 建德 万宁 文昌
  同仁 玉树 昌吉 昆玉 庐山 井冈山 武夷山 峨眉山 韶山 五指山 丹江口 都江堰 大理 文山 弥勒 开远 会理 东台 高邮 高密 临海 临江 永丰 原平 河间 安平 南宫 沙河
  凤城 灯塔 集安 和龙 尚志 五常 铁力 北安 五大连池 东兴 丰城 德兴 瑞金 青州 诸城 邓州 项城 京山 洪湖 武冈 洪江 吴川 雷州 英德 南雄 台山 凭祥 桂平 靖西
  广汉 万源 崇州 简阳 江油 西昌 宣威 景洪 华阴 子长 玉门 敦煌 灵武 阜康 沙湾 共青城 香格里拉 可克达拉 胡杨河 长乐 宁乡 宁安 龙井 桐城 潜山 平果 樟树 榆树 磐石 北票 灵宝 沁阳 禹州 仙桃 天门 潜江 石首 大冶 枝江 醴陵 津市 乐陵 肥城 曲阜 海城 盖州
`);

/** Districts known all over the country by their bare names: they rival a prefecture of that name. */
const NATIONAL_DISTRICTS = words("朝阳区 海淀区 浦东新区");

/** How far a division's short name may be trusted, by its rank and name. */
export function shortNameUseOf(name: string, level: "province" | "prefecture" | "county"): ShortNameUse {
  const base = name.replace(PLAIN_END, "");
  switch (level) {
    case "province":
      return "anywhere";
    case "prefecture":
      return COMMON_PREFECTURES.has(shortNamesOf(name)[0] ?? name) ? "boundary" : "anywhere";
    case "county":
      if (NATIONAL_DISTRICTS.has(name)) return "boundary";
      if (name.endsWith("市")) return COMMON_CITIES.has(base) ? "context" : "boundary";
      if (name.endsWith("区")) return "whole";
      return "context";
  }
}
