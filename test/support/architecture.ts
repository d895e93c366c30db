/** The project's shape as data, and a checker that reads sources and names what breaks it. */
import ts from "typescript";

/** Each layer of `src/` and the layers below it that it may import. A file may always import its own layer. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  model: ["kernel"],
  data: ["kernel", "model"],
  text: ["kernel"],
  score: ["kernel", "model", "text"],
  corpus: ["kernel", "model", "text", "score"],
  join: ["kernel", "model", "text", "score", "corpus"],
  solve: ["kernel"],
  propose: ["kernel", "model", "text", "score", "corpus", "join", "solve"],
  evaluate: ["kernel", "model", "text", "score", "corpus", "join", "solve", "propose"],
  search: ["kernel", "model", "text", "corpus"],
  adapters: ["kernel", "model", "data", "text", "score", "corpus", "join", "solve", "propose", "evaluate", "search"],
  // The doors: files that lie in `src/` itself.
  "": ["kernel", "model", "text", "score", "corpus", "join", "solve", "propose"],
};

/** The files (or folders, with a slash at the end) that may import each third-party package. Any other package has no importer. */
export const IMPORTERS: Readonly<Record<string, readonly string[]>> = {
  natural: ["text/stem.ts"],
  "ml-distance": ["score/embedding.ts"],
  minisearch: ["search/"],
  valibot: ["model/value-reader.ts"],
  "fp-ts": ["model/parse.ts", "propose/plan.ts", "fp.ts"],
};

/** Names of the outside world: input and output, clocks, threads, randomness, code from text. Only `adapters/` may say them. */
const WORLD = new Set(
  "process console Date performance setTimeout setInterval setImmediate queueMicrotask fetch crypto eval Function require Worker".split(
    " ",
  ),
);
const VAGUE_NAMES = /^(utils?|helpers?|common|misc)$/;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Paths relative to `src/`, with slashes, and their sources. */
export type Sources = ReadonlyMap<string, string>;

export interface Violation {
  readonly rule:
    | "layer"
    | "importer"
    | "cycle"
    | "world"
    | "file-name"
    | "default-export"
    | "enum"
    | "any"
    | "namespace"
    | "index-only-exports"
    | "missing-file";
  readonly file: string;
  readonly detail: string;
}

/** Every violation of every rule. */
export function checkArchitecture(sources: Sources): Violation[] {
  const parsed = new Map([...sources].map(([file, source]) => [file, ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true)]));
  const imports = new Map([...parsed].map(([file, tree]) => [file, importsOf(tree)]));
  return [
    ...[...imports].flatMap(([file, specifiers]) => specifiers.flatMap((specifier) => checkImport(file, specifier, sources))),
    ...findCycles(new Map([...imports].map(([file, specifiers]) => [file, specifiers.filter(isRelative).map((to) => resolve(file, to))]))),
    ...[...parsed.keys()].flatMap(checkName),
    ...[...parsed].flatMap(([file, tree]) => (file.endsWith(".d.ts") ? [] : checkSyntax(file, tree))),
  ];
}

function importsOf(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined)
      found.push((node.moduleSpecifier as ts.StringLiteral).text);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) found.push((node.argument.literal as ts.StringLiteral).text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      found.push(argument !== undefined && ts.isStringLiteral(argument) ? argument.text : "(computed)");
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const isRelative = (specifier: string): boolean => specifier.startsWith(".");
const layerOf = (file: string): string => (file.includes("/") ? file.slice(0, file.indexOf("/")) : "");

function resolve(file: string, specifier: string): string {
  const steps = file.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/").replace(/\.js$/, ".ts");
}

function checkImport(file: string, specifier: string, sources: Sources): Violation[] {
  if (!isRelative(specifier)) {
    const name = specifier.startsWith("@") ? specifier.split("/").slice(0, 2).join("/") : specifier.split("/")[0]!;
    const allowed = layerOf(file) === "adapters" ? [file] : Object.hasOwn(IMPORTERS, name) ? IMPORTERS[name]! : [];
    const isAllowed = allowed.some((place) => (place.endsWith("/") ? file.startsWith(place) : file === place));
    return isAllowed ? [] : [{ rule: "importer", file, detail: specifier }];
  }
  const to = resolve(file, specifier);
  if (!sources.has(to)) return [{ rule: "missing-file", file, detail: specifier }];
  const from = layerOf(file);
  const known = Object.hasOwn(LAYERS, from) && (from === layerOf(to) || LAYERS[from]!.includes(layerOf(to)));
  return known ? [] : [{ rule: "layer", file, detail: to }];
}

/** One violation for each import that closes a cycle in a walk in depth. */
function findCycles(importsByFile: ReadonlyMap<string, readonly string[]>): Violation[] {
  const done = new Set<string>();
  const violations: Violation[] = [];
  const walk = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) violations.push({ rule: "cycle", file, detail: [...trail.slice(trail.indexOf(file)), file].join(" → ") });
    else if (!done.has(file)) {
      for (const next of importsByFile.get(file) ?? []) walk(next, [...trail, file]);
      done.add(file);
    }
  };
  for (const file of importsByFile.keys()) walk(file, []);
  return violations;
}

function checkName(file: string): Violation[] {
  const name = file
    .split("/")
    .at(-1)!
    .replace(/(\.d)?\.ts$/, "");
  return KEBAB_CASE.test(name) && !VAGUE_NAMES.test(name) ? [] : [{ rule: "file-name", file, detail: name }];
}

function checkSyntax(file: string, tree: ts.SourceFile): Violation[] {
  const violations: Violation[] = [];
  const found = (rule: Violation["rule"], node: ts.Node): void =>
    void violations.push({ rule, file, detail: node.getText(tree).slice(0, 60) });
  const visit = (node: ts.Node): void => {
    if (ts.isEnumDeclaration(node)) found("enum", node);
    if (ts.isModuleDeclaration(node)) found("namespace", node);
    if (node.kind === ts.SyntaxKind.AnyKeyword) found("any", node.parent);
    if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
      if (!ts.isDefaultClause(node.parent) && !ts.isDefaultClause(node)) found("default-export", node);
    }
    if (ts.isExportSpecifier(node) && node.name.text === "default") found("default-export", node);
    if (layerOf(file) !== "adapters" && namesWorld(node)) found("world", node.parent);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  if (file === "index.ts" || file.endsWith("/index.ts")) {
    for (const statement of tree.statements) {
      if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) found("index-only-exports", statement);
    }
  }
  return violations;
}

function namesWorld(node: ts.Node): boolean {
  if (!ts.isIdentifier(node)) return false;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node)
    return node.text === "random" && parent.expression.getText() === "Math";
  // A key, a member or a parameter of that name is a name of ours.
  const isOwnName =
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isMethodSignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent)) &&
    parent.name === node;
  return !isOwnName && WORLD.has(node.text);
}
