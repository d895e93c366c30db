import { allianceNetworkSection } from "./alliance-network.js";
import { cityIndustrySection } from "./city-industry.js";
import { dataQualitySection } from "./data-quality.js";
import { markup, textOf, trustedMarkup } from "./markup.js";
import { marketGapSection } from "./market-gap.js";
import { proposalListSection } from "./proposal-list.js";
import { sayIn, type ReportInput } from "./report-input.js";
import { scoreDistributionSection } from "./score-distribution.js";
import { sectionMarkup } from "./section.js";
import { STYLE } from "./style.js";
import { summarySection } from "./summary.js";
import { topProposalsSection } from "./top-proposals.js";
import { universityLoadSection } from "./university-load.js";

/** Nothing may run and nothing may be fetched, whatever the data hold; styles are in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const SECTIONS = [
  summarySection,
  dataQualitySection,
  marketGapSection,
  cityIndustrySection,
  allianceNetworkSection,
  scoreDistributionSection,
  universityLoadSection,
  topProposalsSection,
  proposalListSection,
];

/** A market and its plan as one page that stands alone: no script, no request, no date. The same input gives the same bytes. */
export function reportPage(input: ReportInput): string {
  const { language } = input.document;
  const say = sayIn(language);
  const sections = SECTIONS.map((make) => make(input));
  const title = say("校企联盟匹配报告", "University–enterprise alliances: report");
  const page = markup`<!doctype html>
    <html lang="${say("zh-CN", "en")}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${trustedMarkup(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <nav aria-label="${say("目录", "Contents")}">
            <ul>
              ${sections.map(({ id, title: name }) => markup`<li><a href="#${id}">${name}</a></li>`)}
            </ul>
          </nav>
        </header>
        <main>${sections.map(sectionMarkup)}</main>
      </body>
    </html>
`;
  return textOf(page);
}
