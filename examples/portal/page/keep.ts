/** What the page keeps for the next visit, in IndexedDB: the market's snapshot, and the state of the view and the session. */

const DATABASE = "alliance-match-portal";
const STORE = "kept";

/** Why something could not be kept. */
export type KeepFailure = "storage-full" | "storage-unavailable";

export async function keep(key: string, value: unknown): Promise<KeepFailure | null> {
  try {
    await transact("readwrite", (store) => store.put(value, key));
    return null;
  } catch (error) {
    return (error as DOMException).name === "QuotaExceededError" ? "storage-full" : "storage-unavailable";
  }
}

/** What was kept, or `undefined`: nothing, or no storage. */
export async function recall<A>(key: string): Promise<A | undefined> {
  try {
    return (await transact("readonly", (store) => store.get(key))) as A | undefined;
  } catch {
    return undefined;
  }
}

async function transact(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await opened(indexedDB.open(DATABASE, 1));
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = run(transaction.objectStore(STORE));
      // A write counts once its transaction is through: before, the quota may still refuse it.
      transaction.addEventListener("complete", () => resolve(request.result));
      const fail = (): void => reject(transaction.error ?? request.error ?? new DOMException("refused", "UnknownError"));
      transaction.addEventListener("abort", fail);
      transaction.addEventListener("error", fail);
    });
  } finally {
    database.close();
  }
}

function opened(request: IDBOpenDBRequest): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE));
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new DOMException("refused", "UnknownError")));
  });
}
