/** What pages under Trusted Types have; TypeScript's own types do not know it yet. */
interface TrustedTypes {
  readonly createPolicy: (
    name: string,
    rules: { readonly createScriptURL: (address: string) => string },
  ) => { readonly createScriptURL: (address: string) => string };
}

/** Scripts that the page starts by itself. The page's policy lets no other address through. */
const SCRIPTS = ["market-worker.js", "search-worker.js", "plan-worker.js", "service-worker.js"] as const;
export type Script = (typeof SCRIPTS)[number];

const policy = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("portal-scripts", {
  createScriptURL: (address) => {
    if (!(SCRIPTS as readonly string[]).includes(address)) throw new TypeError(`no script of this page: ${address}`);
    return address;
  },
});

/** The address of a script as the browser wants it: plain, or trusted where the page asks for Trusted Types. */
export function scriptAddress(script: Script): string {
  return policy === undefined ? script : policy.createScriptURL(script);
}
