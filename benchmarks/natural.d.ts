// natural publishes no types for its sub-paths, and its root loads database drivers and prints.
declare module "natural/lib/natural/tfidf/tfidf.js" {
  class TfIdf {
    addDocument(document: string | readonly string[]): void;
    tfidf(terms: string | readonly string[], document: number): number;
  }
  export = TfIdf;
}
