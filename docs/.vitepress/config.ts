import { defineConfig, type DefaultTheme } from "vitepress";
import { referencedEntries } from "../build/entry-points.js";

/** A side bar of one language; `base` is where its pages lie. */
function sidebar(base: string, texts: SidebarTexts): DefaultTheme.SidebarItem[] {
  const items = (folder: string, pages: ReadonlyArray<readonly [name: string, text: string]>) =>
    pages.map(([name, text]) => ({ text, link: `${base}${folder}${name}` }));
  const reference = referencedEntries().map(({ specifier }) => ({ text: specifier, link: `${base}reference/${specifier}` }));
  return [
    { text: texts.start, items: items("", texts.startPages) },
    { text: texts.howTo, items: items("how-to/", texts.howToPages) },
    { text: texts.explanation, items: items("explanation/", texts.explanationPages) },
    {
      text: texts.reference,
      items: [
        { text: texts.codes, link: `${base}codes` },
        { text: texts.defaults, link: `${base}defaults` },
        { text: texts.api, link: `${base}reference/`, collapsed: true, items: reference },
      ],
    },
  ];
}

type Pages = ReadonlyArray<readonly [name: string, text: string]>;

interface SidebarTexts {
  readonly start: string;
  readonly startPages: Pages;
  readonly howTo: string;
  readonly howToPages: Pages;
  readonly explanation: string;
  readonly explanationPages: Pages;
  readonly reference: string;
  readonly api: string;
  readonly codes: string;
  readonly defaults: string;
}

const english = sidebar("/", {
  start: "Start",
  startPages: [
    ["tutorial", "Ten minutes to explained matches"],
    ["choosing", "Which shape, method, objective?"],
    ["limits", "What the score does not know"],
  ],
  howTo: "How to",
  howToPages: [
    ["files-to-workbook", "From files to a workbook"],
    ["live-updates", "Live updates and alerts"],
    ["threads", "Threads"],
    ["tuning", "Tune the weights"],
    ["capacities-and-locks", "Capacities and locks"],
    ["own-signal", "A signal of your own"],
    ["portal", "A portal: page, server, edge"],
  ],
  explanation: "Explanation",
  explanationPages: [
    ["score", "Definitions and the score"],
    ["exactness", "Exactness"],
    ["certificates", "Certificates"],
    ["chinese-text", "Chinese text"],
    ["size", "What the front door weighs"],
  ],
  reference: "Reference",
  api: "API",
  codes: "Every code",
  defaults: "Where the defaults come from",
});

const chinese = sidebar("/zh/", {
  start: "入门",
  startPages: [
    ["tutorial", "十分钟：从安装到有解释的匹配"],
    ["choosing", "选哪种形式、方法与目标？"],
    ["limits", "得分所不知道的"],
  ],
  howTo: "操作指南",
  howToPages: [
    ["files-to-workbook", "从文件到工作簿"],
    ["live-updates", "实时更新与提醒"],
    ["threads", "多线程"],
    ["tuning", "调权重"],
    ["capacities-and-locks", "容量与锁定"],
    ["own-signal", "自定义信号"],
    ["portal", "门户：页面、服务端、边缘函数"],
  ],
  explanation: "原理",
  explanationPages: [
    ["score", "定义与得分"],
    ["exactness", "精确性"],
    ["certificates", "证书"],
    ["chinese-text", "中文文本"],
    ["size", "主入口有多大"],
  ],
  reference: "参考",
  api: "接口（英文）",
  codes: "全部代码",
  defaults: "默认值的来历",
});

/** Latin words and numbers whole, Han characters alone and in pairs: as the library's own analyzer cuts. Stands alone: it is sent to the page. */
function tokenize(text: string): string[] {
  return (text.toLowerCase().match(/[\p{Script=Han}]+|[\p{L}\p{N}_]+/gu) ?? []).flatMap((run) => {
    if (!/\p{Script=Han}/u.test(run)) return [run];
    const characters = [...run];
    return characters.flatMap((character, at) => (at === 0 ? [character] : [character, characters[at - 1]! + character]));
  });
}

/** Text of which a side is Han or full-width: a line that breaks there goes on without a space. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”]/u;

export default defineConfig({
  title: "alliance-match",
  markdown: {
    config(md) {
      md.renderer.rules.softbreak = (tokens, at) => {
        const [before, after] = [tokens[at - 1]?.content.at(-1) ?? "", tokens[at + 1]?.content[0] ?? ""];
        return WIDE.test(before) && (WIDE.test(after) || /[\u3000-\u303f\uff00-\uffef]/u.test(before)) ? "" : "\n";
      };
    },
  },
  head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
  srcDir: ".",
  // `api/` holds reports for reviewers; what the site shows of the interface is made from the sources into `reference/`.
  srcExclude: ["api/**", "build/**"],
  outDir: "../out/site",
  cacheDir: "../out/site-cache",
  cleanUrls: false,
  lastUpdated: false,
  locales: {
    root: {
      label: "English",
      lang: "en",
      description: "Matches what universities offer with what enterprises need, and proposes explained, certified alliances.",
      themeConfig: { sidebar: english, outline: { level: [2, 3] } },
    },
    zh: {
      label: "简体中文",
      lang: "zh-CN",
      description: "把高校成果与企业需求匹配起来，提出有解释、可核验的联盟方案。",
      themeConfig: {
        sidebar: chinese,
        outline: { label: "本页内容", level: [2, 3] },
        docFooter: { prev: "上一页", next: "下一页" },
        darkModeSwitchLabel: "深浅色",
        lightModeSwitchTitle: "切换到浅色",
        darkModeSwitchTitle: "切换到深色",
        sidebarMenuLabel: "目录",
        returnToTopLabel: "回到顶部",
        langMenuLabel: "语言",
        skipToContentLabel: "跳到正文",
      },
    },
  },
  themeConfig: {
    search: {
      provider: "local",
      options: {
        miniSearch: { options: { tokenize }, searchOptions: { tokenize, combineWith: "AND", prefix: true } },
        locales: {
          zh: {
            translations: {
              button: { buttonText: "搜索", buttonAriaLabel: "搜索" },
              modal: {
                noResultsText: "没有找到",
                resetButtonTitle: "清除",
                displayDetails: "显示详情",
                footer: { selectText: "打开", navigateText: "切换", closeText: "关闭" },
              },
            },
          },
        },
      },
    },
  },
});
