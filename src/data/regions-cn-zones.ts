import type { EconomicZone } from "../model/region-tree.js";

const codes = (text: string): readonly string[] => text.split(" ");

/** Economic zones of China that a national document draws, in the order of their ids. Zones overlap. */
export const ZONES: readonly EconomicZone[] = [
  {
    id: "beibu-gulf",
    name: { zh: "北部湾城市群", en: "Beibu Gulf cities" },
    source: "北部湾城市群发展规划，国函〔2017〕6号",
    members: codes("4501 4505 4506 4507 4509 4514 4408 4409 4417 4601 4604 469007 469023 469024 469026"),
  },
  {
    id: "central-plains",
    name: { zh: "中原城市群", en: "Central Plains cities" },
    source: "中原城市群发展规划，国函〔2016〕210号",
    members: codes("41 1304 1305 1404 1405 1408 3403 3406 3412 3413 3416 3715 3717"),
  },
  {
    id: "chengdu-chongqing",
    name: { zh: "成渝地区双城经济圈", en: "Chengdu–Chongqing economic circle" },
    source: "成渝地区双城经济圈建设规划纲要，2021年10月",
    members: codes("50 5101 5103 5105 5106 5107 5109 5110 5111 5113 5114 5115 5116 5117 5118 5120"),
    partial: codes("50 5107 5117 5118"),
  },
  {
    id: "greater-bay-area",
    name: { zh: "粤港澳大湾区", en: "Guangdong–Hong Kong–Macao Greater Bay Area" },
    source: "粤港澳大湾区发展规划纲要，2019年2月",
    members: codes("81 82 4401 4403 4404 4406 4407 4412 4413 4419 4420"),
  },
  {
    id: "guanzhong-plain",
    name: { zh: "关中平原城市群", en: "Guanzhong Plain cities" },
    source: "关中平原城市群发展规划，国函〔2018〕6号",
    members: codes("6101 6102 6103 6104 6105 6110 1408 1410 6205 6208 6210"),
    partial: codes("6110 1408 1410 6208 6210"),
  },
  {
    id: "harbin-changchun",
    name: { zh: "哈长城市群", en: "Harbin–Changchun cities" },
    source: "哈长城市群发展规划，国函〔2016〕43号",
    members: codes("2301 2302 2306 2310 2312 2201 2202 2203 2204 2207 2224"),
  },
  {
    id: "hohhot-baotou-ordos-yulin",
    name: { zh: "呼包鄂榆城市群", en: "Hohhot–Baotou–Ordos–Yulin cities" },
    source: "呼包鄂榆城市群发展规划，国函〔2018〕16号",
    members: codes("1501 1502 1506 6108"),
  },
  {
    id: "jing-jin-ji",
    name: { zh: "京津冀", en: "Beijing–Tianjin–Hebei" },
    source: "京津冀协同发展规划纲要，2015年4月",
    members: codes("11 12 13"),
  },
  {
    id: "liaoning-coast",
    name: { zh: "辽宁沿海经济带", en: "Liaoning coastal economic belt" },
    source: "辽宁沿海经济带发展规划，国务院2009年7月1日批准",
    members: codes("2102 2106 2107 2108 2111 2114"),
  },
  {
    id: "middle-yangtze",
    name: { zh: "长江中游城市群", en: "Middle Yangtze cities" },
    source: "长江中游城市群发展规划，国函〔2015〕62号批准",
    members: codes(
      "4201 4202 4205 4206 4207 4208 4209 4210 4211 4212 429004 429005 429006 4301 4302 4303 4304 4306 4307 4309 4313 3601 3602 3603 3604 3605 3606 3608 3609 3610 3611",
    ),
    partial: codes("3608 3610"),
  },
  {
    id: "northeast",
    name: { zh: "东北地区", en: "Northeast" },
    source: "东北地区振兴规划，国函〔2007〕76号批准：辽宁、吉林、黑龙江及蒙东五盟市",
    members: codes("21 22 23 1504 1505 1507 1522 1525"),
  },
  {
    id: "shandong-peninsula",
    name: { zh: "山东半岛城市群", en: "Shandong Peninsula cities" },
    source: "山东半岛城市群发展规划（2016—2030年），山东省人民政府2017年",
    members: codes("37"),
  },
  {
    id: "shenyang",
    name: { zh: "沈阳经济区", en: "Shenyang economic zone" },
    source: "沈阳经济区国家新型工业化综合配套改革试验区，国家发展改革委2010年4月批准",
    members: codes("2101 2103 2104 2105 2108 2109 2110 2112"),
  },
  {
    id: "west-strait",
    name: { zh: "海峡西岸经济区", en: "West Taiwan Strait economic zone" },
    source: "海峡西岸经济区发展规划，国家发展改革委2011年",
    members: codes("35 3303 3308 3311 3606 3607 3610 3611 4405 4414 4451 4452"),
  },
  {
    id: "yangtze-delta",
    name: { zh: "长三角", en: "Yangtze River Delta" },
    source: "长江三角洲区域一体化发展规划纲要，2019年12月",
    members: codes("31 32 33 34"),
  },
];
