/**
 * What this tablet knows of its class when it is alone; pages and the service worker read and write it alike.
 *
 *   packs  the class's pack, at most one, see phonics/web/packing.py
 *   seat   who sits here: {child, proof}; the proof is empty when only the tile was tapped
 *   done   stones finished here: {child, stone, at, lessons}, the lessons of the last 30 days as the stickers need them
 *   tally  of each sitting how many answers were made here and how many the server has: {sitting, child, at, made, safe}
 */
import { openDatabase, read, write } from "../lib/device.js";

const KEPT_MS = 30 * 86_400_000; // of what is only remembered

const opened = openDatabase("phonics-tablet", 1, {
  packs: { keyPath: "id" },
  seat: { keyPath: "here" },
  done: { keyPath: ["child", "stone"] },
  tally: { keyPath: "sitting" },
});

const on = async (act, stores, work) => act(await opened, stores, work);

/** Return the pack of the class, null when there is none or it is too old to be used. */
export async function pack() {
  const kept = await keptPack();
  return kept && Date.parse(kept.expires_at) > Date.now() ? kept : null;
}

/** Return the pack however old it is: it still says whose answers wait. */
export async function keptPack() {
  return (await on(read, ["packs"], (packs) => packs.getAll()))[0] ?? null;
}

/** Keep a pack in the place of any other. */
export function keepPack(one) {
  return on(write, ["packs"], (packs) => {
    packs.clear();
    packs.put(one);
  });
}

/** Forget the class and its children; what waits to be sent stays. */
export function forgetClass() {
  return on(write, ["packs", "seat", "done"], (...stores) => stores.forEach((store) => store.clear()));
}

/** Return who sits at this tablet: {child, proof}, or null. */
export async function seat() {
  return (await on(read, ["seat"], (seats) => seats.get(1))) ?? null;
}

/** Seat a child. */
export function sit(child, proof = "") {
  return on(write, ["seat"], (seats) => seats.put({ here: 1, child, proof }));
}

/** Leave the seat empty. */
export function rise() {
  return on(write, ["seat"], (seats) => seats.clear());
}

/** Note that a lesson has been finished here: {sitting, stone, on, tried, replays, look}. */
export function noteDone(child, lesson) {
  const at = Date.now();
  return on(write, ["done"], (done) => {
    const asked = done.get([child, lesson.stone]);
    asked.onsuccess = () => {
      const late = (asked.result?.lessons ?? []).filter((one) => one.at > at - KEPT_MS);
      done.put({ child, stone: lesson.stone, at, lessons: [...late, { ...lesson, at }] });
    };
  });
}

/** Return the lessons a child has finished here in the last 30 days, in order. */
export async function lessonsOf(child) {
  const rows = await on(read, ["done"], (done) => done.getAll());
  const own = rows.filter((row) => row.child === child).flatMap((row) => row.lessons ?? []);
  return own.filter((one) => one.at > Date.now() - KEPT_MS).sort((one, other) => one.at - other.at);
}

/** Return the stones a child has finished here, as a set. */
export async function doneBy(child) {
  const rows = await on(read, ["done"], (done) => done.getAll());
  return new Set(rows.filter((row) => row.child === child).map((row) => row.stone));
}

/** Count answers of a sitting: `made` here, or `safe` on the server. */
export function count(sitting, { child = null, made = 0, safe = 0 }) {
  return on(write, ["tally"], (tally) => {
    const asked = tally.get(sitting);
    asked.onsuccess = () => {
      const known = asked.result ?? { sitting, child, at: Date.now(), made: 0, safe: 0 };
      tally.put({ ...known, child: known.child ?? child, made: known.made + made, safe: Math.max(known.safe, 0) + safe });
    };
  });
}

/** Return the tally of the last 30 days; older lines go when the server has all of them. */
export async function tallies() {
  const rows = await on(read, ["tally"], (tally) => tally.getAll());
  const old = rows.filter((row) => row.at < Date.now() - KEPT_MS && row.safe >= row.made);
  if (old.length) await on(write, ["tally"], (tally) => old.forEach((row) => tally.delete(row.sitting)));
  return rows.filter((row) => !old.includes(row));
}
