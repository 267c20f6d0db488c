/** Without a network a reload finds this page again: kept with its files while its test is under way, and not a moment longer. */
const NAME = "test under way";

export async function keepPage() {
  await navigator.serviceWorker?.register("/sw.js", { type: "module" });
  const cache = await caches.open(NAME);
  const files = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => new URL(name).pathname.startsWith("/static/"));
  await Promise.all([location.href, ...new Set(files)].map((address) => cache.add(address)));
}

export async function letGo() {
  await globalThis.caches?.delete(NAME);
}
