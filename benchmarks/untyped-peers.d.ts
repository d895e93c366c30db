// natural publishes no types for its sub-paths, and its root loads database drivers and prints.
declare module "natural/lib/natural/tfidf/tfidf.js" {
  class TfIdf {
    addDocument(document: string | readonly string[]): void;
    tfidf(terms: string | readonly string[], document: number): number;
  }
  export = TfIdf;
}

// wink-bm25-text-search publishes no types.
declare module "wink-bm25-text-search" {
  interface Engine {
    defineConfig(config: { readonly fldWeights: Readonly<Record<string, number>> }): void;
    definePrepTasks(tasks: ReadonlyArray<(text: string) => readonly string[]>): void;
    addDoc(document: Readonly<Record<string, string>>, id: number): void;
    consolidate(): void;
    search(text: string, limit: number): ReadonlyArray<readonly [id: string, score: number]>;
  }
  const createEngine: () => Engine;
  export = createEngine;
}
