/// <reference lib="webworker" />
/** Keeps the page's own files, so that it opens without a network. Newer files come with the next visit that has one. */
export {};

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = "alliance-match-portal";
const FILES = [
  "./",
  "colours.css",
  "style.css",
  "panels.css",
  "icon.svg",
  "main.js",
  "market-worker.js",
  "search-worker.js",
  "plan-worker.js",
];

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
  void worker.skipWaiting();
});

worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(fetchOrRecall(event.request));
});

/** The network first: what it gives is kept, what it cannot give was kept. */
async function fetchOrRecall(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  try {
    const reply = await fetch(request);
    if (reply.ok) await cache.put(request, reply.clone());
    return reply;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept === undefined) throw error;
    return kept;
  }
}
