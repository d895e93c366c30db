import { readFileSync } from "node:fs";

/** A piece of documented code, where it stands, and what it is documented to print. */
export interface DocExample {
  readonly name: string;
  readonly code: string;
  /** The text block that follows a README example; `undefined` where none does. */
  readonly printed: string | undefined;
  /** Files that it finds where it runs: the named blocks of its page. */
  readonly files: readonly DocFile[];
}

export interface DocFile {
  readonly name: string;
  readonly text: string;
}

/** The `ts` blocks of a Markdown file; a `text` block right after one is what it prints. */
export function markdownExamples(path: string): DocExample[] {
  const text = readFileSync(path, "utf8");
  const files = fences(path).flatMap(({ name, text }) => (name === undefined ? [] : [{ name, text }]));
  return [...text.matchAll(/```ts\n([\s\S]*?)```(?:\s*```text\n([\s\S]*?)```)?/g)].map((match, at) => ({
    name: `${path} block ${at + 1}`,
    code: match[1]!,
    printed: match[2],
    files,
  }));
}

/** A fenced block of a Markdown file: its language, the name in brackets behind it where it has one, and what stands in it. */
export interface Fence {
  readonly language: string;
  readonly name: string | undefined;
  readonly text: string;
}

/** Every fenced block, in the order of the page. */
export function fences(path: string): Fence[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/^```(\S*)(?: \[([^\]]+)\])?\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    name: match[2],
    text: match[3]!,
  }));
}

/** The `@example` parts of the doc comments of a source file. */
export function commentExamples(path: string): DocExample[] {
  const text = readFileSync(path, "utf8");
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].flatMap((comment, at) => {
    const body = comment[1]!.replace(/^\s*\* ?/gm, "");
    const example = /@example\s*\n([\s\S]*?)(?=\n@|$)/.exec(body);
    return example === null
      ? []
      : [{ name: `${path} comment ${at + 1}`, code: example[1]!.replace(/^```(?:ts)?$/gm, ""), printed: undefined, files: [] }];
  });
}

/**
 * Turns `expression; // value` into a comparison of the two, so that a documented value that is wrong fails.
 * Lines that declare or import are left alone, and so are comments that are no JavaScript value.
 */
export function withAssertions(code: string): string {
  return code
    .split("\n")
    .map((line) => {
      const match = /^(?!\s*(?:const|let|import|export|for|if|\/\/|console\.))(\s*)(.+);\s*\/\/ (.+)$/.exec(line);
      if (match === null || !isValue(match[3]!)) return line;
      return `${match[1]}__same(${match[2]}, ${match[3]});`;
    })
    .join("\n");
}

function isValue(text: string): boolean {
  try {
    // The text is parsed as JSON with JavaScript's bare keys allowed; it is never run here.
    JSON.parse(text.replace(/([{,]\s*)([A-Za-z_]\w*)\s*:/g, '$1"$2":'));
    return true;
  } catch {
    return false;
  }
}

/** An import of every name of a module's exports that the code mentions and does not import itself. */
export function missingImports(code: string, module: string, names: readonly string[]): string {
  const imported = new Set(
    [...code.matchAll(/import\s*(?:type\s*)?\{([^}]*)\}/g)].flatMap((match) => match[1]!.split(",").map((name) => name.trim())),
  );
  const used = names.filter((name) => !imported.has(name) && new RegExp(`(?<![\\w.])${name}\\b`).test(code));
  return used.length === 0 ? "" : `import { ${used.join(", ")} } from "${module}";\n`;
}
