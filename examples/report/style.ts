/** How the report looks, on screens of any width and on paper. Nothing is loaded: fonts are the reader's own. */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2733; --soft: #5a6673; --line: #d5dbe1; --paper: #fff; --tint: #f4f6f8; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; line-height: 1.3; margin: 3rem 0 1rem; padding-top: .5rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.05rem; line-height: 1.4; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0 1rem; max-width: 46rem; }
.method, figcaption, .note { color: var(--soft); font-size: .875rem; }
a { color: #1a5b93; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 1rem 0 0; list-style: none; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .75rem; margin: 0 0 1.25rem; }
.tiles div { display: flex; flex-direction: column-reverse; justify-content: flex-end; background: var(--tint); border-radius: .5rem; padding: .6rem .8rem; }
.tiles dt { color: var(--soft); font-size: .875rem; }
.tiles dd { margin: 0; font-size: 1.5rem; font-weight: 600; line-height: 1.3; font-variant-numeric: tabular-nums; }
.scroll, .chart { overflow-x: auto; }
table { border-collapse: collapse; min-width: 100%; margin: 0 0 1.5rem; font-size: .875rem; line-height: 1.45; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; min-width: 3rem; unicode-bidi: isolate; overflow-wrap: break-word; }
th { background: var(--tint); font-weight: 600; white-space: nowrap; }
td.words { min-width: 5rem; }
td.long { min-width: 13rem; max-width: 34rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
figure { margin: 0 0 1.5rem; max-width: 100%; }
figure svg { display: block; max-width: 100%; height: auto; overflow: visible; }
.row { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 0 0 .5rem; list-style: none; font-size: .875rem; }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: .25rem 1rem 0; margin: 0 0 1rem; }
.card h3 { margin: .6rem 0 .25rem; unicode-bidi: isolate; }
.score { font-variant-numeric: tabular-nums; margin: 0 0 .75rem; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) 340px; gap: 0 1.5rem; align-items: start; border-top: 1px solid var(--line); padding-top: .75rem; }
.pair figure { margin-bottom: .75rem; }
.pair dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .15rem .75rem; margin: 0 0 .75rem; font-size: .9375rem; }
.pair dt { color: var(--soft); white-space: nowrap; }
.pair dd { margin: 0; unicode-bidi: isolate; }
.explanation { white-space: pre-wrap; font-size: .875rem; max-width: none; border-top: 1px solid var(--line); padding-top: .75rem; unicode-bidi: plaintext; }
@media (max-width: 46rem) {
  .pair { grid-template-columns: minmax(0, 1fr); }
  h2 { margin-top: 2.25rem; }
}
@page { size: A4; margin: 15mm 13mm; }
@media print {
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .scroll, .chart { overflow: visible; }
  .chart > div { min-width: 0 !important; }
  h2, h3, caption, .legend, section > p { break-after: avoid; }
  h2 { margin-top: 1.5rem; }
  table { font-size: 8.5pt; }
  th { white-space: normal; }
  td.words, td.long { min-width: 4.75rem; max-width: none; overflow-wrap: anywhere; }
  .pair { grid-template-columns: minmax(0, 1fr) 68mm; padding-top: .5rem; }
  .pair dl { font-size: 9pt; line-height: 1.45; }
  .card h3 { font-size: 10.5pt; }
  thead { display: table-header-group; }
  tr, figure, .short, .card, .pair, .tiles { break-inside: avoid; }
  p { max-width: none; }
  section > p { break-inside: avoid; }
  figcaption, .legend, .method { font-size: 8.5pt; }
  .explanation { font-size: 8.5pt; line-height: 1.5; }
}
`;
