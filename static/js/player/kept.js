/**
 * Where a child stands in a lesson: kept by this tab, and on the tablet for when the tab is gone (closed, idle, restarted).
 * What another tab still plays is left to it; what it left behind goes on here.
 */
import { newId } from "../lib/ids.js";

const ALIVE_MS = 600_000; // a tab that kept nothing for so long was switched off with its tablet

const key = (child) => `lesson of ${child}`;
const steps = (child) => `steps of ${child}`;

/** Return the child's state: this tab's, else the one that was left on this tablet; null where there is none. */
export function kept(child) {
  const own = read(sessionStorage, key(child));
  const shared = read(localStorage, key(child));
  if (!shared) return null; // it is over, perhaps in another tab
  const elsewhere = shared.tab !== tab() && !shared.left && Date.now() - shared.at < ALIVE_MS;
  if (own && !(elsewhere && shared.state.id === own.id)) return own;
  return elsewhere ? null : shared.state;
}

/** Keep the state of the child who plays here. */
export function keep(child, state) {
  write(sessionStorage, key(child), state);
  write(localStorage, key(child), { state, left: false, tab: tab(), at: Date.now() });
}

/** Keep the whole lesson that begins: a page that is opened later may hold other steps. */
export function keepSteps(lesson) {
  write(localStorage, steps(lesson.child), lesson);
}

/** Return the lesson that was begun on this tablet, null where there is none. */
export function keptSteps(child) {
  return read(localStorage, steps(child));
}

/** The lesson is over. */
export function letGo(child) {
  sessionStorage.removeItem(key(child));
  if (read(localStorage, key(child))?.tab !== tab()) return;
  for (const name of [key, steps]) localStorage.removeItem(name(child));
}

/** From now on: whoever leaves this page leaves the lesson for the next who opens it. */
export function watch(child, id) {
  const leave = () => {
    const shared = read(localStorage, key(child));
    if (shared?.state.id === id && shared.tab === tab()) write(localStorage, key(child), { ...shared, left: true });
  };
  const back = () => {
    const shared = read(localStorage, key(child));
    if (shared?.state.id !== id) return;
    if (shared.tab === tab()) return write(localStorage, key(child), { ...shared, left: false });
    sessionStorage.removeItem(key(child)); // it went on in another tab
    location.reload();
  };
  let away = false;
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
    else if (away) back();
    away = document.visibilityState === "hidden";
  });
}

/** Return what tells this tab from the others. */
function tab() {
  const own = sessionStorage.getItem("tab") ?? newId();
  sessionStorage.setItem("tab", own);
  return own;
}

function read(store, name) {
  try {
    return JSON.parse(store.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

function write(store, name, value) {
  try {
    store.setItem(name, JSON.stringify(value));
  } catch (error) {
    console.info("the place in this lesson is not kept:", error.name); // the marks are, in their own store
  }
}
