/** A test under way: its page answers from what the page itself has kept (probe/alone.js) when the network does not. */
import { within } from "./waiting.js";

const SOON_MS = 3000;

export const isTest = (request, url) => request.mode === "navigate" && url.pathname === "/sittings/new" && url.searchParams.has("version");

export async function fromTest(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  const fresh = await within(kept ? SOON_MS : Infinity, fetch(request));
  return fresh && fresh.status < 500 ? fresh : (kept ?? fresh ?? Response.error());
}
