/**
 * What was tapped goes into the tablet's own store first and leaves it only when the server has named it.
 *
 *   openSitting(id, body)       a lesson or a test begins
 *   addMark(sittingId, mark)    one tap
 *   endSitting(id, body)        it is over
 *   flush()                     send now; resolves when this round is over, sent or not
 *   onState(fn)                 fn({waiting, parked, held, online}) now and at every change
 *   answerOf(sittingId)         a promise of the server's answer to the ending: {status, score}
 *   kept()                      a promise of all that is still here: {queue, parked}, in order
 *
 * The first three resolve once the entry is kept on this device.
 */
import { csrfToken, send } from "../lib/api.js";
import { openDatabase, read, write } from "../lib/device.js";
import { post } from "./post.js";
import { count as tally } from "./tablet.js";

const GATHER_MS = 300; // a row of ten marks travels as one batch
const LONGEST_WAIT_MS = 60_000;

const opened = openDatabase("phonics-outbox", 1, {
  queue: { keyPath: "n", autoIncrement: true },
  parked: { keyPath: "n" },
  answers: { keyPath: "sitting" },
});
const PAGE = String(performance.timeOrigin); // names this page, where it has no token to be told by
const listeners = new Set();
const awaited = new Map();
const state = { waiting: 0, parked: 0, held: 0, online: navigator.onLine };
let sending = null;
let again = false;
let timer = 0;
let pause_ms = 1000;

export const openSitting = (id, body) => keep({ kind: "sitting", sitting: id, body });
export const addMark = (sittingId, mark) => keep({ kind: "mark", sitting: sittingId, body: mark });
export const endSitting = (id, body) => keep({ kind: "ending", sitting: id, body });

export async function kept() {
  const all = (store) => store.getAll();
  const database = await opened;
  return { queue: await read(database, ["queue"], all), parked: await read(database, ["parked"], all) };
}

export function onState(listener) {
  listeners.add(listener);
  listener({ ...state });
  count();
  return () => listeners.delete(listener);
}

export function answerOf(sittingId) {
  return new Promise((resolve) => {
    awaited.set(sittingId, [...(awaited.get(sittingId) ?? []), resolve]);
    opened
      .then((database) => read(database, ["answers"], (answers) => answers.get(sittingId)))
      .then((kept) => kept && settle(sittingId, kept.answer));
  });
}

export function flush() {
  clearTimeout(timer);
  timer = 0;
  if (sending) again = true;
  else sending = round().finally(() => {
    sending = null;
    if (again) {
      again = false;
      flush();
    }
  });
  return sending;
}

async function keep(entry) {
  const database = await opened;
  await write(database, ["queue"], (queue) => queue.add(entry));
  if (entry.kind !== "ending") await tally(entry.sitting, { child: entry.body.student_id ?? null, made: Number(entry.kind === "mark") });
  await count();
  later(GATHER_MS);
}

function later(wait_ms) {
  if (!timer) timer = setTimeout(flush, wait_ms);
}

/** Send sitting by sitting, each in the order it happened; one that must wait holds up no other. */
async function round() {
  const database = await opened;
  const entries = await read(database, ["queue"], (queue) => queue.getAll());
  let silent = false;
  let held = 0;
  for (const [sitting, own] of grouped(entries)) {
    if (silent) break;
    try {
      held += await post(sitting, own, { send, token: csrfToken() || PAGE, settled: (fates) => apply(database, fates) });
    } catch (error) {
      console.info("outbox: no answer, will try again", error.message);
      silent = true;
    }
  }
  state.held = held;
  state.online = !silent;
  await count();
  if (silent) later(pause_ms);
  pause_ms = silent ? Math.min(pause_ms * 2, LONGEST_WAIT_MS) : 1000;
}

function grouped(entries) {
  const groups = new Map();
  for (const entry of entries) groups.set(entry.sitting, [...(groups.get(entry.sitting) ?? []), entry]);
  return groups;
}

/** Keep in one transaction what an answer means: safe entries go, refused ones are parked or remember who refused them. */
async function apply(database, { safe = [], parked = [], touched = [], sitting, answer }) {
  await write(database, ["queue", "parked", "answers"], (queue, aside, answers) => {
    for (const entry of [...safe, ...parked]) queue.delete(entry.n);
    for (const entry of parked) aside.put(entry);
    for (const entry of touched) queue.put(entry);
    if (answer) answers.put({ sitting, answer });
  });
  if (answer) settle(sitting, answer);
  const marks = safe.filter((entry) => entry.kind === "mark");
  if (marks.length) await tally(marks[0].sitting, { safe: marks.length });
  await count();
}

function settle(sittingId, answer) {
  for (const resolve of awaited.get(sittingId) ?? []) resolve(answer);
  awaited.delete(sittingId);
}

async function count() {
  const database = await opened;
  const [waiting, parked] = await Promise.all([
    read(database, ["queue"], (queue) => queue.count()),
    read(database, ["parked"], (aside) => aside.count()),
  ]);
  Object.assign(state, { waiting, parked });
  for (const listener of listeners) listener({ ...state });
}

addEventListener("online", () => {
  pause_ms = 1000;
  flush();
});
addEventListener("offline", () => {
  state.online = false;
  count();
});
document.addEventListener("visibilitychange", () => flush());
flush();
