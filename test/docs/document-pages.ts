import { readdirSync } from "node:fs";

/** The pages of the documentation site that are written by hand, from the root of the project, ordered. What is generated is left out. */
export function documentPages(): string[] {
  return readdirSync("docs", { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && !/^(?:zh\/)?(?:reference|api)\/|^(?:zh\/)?defaults\.md$/.test(path))
    .sort()
    .map((path) => `docs/${path}`);
}
