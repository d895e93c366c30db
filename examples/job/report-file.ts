import type { OutputFile } from "../io/output-folder.js";
import type { ReportInput } from "../report/report-input.js";

/** The report beside a plan's other files. What draws it is loaded only here, where there is something to draw. */
export async function reportFile(input: ReportInput): Promise<OutputFile> {
  const { reportPage } = await import("../report/page.js");
  return { name: "report.html", content: reportPage(input) };
}
