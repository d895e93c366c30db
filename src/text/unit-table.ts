/**
 * One unit: its spellings, its dimension in base units, its size, the prefixes it takes, and where the size comes from.
 *
 * Sources: `SI` the SI brochure, 9th edition (BIPM 2019): section 2.3 base and derived units, table 8 non-SI units accepted.
 * `GB` GB 3100-93 with the legal units of China (国务院 1984). `ISO 80000` the parts of that standard. `conv` exact by definition of
 * the yard and pound (1959) or of the unit itself. `own` a scale of its own, comparable with itself only.
 */
export interface UnitLine {
  /** Spellings, separated by `|`; letters, Han names and English words may stand together. */
  readonly names: string;
  /** Exponents of base units, such as `kg m-1 s-2`; `1` for a plain ratio. */
  readonly dimension: string;
  /** Size in SI. */
  readonly factor: number;
  /** The prefix letters it takes. */
  readonly prefixes?: string;
  /** SI value of its zero; only for temperatures. */
  readonly zero?: number;
  /** `under`: only behind a stroke or a "per" (吨/日). `joined`: only with a prefix or inside a product (S/m, never 5S). */
  readonly only?: "under" | "joined";
  /** Han characters that make another word of the unit's (吨位, 天然, 米粉): there it is not read. */
  readonly notBefore?: string;
  readonly source: string;
}

/** Prefix letters, Han names and English words with their factors: SI brochure, table 7; GB 3100-93, table 4. */
export const UNIT_PREFIXES: ReadonlyArray<{
  readonly letters: string;
  readonly han: string;
  readonly word: string;
  readonly factor: number;
}> = [
  { letters: "T", han: "太", word: "tera", factor: 1e12 },
  { letters: "G", han: "吉", word: "giga", factor: 1e9 },
  { letters: "M", han: "兆", word: "mega", factor: 1e6 },
  { letters: "kK", han: "千", word: "kilo", factor: 1e3 },
  { letters: "h", han: "百", word: "hecto", factor: 1e2 },
  { letters: "d", han: "分", word: "deci", factor: 1e-1 },
  { letters: "c", han: "厘", word: "centi", factor: 1e-2 },
  { letters: "m", han: "毫", word: "milli", factor: 1e-3 },
  { letters: "μu", han: "微", word: "micro", factor: 1e-6 },
  { letters: "n", han: "纳", word: "nano", factor: 1e-9 },
  { letters: "p", han: "皮", word: "pico", factor: 1e-12 },
  { letters: "f", han: "飞", word: "femto", factor: 1e-15 },
];

/** Base units in the order in which a dimension names them. Beyond the SI's: angle, information, currencies, things counted, scales. */
export const BASE_UNITS = (
  "kg m s A K mol cd rad bit px CNY USD EUR JPY GBP item person cycle times mesh pH dB dBm dBi " +
  "HRC HRA HRB HV HB HS HL HA HD Mohs cfu IU NTU number"
).split(" ");

const STANDARD_GRAVITY = 9.80665;
const DAY = 86_400;
/** The common year; ISO 80000-3 leaves 365 or 366 days open. */
const YEAR = 365 * DAY;
const POUND = 0.45359237;
const FOOT = 0.3048;

const line = (source: string, names: string, dimension: string, factor: number, rest: Partial<UnitLine> = {}): UnitLine => ({
  source,
  names,
  dimension,
  factor,
  ...rest,
});

/** A function, so that a bundle that reads no quantities drops the table. */
export function unitLines(): readonly UnitLine[] {
  return [
    // Length, area, volume.
    line("SI", "m|米|metre|metres|meter|meters", "m", 1, { prefixes: "kdcmμunp", notBefore: "粉糠饭面酒线制皮其波" }),
    line("SI", "㎜", "m", 1e-3),
    line("SI", "㎝", "m", 1e-2),
    line("SI", "㎞|公里", "m", 1e3),
    line("SI", "㎛|micron|microns", "m", 1e-6),
    line("SI", "㎚", "m", 1e-9),
    line("GB", "公分", "m", 1e-2),
    line("conv", "Å|埃", "m", 1e-10, { notBefore: "及塞" }),
    line("conv", "inch|inches|英寸|寸", "m", 0.0254),
    line("conv", "ft|foot|feet|英尺", "m", FOOT),
    line("conv", "海里|nmi", "m", 1852),
    line("conv", "mile|miles|英里", "m", 1609.344),
    line("SI", "㎡|平米|平方|sqm", "m2", 1, { notBefore: "公里厘毫" }),
    line("SI", "㎥|立方|Nm³|Nm3|标方|标立方|标准立方米|cbm", "m3", 1, {
      notBefore: "体氮晶根米厘毫分公体",
    }),
    line("SI table 8", "L|l|升|liter|liters|litre|litres", "m3", 1e-3, { prefixes: "kdcmμunp", notBefore: "级降温压华高学力船速至到值本" }),
    line("SI table 8", "㎖|cc|㏄", "m3", 1e-6),
    line("conv", "gallon|gallons|加仑", "m3", 3.785411784e-3),
    line("conv", "bbl|barrel|barrels", "m3", 0.158987294928),
    line("SI table 8", "ha|hm²|公顷|hectare|hectares", "m2", 1e4),
    line("GB", "亩", "m2", 2000 / 3),
    line("conv", "acre|acres|英亩", "m2", 4046.8564224),
    // Mass.
    line("SI", "g|克|gram|grams", "kg", 1e-3, { prefixes: "kcmμunp", notBefore: "隆服拉罗氏莱立孜什" }),
    line("SI", "㎏|公斤", "kg", 1),
    line("SI", "㎎", "kg", 1e-6),
    line("GB", "斤|市斤", "kg", 0.5, { notBefore: "顶" }),
    line("SI table 8", "t|吨|tonne|tonnes|ton|tons|metric ton|metric tons|公吨", "kg", 1e3, { prefixes: "kM", notBefore: "位" }),
    line("SI table 8", "Da|道尔顿", "kg", 1.6605390666e-27, { prefixes: "kM" }),
    line("conv", "lb|lbs|pound|pounds|磅", "kg", POUND),
    line("conv", "oz|ounce|ounces|盎司", "kg", POUND / 16),
    // Time and rates.
    line("SI", "s|秒|秒钟|sec|secs|second|seconds", "s", 1, { prefixes: "mμunpf" }),
    line("SI table 8", "min|mins|分钟|minute|minutes", "s", 60),
    line("SI table 8", "分", "s", 60, { only: "under" }),
    line("SI table 8", "h|hr|hrs|小时|hour|hours|个小时", "s", 3600),
    line("SI table 8", "时", "s", 3600, { only: "under" }),
    line("SI table 8", "d|天|day|days|昼夜", "s", DAY, { notBefore: "然线津气车麻空花地际文敌平窗鹅猫" }),
    line("SI table 8", "日", "s", DAY, { only: "under" }),
    line("conv", "周|week|weeks|星期", "s", 7 * DAY, { notBefore: "边年期长口岁村围转向" }),
    line("ISO 80000-3", "个月|month|months", "s", YEAR / 12),
    line("ISO 80000-3", "月|mo", "s", YEAR / 12, { only: "under" }),
    line("ISO 80000-3", "年|year|years|yr|yrs|周年", "s", YEAR, { notBefore: "轻龄代级份鉴会度月糕货青底初末中生产" }),
    line("ISO 80000-3", "a", "s", YEAR, { only: "under" }),
    line("SI", "Hz|赫兹|赫|hertz", "s-1", 1, { prefixes: "kKMGTm" }),
    line("ISO 80000-3", "rpm|RPM", "s-1", 1 / 60),
    line("ISO 80000-3", "r|rev|转|revolution|revolutions", "1", 1, { only: "joined", notBefore: "化型让移变" }),
    line("conv", "mph", "m s-1", 1609.344 / 3600),
    // Force, pressure, energy, power.
    line("SI", "N|牛|牛顿|newton|newtons", "kg m s-2", 1, { prefixes: "kKMmμun", notBefore: "奶肉羊仔皮津樟头群" }),
    line("SI", "Nm", "kg m2 s-2", 1, { prefixes: "kmμM" }),
    line("conv", "kgf|公斤力|千克力", "kg m s-2", STANDARD_GRAVITY),
    line("SI", "Pa|帕|帕斯卡|pascal|pascals", "kg m-1 s-2", 1, { prefixes: "kKMGhmμ", notBefore: "金" }),
    line("GB", "bar|巴", "kg m-1 s-2", 1e5, { prefixes: "m", notBefore: "西黎基蜀豆" }),
    line("conv", "atm|大气压|个大气压", "kg m-1 s-2", 101_325),
    line("conv", "mmHg|毫米汞柱|Torr|torr", "kg m-1 s-2", 101_325 / 760),
    line("conv", "psi", "kg m-1 s-2", (POUND * STANDARD_GRAVITY) / 0.0254 ** 2),
    line("SI", "J|焦|焦耳|joule|joules", "kg m2 s-2", 1, { prefixes: "kKMGTmμu", notBefore: "炭化虑点油煤" }),
    line("SI table 8", "eV|电子伏|电子伏特", "kg m2 s-2", 1.602176634e-19, { prefixes: "kMGm" }),
    line("GB", "Wh|瓦时|瓦·时|瓦小时", "kg m2 s-2", 3600, { prefixes: "kMGTm" }),
    line("GB", "度电", "kg m2 s-2", 3.6e6),
    line("GB", "度", "kg m2 s-2", 3.6e6, { only: "under" }),
    line("conv", "cal|卡|卡路里", "kg m2 s-2", 4.184, { prefixes: "kK", notBefore: "车片通尔口盘位拉" }),
    line("SI", "W|瓦|瓦特|watt|watts", "kg m2 s-3", 1, { prefixes: "kKMGTmμun", notBefore: "斯楞片解房" }),
    line("SI", "VA|伏安", "kg m2 s-3", 1, { prefixes: "kKM" }),
    line("SI", "var|Var|乏", "kg m2 s-3", 1, { prefixes: "kM", only: "joined" }),
    line("SI", "Wp", "kg m2 s-3", 1, { prefixes: "kMG" }),
    line("GB", "hp|匹|马力|horsepower", "kg m2 s-3", 735.49875, { notBefore: "配" }),
    // Electricity and magnetism.
    line("SI", "A|安|安培|ampere|amperes|amp|amps", "A", 1, { prefixes: "kmμunp", notBefore: "全装徽阳康防静置" }),
    line("SI table 8", "Ah|安时|安·时", "s A", 3600, { prefixes: "mk" }),
    line("SI", "C|库仑", "s A", 1, { prefixes: "mμunp", only: "joined" }),
    line("SI", "V|伏|伏特|volt|volts|Vdc|Vac|VDC|VAC", "kg m2 s-3 A-1", 1, { prefixes: "kKMmμun", notBefore: "牛羊尔" }),
    line("SI", "Ω|欧姆|欧|ohm|ohms", "kg m2 s-3 A-2", 1, { prefixes: "kKMGTmμu", notBefore: "洲盟美元亚" }),
    line("SI", "S|西门子|siemens", "kg-1 m-2 s3 A2", 1, { prefixes: "mμuk", only: "joined" }),
    line("SI", "F|法拉|farad|farads", "kg-1 m-2 s4 A2", 1, { prefixes: "mμunpf", only: "joined" }),
    line("SI", "H|亨|亨利|henry", "kg m2 s-2 A-2", 1, { prefixes: "mμunp", only: "joined" }),
    line("SI", "T|特斯拉|tesla", "kg s-2 A-1", 1, { prefixes: "mμun", only: "joined" }),
    line("GB", "Gs|高斯|gauss", "kg s-2 A-1", 1e-4, { prefixes: "kK" }),
    line("GB", "Oe|奥斯特", "m-1 A", 1000 / (4 * Math.PI), { prefixes: "kM" }),
    line("GB", "GOe", "kg m-1 s-2", 0.1 / (4 * Math.PI), { prefixes: "M", only: "joined" }),
    line("SI", "Wb|韦伯", "kg m2 s-2 A-1", 1, { prefixes: "m" }),
    // Temperature.
    line("SI", "℃|°C|ºC|度C|摄氏度|degrees celsius|degree celsius|degrees Celsius|degree Celsius|deg C|degC|celsius|Celsius", "K", 1, {
      zero: 273.15,
    }),
    line("conv", "℉|°F|ºF|华氏度|degrees fahrenheit|degrees Fahrenheit|deg F|Fahrenheit", "K", 5 / 9, { zero: 459.67 * (5 / 9) }),
    line("SI", "K|开尔文|kelvin|kelvins", "K", 1, { prefixes: "mμ" }),
    line("SI", "W/mK|w/mk|W/mk|w/m.k|w/m·k|w/(m.k)|w/(m·k)", "kg m s-3 K-1", 1),
    // Substance, light, radiation, viscosity, angle.
    line("SI", "mol|摩尔|mole|moles", "mol", 1, { prefixes: "kmμunp" }),
    line("SI", "cd|坎德拉|nits", "cd", 1, { prefixes: "km", only: "joined" }),
    line("SI", "lm|流明|lumen|lumens", "cd", 1, { prefixes: "k" }),
    line("SI", "lx|lux|勒克斯|Lux", "m-2 cd", 1, { prefixes: "k" }),
    line("SI", "Gy|戈瑞|Sv|希沃特", "m2 s-2", 1, { prefixes: "kmμu" }),
    line("SI", "Bq|贝克勒尔", "s-1", 1, { prefixes: "kMGT" }),
    line("conv", "P|泊", "kg m-1 s-1", 0.1, { prefixes: "cm", only: "joined", notBefore: "位车松" }),
    line("conv", "St|斯托克斯", "m2 s-1", 1e-4, { prefixes: "c", only: "joined" }),
    line("SI table 8", "°|º|deg|degree|degrees|角度", "rad", Math.PI / 180),
    line("SI table 8", "′|角分|arcmin", "rad", Math.PI / 10_800),
    line("SI table 8", "″|角秒|arcsec", "rad", Math.PI / 648_000),
    line("SI", "rad|弧度", "rad", 1, { prefixes: "mμ" }),
    line("conv", "dtex", "kg m-1", 1e-7),
    line("conv", "tex", "kg m-1", 1e-6),
    // Ratios.
    line("SI", "%|%RH|vol%|wt%|mol%|at%|个百分点|百分点|percent|per cent|percentage points|percentage point|pct", "1", 1e-2),
    line("SI", "‰|per mille", "1", 1e-3),
    line("ISO 80000-1", "ppm|PPM", "1", 1e-6),
    line("ISO 80000-1", "ppb|PPB", "1", 1e-9),
    line("own", "倍|fold|-fold|times", "times", 1, { notBefore: "率频增数镜" }),
    // Information, sound, scales.
    line("ISO 80000-13", "bit|bits|比特", "bit", 1, { prefixes: "kKMGT", only: "joined", notBefore: "币" }),
    line("ISO 80000-13", "bps", "s-1 bit", 1, { prefixes: "kKMGT" }),
    line("ISO 80000-13", "B|字节|byte|bytes", "bit", 8, { prefixes: "kKMGT", only: "joined" }),
    line("own", "px|像素|pixel|pixels", "px", 1, { prefixes: "M" }),
    line("SI table 8", "dB|分贝|dB(A)|dBA|decibel|decibels", "dB", 1),
    line("own", "dBm", "dBm", 1),
    line("own", "dBi", "dBi", 1),
    line("own", "pH|PH", "pH", 1, { only: "joined" }),
    ...["HRC", "HRA", "HRB", "HV"].map((scale) => line("own", scale, scale, 1)),
    ...["HS", "HL", "HA", "HD"].map((scale) => line("own", scale, scale, 1, { only: "joined" })),
    line("own", "HB|HBW|HBS", "HB", 1),
    line("own", "Mohs", "Mohs", 1),
    line("own", "目|mesh", "mesh", 1, { notBefore: "标的前录击视光测镜" }),
    line("own", "cfu|CFU", "cfu", 1),
    line("own", "IU|U|国际单位", "IU", 1, { only: "joined" }),
    line("own", "NTU", "NTU", 1),
    // Money.
    line("own", "元|CNY|RMB|yuan|人民币", "CNY", 1, { notBefore: "素件器数旦胡化模型宇" }),
    line("own", "美元|美金|USD|dollar|dollars|US dollars|US dollar", "USD", 1),
    line("own", "欧元|EUR|euro|euros", "EUR", 1),
    line("own", "日元|JPY|yen", "JPY", 1),
    line("own", "英镑|GBP", "GBP", 1),
    // Things counted.
    line("own", "个|只|pcs|pieces|units|items", "item", 1, { notBefore: "人性体别案旧税百月小多有要需能是数滴" }),
    line("own", "台", "item", 1, { notBefore: "架阶湾风账式州达词" }),
    line("own", "套", "item", 1, { notBefore: "管装筒种餐期利取" }),
    line("own", "件|辆|艘|栋|座|幅|枚", "item", 1, { notBefore: "标椅" }),
    line("own", "项|patents", "item", 1, { notBefore: "目链圈" }),
    line("own", "条", "item", 1, { notBefore: "件形码带例款纹状约" }),
    line("own", "家", "item", 1, { notBefore: "电庭用居禽畜具族长属装里乡蚕兔" }),
    line("own", "株|棵|羽|粒|颗", "item", 1, { notBefore: "状径形度高距型绒洲子" }),
    line("own", "头", "item", 1, { notBefore: "部痛发孢脑份" }),
    line("own", "头份|剂次|支", "item", 1, { notBefore: "撑持架付护路管链柱援部气座" }),
    line("own", "份", "item", 1, { notBefore: "额" }),
    line("own", "片", "item", 1, { notBefore: "剂材状区段层式" }),
    line("own", "袋|瓶|盒|桶|箱|车|炉|根|块|张|组|户|间", "item", 1, { only: "under" }),
    line("own", "万像素", "px", 1e4),
    line("own", "人|名|people|persons|employees", "person", 1, { notBefore: "工造体才员力机类脸参民为文像社称优特单牌均口大身物气" }),
    line("own", "次|cycle|cycles", "cycle", 1, { notBefore: "氯生磷品级要亚声元数序性世日年" }),
  ];
}

/** Spellings in the wrong case that people write all the same, in lower case, with what they mean. `mPa` in its own case stays millipascal. */
export const SLOPPY_UNITS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "mpa=MPa gpa=GPa kpa=kPa hpa=hPa pa=Pa khz=kHz mhz=MHz ghz=GHz hz=Hz kw=kW kwh=kWh mwh=MWh gwh=GWh kv=kV kva=kVA mva=MVA kg=kg km=km mm=mm cm=cm " +
    "um=μm kn=kN knm=kNm db=dB mah=mAh wh=Wh ah=Ah rpm=rpm ppm=ppm ppb=ppb hrc=HRC ml=mL mg=mg ug=μg kj=kJ mj=MJ mbps=Mbps gbps=Gbps kbps=kbps " +
    "gb=GB tb=TB mb=MB kb=kB ev=eV kev=keV mol=mol min=min h=h ntu=NTU cfu=cfu"
  )
    .split(" ")
    .map((pair) => pair.split("=") as [string, string]),
);
