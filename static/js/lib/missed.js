/**
 * Clips that a page wanted and nobody has spoken yet: each is told to the server once by this tablet, some together, as
 * soon as there is a network. Nobody waits for it.
 */
import { csrfToken, renewToken } from "./api.js";

const TOLD = "missed clips told";
const WAITING = "missed clips waiting";
const MOST = 200; // at once
const REMEMBERED = 2000;
const SOON_MS = 2500;
const UNKNOWN = new Set([401, 403]); // until someone has signed in

let soon = 0;
let leaving = false; // what is on its way goes on without the page, which only believes it has failed

/** Note that {kind, text} could not be heard. */
export function missed(clip) {
  if (!clip?.kind || !clip.text) return;
  const name = JSON.stringify([clip.kind, clip.text]);
  const waiting = read(WAITING);
  if (waiting.includes(name) || read(TOLD).includes(name)) return;
  write(WAITING, [...waiting, name]);
  clearTimeout(soon);
  soon = setTimeout(report, SOON_MS);
}

async function report() {
  clearTimeout(soon);
  const batch = read(WAITING).slice(0, MOST);
  if (!batch.length || !navigator.onLine) return;
  const left = read(WAITING).filter((name) => !batch.includes(name));
  write(WAITING, left); // before the answer: a page that is being left will not hear it
  write(TOLD, [...read(TOLD), ...batch].slice(-REMEMBERED));
  let answer = await post(batch);
  if (await stale(answer)) answer = (await renewToken()) ? await post(batch) : null;
  if (!answer || answer.status >= 500 || UNKNOWN.has(answer.status)) return takeBack(batch);
  if (left.length) soon = setTimeout(report, SOON_MS);
}

/** Return whether the page is older than its session: someone has signed in since. */
async function stale(answer) {
  return answer?.status === 400 && (await answer.json().catch(() => null))?.reason === "stale";
}

function takeBack(batch) {
  if (leaving) return;
  write(TOLD, read(TOLD).filter((name) => !batch.includes(name)));
  write(WAITING, [...new Set([...read(WAITING), ...batch])]);
}

async function post(batch) {
  try {
    return await fetch("/api/clips/missing", {
      method: "POST",
      credentials: "same-origin",
      keepalive: true, // also while the page is being left
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: `{"clips":[${batch.join(",")}]}`,
    });
  } catch {
    return null;
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

function write(key, names) {
  try {
    localStorage.setItem(key, JSON.stringify(names));
  } catch {
    // a full tablet forgets what was missing; the studio's list has other sources
  }
}

addEventListener("beforeunload", () => (leaving = true));
addEventListener("pagehide", report);
addEventListener("pageshow", () => (leaving = false));
addEventListener("online", report);
soon = setTimeout(report, SOON_MS); // what an earlier page could not tell
