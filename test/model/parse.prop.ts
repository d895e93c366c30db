import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ISSUE_CATALOGUE } from "../../src/model/issue.js";
import { parseMarket, type MarketInput } from "../../src/model/market.js";
import { parseNeed, parseOrganisation, parseOutcome } from "../../src/model/parse.js";
import { MARKED_NEED_FIELDS } from "../../src/model/record.js";
import { deepFreeze } from "../support/deep-freeze.js";

const FIELDS = [
  ..."id title abstract keywords organisation industries region factors maturity embedding description parts visibility name kind size sector".split(
    " ",
  ),
  ...["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"],
];

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
});
const symbol = fc.constant(Symbol("s"));
const huge = fc.constantFrom("钢".repeat(150_000), "\uD800".repeat(1_200), "a;".repeat(5_000));
const value = fc.oneof(anything, symbol, huge, fc.string({ unit: "binary" }), fc.array(anything, { maxLength: 70 }));
/** An object with the library's own field names as own keys, and anything in them. */
const dirtyRecord = fc.array(fc.tuple(fc.constantFrom(...FIELDS), value), { maxLength: 8 }).map((entries) => {
  const record: Record<string, unknown> = {};
  for (const [key, held] of entries)
    Object.defineProperty(record, key, { value: held, enumerable: true, configurable: true, writable: true });
  return record;
});
const throwing = fc.constantFrom("id", "title", "embedding", "parts").map((key) =>
  Object.defineProperty({ id: "x", title: "steel" }, key, {
    enumerable: true,
    get() {
      throw new Error("no");
    },
  }),
);
/** fast-check itself cannot hold proxies, so these are examples. */
function hostileObjects(): unknown[] {
  const revoked = [{}, []].map((target) => {
    const { proxy, revoke } = Proxy.revocable<object>(target, {});
    revoke();
    return proxy;
  });
  const fail = (): never => {
    throw new TypeError("no");
  };
  const traps = ["get", "ownKeys", "has", "getPrototypeOf", "getOwnPropertyDescriptor"];
  const trapped = traps.map((trap) => new Proxy({ id: "x", title: "steel" }, { [trap]: fail }));
  return [
    ...revoked,
    ...trapped,
    ...revoked.flatMap((proxy) => [{ id: "x", parts: proxy }, { id: "x", embedding: [proxy] }, { id: proxy }]),
  ];
}

const input = fc.oneof(anything, symbol, dirtyRecord, throwing);

describe("parsing", () => {
  it("never throws, gives a record with an id or a refusal, and only codes of the catalogue", () => {
    fc.assert(
      fc.property(input, (input) => {
        for (const parse of [parseOutcome, parseNeed, parseOrganisation]) {
          const { record, issues } = parse(input);
          if (record === undefined) expect(issues.some(({ effect }) => effect === "rejected")).toBe(true);
          else expect(record.id.length).toBeGreaterThan(0);
          for (const { code } of issues) expect(Object.hasOwn(ISSUE_CATALOGUE, code)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("defect: a throwing getter, a proxy and a hole in a list made it throw; the object is refused, the hole left out", () => {
    for (const hostile of hostileObjects()) {
      for (const parse of [parseOutcome, parseNeed, parseOrganisation]) expect(() => parse(hostile)).not.toThrow();
      expect(() => parseMarket({ outcomes: [hostile], needs: [hostile] })).not.toThrow();
    }
    const unreadable = new Proxy({}, { ownKeys: () => [Symbol.iterator, "id"], getOwnPropertyDescriptor: () => void expect.fail() });
    expect(parseOutcome(unreadable).issues.map(({ code }) => code)).toEqual(["record-not-object"]);

    expect(parseOutcome({ id: "o", title: "steel", keywords: ["a b", , "c d"] }).record!.keywords).toEqual(["a b", "c d"]);
  });

  it("adds nothing to any prototype and takes nothing from one", () => {
    const before = [Object.prototype, Array.prototype, String.prototype].map((prototype) => Reflect.ownKeys(prototype).length);
    fc.assert(
      fc.property(dirtyRecord, (input) => {
        for (const parse of [parseOutcome, parseNeed, parseOrganisation]) {
          const { record } = parse(input);
          if (record !== undefined) expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
        }
      }),
    );
    expect([Object.prototype, Array.prototype, String.prototype].map((prototype) => Reflect.ownKeys(prototype).length)).toEqual(before);
    expect(parseOutcome(JSON.parse('{"id":"o","title":"steel","__proto__":{"region":"21"}}')).record).toEqual({ id: "o", title: "steel" });
  });

  it("finds nothing more to say about a record that it has read, and reads it the same", () => {
    fc.assert(
      fc.property(dirtyRecord, (input) => {
        for (const parse of [parseOutcome, parseNeed, parseOrganisation]) {
          const { record } = parse(input);
          if (record !== undefined) expect(parse(record).record).toEqual(record);
        }
      }),
    );
  });

  it("never changes its input", () => {
    fc.assert(fc.property(dirtyRecord, (input) => void parseNeed(deepFreeze(input))));
  });

  it("never opens what somebody may have meant to close", () => {
    fc.assert(
      fc.property(value, (mark) => {
        const { record } = parseNeed({ id: "n", title: "steel", visibility: { title: mark } });
        if (mark !== "public" && mark !== "parties") expect(record!.visibility).toEqual({ title: "authority" });
        const whole = parseNeed({ id: "n", title: "steel", visibility: mark }).record!;
        const isObject = typeof mark === "object" && mark !== null && !Array.isArray(mark);
        if (!isObject && mark !== undefined && mark !== null)
          for (const field of MARKED_NEED_FIELDS) expect(whole.visibility![field]).toBe("authority");
      }),
    );
  });
});

describe("parseMarket", () => {
  it("never throws whatever stands for the sides", () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.record({ outcomes: anything, needs: fc.array(input), organisations: anything })), (market) => {
        const { market: read } = parseMarket(market as MarketInput);
        expect(Array.isArray(read.outcomes) && Array.isArray(read.needs)).toBe(true);
      }),
    );
  });
});
