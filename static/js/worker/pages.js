/**
 * A child's pages. The network is asked first, for a short while; then the class's pack answers with the same page, which the
 * server wrote beforehand. A child who came in by their tile alone stays with the pack until they can be asked properly.
 */
import { doneBy, pack, rise, seat } from "../offline/tablet.js";
import { within } from "./waiting.js";

const SOON_MS = 3000;
const LATEST = "latest lesson"; // the page of the lesson that is open: a reload goes on with the very same plan
const WALL = /^\/wall(?:\/([0-9a-f-]{36}))?$/;
const BOOK = "/learn/stickers"; // like a lesson in the pack, and none
const LEARN = /^\/learn(?:\/([^/]+))?$/;

export const isChild = (request, url) =>
  request.mode === "navigate" && request.method === "GET" && (WALL.test(url.pathname) || LEARN.test(url.pathname));

export const isLeaving = (request, url) => request.mode === "navigate" && url.pathname === "/wall/leave";

export async function fromChild(request, url) {
  const [sits, kept] = await Promise.all([seat(), pack()]);
  if (url.pathname === "/wall") await rise();
  if (sits && !sits.proof && LEARN.test(url.pathname)) return fromTile(sits.child, kept, url);
  const fresh = await within(kept ? SOON_MS : Infinity, fetch(request));
  if (fresh && fresh.status < 500) return remembered(fresh, url);
  return (await keptPage(kept, sits?.child, url)) ?? fresh ?? alone();
}

/** Leave for the wall, told to the server when it answers. */
export async function leave(request) {
  await rise();
  const answer = await within(SOON_MS, fetch(request));
  return answer && answer.status < 400 ? answer : Response.redirect("/wall", 303);
}

/** A child known by their tile alone: on the map, as soon as the server answers, they are asked for their secret. */
async function fromTile(child, kept, url) {
  if (url.pathname === "/learn") {
    const way_in = await within(SOON_MS, fetch(`/wall/${child}`, { credentials: "same-origin" }));
    if (way_in?.ok) return Response.redirect(`/wall/${child}`, 302);
  }
  return (await keptPage(kept, child, url)) ?? alone();
}

async function keptPage(kept, child, url) {
  const stone = LEARN.exec(url.pathname)?.[1];
  const latest = stone && child ? await latestLesson(url, child) : null;
  if (latest) return latest;
  if (!kept) return null;
  if (url.pathname === "/wall") return page(kept, "wall");
  const tile = WALL.exec(url.pathname)?.[1];
  if (tile) return page(kept, tile);
  if (!child) return Response.redirect("/wall", 302);
  if (stone) return page(kept, `${child}/${decodeURIComponent(stone)}`) ?? Response.redirect("/learn", 302);
  return page(kept, `${child}/${await reached(kept, child)}`) ?? Response.redirect("/wall", 302);
}

/** Return how many of the pack's lessons this child has finished on this tablet. */
async function reached(kept, child) {
  const done = await doneBy(child);
  const lessons = kept.lessons[child] ?? [];
  const next = lessons.findIndex((stone) => !done.has(stone));
  return next < 0 ? lessons.length : next;
}

function page(kept, name) {
  const numbers = kept.pages[name];
  return numbers ? html(numbers.map((number) => kept.lines[number]).join("\n")) : null;
}

function html(text) {
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff" };
  return new Response(text, { headers });
}

// The server's own (phonics/web/headers.py): a page from the pack may do no more than one from the network.
const POLICY =
  "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Keep the page of a lesson that has just been opened, and return it. */
async function remembered(answer, url) {
  if (answer.ok && !answer.redirected && url.pathname !== BOOK && LEARN.exec(url.pathname)?.[1]) {
    const cache = await caches.open(LATEST);
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(url.pathname, answer.clone());
  }
  return answer;
}

async function latestLesson(url, child) {
  const kept = await (await caches.open(LATEST)).match(url.pathname, { ignoreVary: true });
  const text = await kept?.text();
  return text?.includes(`data-child="${child}"`) ? html(text) : null;
}

async function alone() {
  return (await caches.match("/offline", { ignoreVary: true })) ?? Response.error();
}
