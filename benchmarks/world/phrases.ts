/** Set phrases of such records: they say that something is research, not what about. */
export const SET_PHRASES = {
  zh: [
    "关键技术研发",
    "产业化应用",
    "制备方法研究",
    "项目",
    "具有良好的市场前景",
    "填补国内空白",
    "提高产品质量",
    "降低生产成本",
    "技术先进",
    "研究与开发",
  ],
  en: ["key technology", "industrial application", "research and development", "project", "good market prospects", "lower production cost"],
} as const;

/** How a need's sections begin: what is asked, then what it should reach, then who asks. */
export const SECTION_HEADS = { asked: "需求内容：", background: "企业简介：" } as const;

/** What enterprises say of themselves. */
export const BACKGROUND = [
  "公司成立于2005年，是一家集研发、生产、销售为一体的高新技术企业。",
  "公司现有员工200余人，其中技术人员35人，拥有省级企业技术中心。",
  "公司占地面积5万平方米，年产值1.2亿元，产品销往全国各地。",
  "企业通过了质量管理体系认证，设备先进，检测手段齐全。",
  "多年来与多所高校保持良好的合作关系，具备产业化条件。",
  "The company was founded in 2005 and employs 200 people; its products are sold across the country.",
] as const;
