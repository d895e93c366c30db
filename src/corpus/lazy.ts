/** What `make` gives, made when it is first asked for and kept. */
export function lazily<A>(make: () => A): () => A {
  let made: { readonly value: A } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** An object whose members are made when they are first read. To everybody else it is a plain object. */
export function lazyMembers<Key extends string, A>(keys: readonly Key[], make: (key: Key) => A): Readonly<Record<Key, A>> {
  const members = {} as Record<Key, A>;
  for (const key of keys) Object.defineProperty(members, key, { enumerable: true, configurable: true, get: lazily(() => make(key)) });
  return members;
}

/**
 * An array whose entries are made when they are first read, for lists of which most readers want a few entries.
 *
 * A proxy, so that it is an array to everything that takes one, but for `structuredClone`; `[...list]` gives a plain copy.
 */
export function lazyList<A>(count: number, make: (at: number) => A): readonly A[] {
  const made: A[] = new Array<A>(count);
  const fill = (key: string | symbol): void => {
    if (typeof key !== "string") return;
    const at = Number(key);
    if (at >= 0 && at < count && String(at) === key && !Object.hasOwn(made, at)) made[at] = make(at);
  };
  return new Proxy(made, {
    get(target, key) {
      fill(key);
      return Reflect.get(target, key) as unknown;
    },
    getOwnPropertyDescriptor(target, key) {
      fill(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    has: (target, key) => (typeof key === "string" && Number(key) >= 0 && Number(key) < count) || Reflect.has(target, key),
    ownKeys: () => [...Array.from({ length: count }, (_, at) => String(at)), "length"],
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  });
}
