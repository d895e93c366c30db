import type { IndustryTag } from "../model/industry-tree.js";

const EMERGING = "战略性新兴产业分类（2018），国家统计局令第23号";
const POLICY = "辽政办发〔2016〕64号，校企协同创新联盟";

const list = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));
const tag = (id: string, [zh, en]: readonly [string, string], words: { synonyms: string; codes: string; source: string }): IndustryTag => ({
  id,
  name: { zh, en },
  synonyms: list(words.synonyms),
  codes: list(words.codes),
  source: words.source,
});

/**
 * Fields of industry that policies name, with the industries of GB/T 4754-2017 that they cover.
 *
 * The nine fields of 2018 are drawn by the bureau in classes and parts of classes; here each has the divisions, groups and classes that carry it,
 * so a code under a tag says "this firm may well belong", not "the bureau counts it".
 */
export const INDUSTRY_TAGS: readonly IndustryTag[] = [
  tag("next-generation-information-technology", ["新一代信息技术产业", "Next-generation information technology"], {
    synonyms: "信息技术 电子信息 IT 新一代信息技术 信息产业 信息技术产业 人工智能 大数据 云计算 物联网 集成电路 半导体 5G 区块链 ICT",
    codes: "C39 I63 I64 I65",
    source: EMERGING,
  }),
  tag("high-end-equipment", ["高端装备制造产业", "High-end equipment manufacturing"], {
    synonyms: "高端装备 智能制造 智能制造装备 航空装备 卫星及应用 轨道交通装备 海洋工程装备 机器人 航空航天",
    codes: "C34 C35 C37 C40",
    source: EMERGING,
  }),
  tag("new-materials", ["新材料产业", "New materials"], {
    synonyms: "新材料 先进材料 前沿新材料 先进钢铁材料 先进有色金属材料 先进石化化工新材料 复合材料 高性能纤维 先进无机非金属材料",
    codes: "C26 C28 C29 C30 C31 C32",
    source: EMERGING,
  }),
  tag("biology", ["生物产业", "Biology"], {
    synonyms: "生物 生物技术 生物医药 生物制药 生物工程 生物农业 生物制造 大健康 医疗器械 biotechnology",
    codes: "C27 C358 A0511",
    source: EMERGING,
  }),
  tag("new-energy-vehicles", ["新能源汽车产业", "New-energy vehicles"], {
    synonyms: "新能源汽车 电动汽车 新能源车 智能网联汽车 动力电池",
    codes: "C3612 C3841 C367",
    source: EMERGING,
  }),
  tag("new-energy", ["新能源产业", "New energy"], {
    synonyms: "新能源 清洁能源 可再生能源 核电 风电 风能 光伏 太阳能 氢能 生物质能 智能电网",
    codes: "D4414 D4415 D4416 D4417 C3825",
    source: EMERGING,
  }),
  tag("environmental-protection", ["节能环保产业", "Energy saving and environmental protection"], {
    synonyms: "节能环保 环保 环境保护 高效节能 先进环保 资源循环利用 节能 环境治理 绿色环保",
    codes: "N77 C42 C3591 D46",
    source: EMERGING,
  }),
  tag("digital-creative", ["数字创意产业", "Digital creative industries"], {
    synonyms: "数字创意 数字文化 动漫 游戏 文化创意 文创 工业设计",
    codes: "I657 R87 R88",
    source: EMERGING,
  }),
  tag("emerging-services", ["相关服务业", "Services for emerging industries"], {
    synonyms: "新技术与创新创业服务 创新创业服务 科技服务 科技服务业 研发服务",
    codes: "M73 M74 M75",
    source: EMERGING,
  }),
  tag("steel", ["钢铁", "Steel"], {
    synonyms: "冶金 黑色金属 炼钢 炼铁 特钢 特种钢 钢铁冶金 iron-and-steel",
    codes: "C31",
    source: POLICY,
  }),
  tag("petrochemicals", ["石化", "Petrochemicals"], {
    synonyms: "石油化工 化工 精细化工 石油炼化 炼油 煤化工 化学工程",
    codes: "C25 C26",
    source: POLICY,
  }),
  tag("equipment-manufacturing", ["装备制造", "Equipment manufacturing"], {
    synonyms: "先进装备 先进装备制造 装备 装备制造业 机械 机械制造 机械装备 重大装备 机床 数控机床 machinery",
    codes: "C33 C34 C35 C36 C37 C38 C39 C40",
    source: POLICY,
  }),
  tag("energy", ["能源", "Energy"], { synonyms: "电力 煤炭 石油天然气 传统能源 油气", codes: "B06 B07 D44 D45", source: POLICY }),
  tag("maize-and-rice-breeding", ["玉米水稻育种", "Maize and rice breeding"], {
    synonyms: "玉米水稻 水稻育种 玉米育种 种业 良种繁育 育种 玉米、水稻育种 种子",
    codes: "A0111 A0113 A0511",
    source: POLICY,
  }),
  tag("facility-farming", ["设施农业", "Facility farming"], {
    synonyms: "温室 日光温室 设施园艺 设施蔬菜",
    codes: "A014",
    source: POLICY,
  }),
  tag("marine-farming", ["海水养殖", "Marine farming"], {
    synonyms: "海洋养殖 海洋牧场 海产养殖 水产养殖 海珍品养殖",
    codes: "A0411",
    source: POLICY,
  }),
  tag("food-processing", ["食品加工", "Food processing"], {
    synonyms: "农产品加工 农副产品加工 食品 粮油加工 农产品深加工",
    codes: "C13 C14 C15",
    source: POLICY,
  }),
  tag("logistics", ["物流", "Logistics"], {
    synonyms: "现代物流 物流业 仓储物流 冷链物流 供应链",
    codes: "G53 G54 G55 G56 G57 G58 G59 G60",
    source: POLICY,
  }),
  tag("financial-services", ["金融", "Financial services"], {
    synonyms: "金融服务 现代金融 银行 证券 科技金融",
    codes: "J66 J67 J68 J69",
    source: POLICY,
  }),
  tag("tourism", ["旅游", "Tourism"], { synonyms: "旅游业 文旅 文化旅游 休闲旅游 乡村旅游", codes: "L7291 N786 H61", source: POLICY }),
];
