// natural publishes no types for its sub-paths; its root is never imported (it loads database drivers and prints).
declare module "natural/lib/natural/stemmers/porter_stemmer.js" {
  const porterStemmer: { readonly stem: (word: string) => string };
  // eslint-disable-next-line no-restricted-syntax -- the package's own shape
  export default porterStemmer;
}
