/** The teacher's marking grid: every tap is shown at once, kept on the tablet, then sent. */
import { newId } from "../lib/ids.js";
import { addMark, answerOf, endSitting, flush, onState, openSitting } from "../offline/outbox.js";
import { Clock, chime, minutes, unlockSound } from "./clock.js";
import { forget, keep, keyOf, recall } from "./keep.js";
import { Probe } from "./model.js";
import { score } from "./score.js";
import { Screen, fill } from "./screen.js";
import { listenForKeys, listenForTaps } from "./touch.js";

const TICK_MS = 200;
const SAVE_EVERY_MS = 1000;
const SHORT_GAP_MS = 5000; // a reload this quick did not interrupt the child
const PATIENCE_MS = 2500;

const test = JSON.parse(document.getElementById("probe").textContent);
const screen = new Screen(document.querySelector("[data-probe]"), test);
const limit_ms = test.limit_s ? test.limit_s * 1000 : null;
let probe = new Probe(test);
let clock = new Clock(limit_ms);
let sitting = null; // {id, started_at}
let picking = false;
let offered = false; // the stop was offered once
let saved_at = 0;
let concluded = false;

const deeds = {
  start() {
    unlockSound();
    navigator.wakeLock?.request("screen").catch(() => {});
    sitting = { id: newId(), started_at: new Date().toISOString() };
    const begun = { student_id: test.student, started_at: sitting.started_at, version_id: test.version };
    openSitting(sitting.id, begun).catch(cannotKeep);
    clock.start();
    show("going");
  },
  undo() {
    record(probe.undo(clock.used_ms));
    offered &&= probe.mayStop;
  },
  pause() {
    screen.ask(null);
    if (clock.running) clock.stop();
    else clock.start();
    screen.tell(clock.running ? "" : fill(test.say.paused, { time: screen.shown(clock) }));
    refresh();
  },
  last() {
    picking = !picking;
    screen.tell(picking ? test.say.pick : lastLine());
    refresh();
  },
  finish() {
    if (probe.last !== null) return conclude(probe.last);
    if (clock.over) return askForLast();
    clock.stop();
    screen.ask("finish");
  },
  all: () => conclude(test.n),
  pick() {
    screen.ask(null);
    askForLast();
  },
  back() {
    screen.ask(null);
    clock.start();
    refresh();
  },
  stop: () => conclude(test.stop_first, "stopped"),
  "carry-on"() {
    screen.ask(null);
    screen.tell("");
  },
  async anew() {
    await forget(keyOf(test));
    location.reload();
  },
};

function tapped(button) {
  if (button.dataset.row !== undefined) record(probe.row(Number(button.dataset.row), clock.used_ms));
  else if (picking) bracket(Number(button.dataset.item));
  else record(probe.tap(Number(button.dataset.item), clock.used_ms));
  if (probe.mayStop && !offered) offerStop();
  offered &&= probe.mayStop;
}

function bracket(item) {
  probe.setLast(item);
  screen.tell(lastLine());
  refresh();
}

const lastLine = () => (probe.last === null ? "" : screen.lastLine(probe));

function record(marks) {
  for (const mark of marks) addMark(sitting.id, mark).catch(cannotKeep);
  refresh();
}

function refresh() {
  screen.marks(probe);
  screen.bar(probe, clock, picking);
  screen.time(clock);
  save();
}

function save(ended = null) {
  saved_at = performance.now();
  if (!sitting) return Promise.resolve();
  return keep({ key: keyOf(test), sitting, used_ms: clock.used_ms, running: clock.running, ended, ...probe.kept });
}

function show(phase) {
  screen.phase(phase);
  refresh();
}

function offerStop() {
  offered = true;
  screen.tell(fill(test.say.stop, { k: test.stop_first }), true);
  screen.ask("stop");
  refresh();
}

function askForLast() {
  picking = true;
  screen.tell(clock.over ? test.say.time_up : test.say.pick, clock.over);
  refresh();
}

function tick() {
  if (!clock.running) return;
  screen.time(clock);
  if (clock.over) timeIsUp();
  else if (performance.now() - saved_at > SAVE_EVERY_MS) save();
}

function timeIsUp() {
  clock.stop();
  chime();
  screen.timeIsUp();
  screen.ask(null);
  askForLast();
}

/** A full or private tablet: say it at once, before a child reads in vain. */
function cannotKeep(error) {
  console.error("this tablet keeps nothing:", error);
  screen.tell(test.say.cannot_keep, true);
}

/** End the sitting: first on this tablet, then on the server; the score stands at once. */
async function conclude(last, by = null) {
  if (concluded) return;
  concluded = true;
  clock.stop();
  const seconds_used = Math.round(clock.used_ms / 100) / 10;
  const ended_by = by ?? (clock.over ? "time" : last === test.n ? "finished" : "left");
  const ended = { ended_at: new Date().toISOString(), ended_by, seconds_used, last_item: last };
  await save(ended);
  await settle(ended);
}

async function settle(ended) {
  await endSitting(sitting.id, ended);
  await forget(keyOf(test));
  screen.ask(null);
  screen.find("[data-bar]").hidden = true;
  screen.tell("");
  screen.score(score(probe.grid, probe.marks, { last: ended.last_item, seconds_used: ended.seconds_used }));
  screen.phase("done");
  const href = test.result.replace("00000000-0000-0000-0000-000000000000", sitting.id);
  answerOf(sitting.id).then(() => location.replace(href));
  flush();
  const slow = setTimeout(() => screen.sent(test.say.stored), PATIENCE_MS);
  let before = null;
  onState(({ parked }) => {
    before ??= parked;
    if (parked === before) return;
    clearTimeout(slow);
    screen.sent(test.say.refused);
  });
}

/** Take up a test that a reload or an empty battery interrupted. */
function resume(kept) {
  sitting = kept.sitting;
  probe = new Probe(test, kept);
  const gap = Date.now() - kept.saved_at;
  const short = kept.running && gap >= 0 && gap < SHORT_GAP_MS;
  clock = new Clock(limit_ms, kept.used_ms + (short ? gap : 0));
  offered = probe.mayStop;
  if (kept.ended) return settle(kept.ended);
  if (short) clock.start();
  show("going");
  if (clock.over) {
    screen.timeIsUp();
    askForLast();
  } else if (!short) {
    screen.tell(fill(test.say.interrupted, { time: screen.shown(clock) }), true);
    screen.ask("resume");
  }
}

listenForTaps(screen.root, "[data-item], [data-row]", tapped);
listenForKeys(screen.find("[data-grid]"), test.columns, () => screen.root.dataset.phase === "going" && deeds.last());
for (const button of screen.root.querySelectorAll("[data-do]")) button.addEventListener("click", () => deeds[button.dataset.do]());
setInterval(tick, TICK_MS);
document.addEventListener("visibilitychange", () => clock.running && save());
const kept = await recall(keyOf(test)).catch(cannotKeep);
if (kept) resume(kept);
screen.root.dataset.live = "";
