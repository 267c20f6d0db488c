/**
 * The class's pack: fetched when there is a network, put down whole, forgotten when the class is closed on this tablet.
 * Nobody waits for it.
 */
import { CLIPS } from "../worker/clips.js";
import { fillMore, several } from "../worker/shell.js";
import { forgetClass, keepPack, keptPack } from "./tablet.js";

const STALE_MS = 3_600_000; // thirty tablets need not ask at every tap
const CLOSED = new Set([401, 404]);
const LATEST = "latest lesson";

/** Bring the pack up to date; `opened` is the class the page shows, "" where it shows that none is open. */
export async function refresh(opened) {
  const kept = await keptPack();
  const wanted = opened || kept?.id;
  if (!wanted || !navigator.onLine || !globalThis.caches) return;
  const other = kept?.id !== wanted || kept?.language !== document.documentElement.lang;
  if (!other && opened !== "" && Date.now() - kept.looked < STALE_MS) return;
  try {
    await bring(wanted, other ? null : kept);
  } catch (error) {
    console.info("pack: will try again", error.message); // what is kept stays in use
  }
}

async function bring(id, kept) {
  const headers = kept ? { "If-None-Match": kept.etag } : {};
  const answer = await fetch(`/api/class/${id}/pack`, { cache: "no-store", headers });
  if (CLOSED.has(answer.status)) return wipe();
  if (answer.status === 304) return keepPack({ ...kept, looked: Date.now() });
  if (!answer.ok) throw new Error(String(answer.status));
  const fresh = { ...(await answer.json()), etag: answer.headers.get("ETag"), looked: Date.now() };
  await navigator.storage?.persist?.(); // the class has been opened: what its children do must not be thrown away
  await fillMore(fresh.build, fresh.pictures.map(({ url }) => url));
  await bringClips(id);
  await keepPack(fresh); // last: what it names is here
}

async function bringClips(id) {
  const answer = await fetch(`/api/class/${id}/clips`);
  if (!answer.ok) throw new Error(`clips: ${answer.status}`);
  const wanted = new Set((await answer.json()).clips.map(({ url }) => url));
  const cache = await caches.open(CLIPS);
  const here = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
  await several([...wanted].filter((url) => !here.has(url)), (url) => cache.add(url));
  for (const url of here) if (!wanted.has(url)) await cache.delete(url);
}

/** Forget the class, its children's pages and voices; what waits to be sent stays. */
export async function wipe() {
  await forgetClass();
  await Promise.all([caches.delete(CLIPS), caches.delete(LATEST)]);
}
