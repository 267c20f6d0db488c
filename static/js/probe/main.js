/** The teacher's marking page: every tap is shown at once, kept on the tablet, then sent. */
import { newId, withId } from "../lib/ids.js";
import { addMark, answerOf, endSitting, flush, onState, openSitting } from "../offline/outbox.js";
import { keepPage, letGo } from "./alone.js";
import { chime, unlockSound } from "./clock.js";
import { Giving } from "./giving.js";
import { forget, keep, keyOf, recall } from "./keep.js";
import { Screen } from "./screen.js";
import { Sharing } from "./sharing.js";
import { listenForKeys, listenForTaps } from "./touch.js";

const TICK_MS = 200;
const SAVE_EVERY_MS = 1000;
const SHORT_GAP_MS = 5000; // a reload this quick did not interrupt the child
const PATIENCE_MS = 2500;
const TAPPED = "[data-item], [data-row], [data-set], [data-detail], [data-question]";

const test = JSON.parse(document.getElementById("probe").textContent);
const screen = new Screen(document.querySelector("[data-probe]"), test);
const sharing = new Sharing(screen.root, test, () => sitting.id, () => save());
let sitting = { id: newId(), started_at: null };
let ended = null;
let saved_at = 0;
let giving = null;

const world = {
  screen,
  save,
  moved: (at) => sharing.moved(at),
  send: (marks) => marks.forEach((mark) => addMark(sitting.id, mark).catch(cannotKeep)),
  begin() {
    unlockSound();
    navigator.wakeLock?.request("screen").catch(() => {});
    sitting.started_at = new Date().toISOString();
    const begun = { student_id: test.student, started_at: sitting.started_at, version_id: test.version };
    keepPage().catch((error) => console.info("a reload needs the network:", error.message)); // such as by http from another machine
    openSitting(sitting.id, test.second ? { ...begun, second_of: test.second } : begun).catch(cannotKeep);
  },
  timeUp() {
    chime();
    screen.timeIsUp();
  },
  async end(how) {
    if (ended) return;
    ended = { ended_at: new Date().toISOString(), ...how };
    await save();
    await settle();
  },
};

const more = {
  aside: () => screen.ask("aside"),
  "keep-on": () => screen.ask(null),
  "set-aside"() {
    const reason = screen.find("[data-reason]").value.trim();
    if (reason) giving.setAside(reason);
    else screen.say("reason");
  },
  async anew() {
    await forget(keyOf(test));
    await letGo();
    location.reload();
  },
  share: (button) => sharing.ask(button.dataset.for),
};

function tapped(button) {
  const { item, row, set, question, detail, outcome, points } = button.dataset;
  if (row !== undefined) giving.row(Number(row));
  else if (item !== undefined) giving.tapped(Number(item));
  else if (detail !== undefined) giving.detail(JSON.parse(detail));
  else if (set !== undefined) giving.answered(Number(set), { outcome, ...(points === undefined ? {} : { points: Number(points) }) });
  else if (giving.picking === "last") giving.tapped(Number(question));
}

function save() {
  saved_at = performance.now();
  return keep(() => ({ key: keyOf(test), sitting, ended, shared: sharing.kept, ...giving.kept })).catch(cannotKeep);
}

function tick() {
  giving.tick();
  if (giving.part.running && performance.now() - saved_at > SAVE_EVERY_MS) save();
}

/** A full or private tablet: say it at once, before a child reads in vain. */
function cannotKeep(error) {
  console.error("this tablet keeps nothing:", error);
  screen.say("cannot_keep", {}, true);
}

/** End the sitting: first on this tablet, then on the server; the score stands at once. */
async function settle() {
  await endSitting(sitting.id, ended);
  await forget(keyOf(test));
  letGo();
  screen.done(giving, Boolean(ended.void));
  const href = withId(test.result, test.second ?? sitting.id);
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
  ({ sitting, ended } = kept);
  const gap = Date.now() - kept.saved_at;
  const short = gap >= 0 && gap < SHORT_GAP_MS;
  giving = new Giving(test, world, { ...kept, elapsed_ms: kept.elapsed_ms + (short ? gap : 0) });
  sharing.resume(kept.shared);
  if (ended) return settle();
  return giving.resume(kept, short);
}

const kept = await recall(keyOf(test)).catch(cannotKeep);
if (kept) resume(kept);
else {
  giving = new Giving(test, world);
  screen.show(giving);
}
listenForTaps(screen.root, TAPPED, tapped);
listenForKeys(screen.root, () => giving.part.subtest.columns, () => ["going", "stopped", "mending"].includes(giving.phase) && giving.last());
for (const button of screen.root.querySelectorAll("[data-do]")) {
  button.addEventListener("click", () => (more[button.dataset.do] ?? ((one) => giving[one.dataset.do](one)))(button));
}
for (const button of screen.root.querySelectorAll("[data-turn]")) button.addEventListener("click", () => giving.turnTo(Number(button.dataset.turn)));
setInterval(tick, TICK_MS);
document.addEventListener("visibilitychange", () => giving.part.running && save());
screen.root.dataset.live = "";
