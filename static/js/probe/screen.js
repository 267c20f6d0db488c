/** What the teacher sees of a test; it reads what is under way and changes nothing in it. */
import { fill } from "../lib/words.js";
import { minutes } from "./clock.js";
import { Details } from "./details.js";
import { Marks } from "./painting.js";
import { Summary } from "./summary.js";

const RING = 2 * Math.PI * 52;
const MARKING = new Set(["going", "stopped", "mending"]);
const all = (root, selector) => [...root.querySelectorAll(selector)];

export class Screen {
  constructor(root, test) {
    Object.assign(this, { root, test, words: test.say });
    this.sections = all(root, "[data-part]");
    this.marks = test.subtests.map((subtest, i) => new Marks(this.sections[i], subtest, this.words));
    this.details = new Details(root.querySelector("[data-details]"), this.words);
    this.summary = new Summary(root, test);
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  /** Show where the sitting stands: ready, script, going, stopped, mending, signoff, done. */
  show(giving) {
    const { phase, at } = giving;
    this.root.dataset.phase = phase;
    this.root.dataset.view = this.test.subtests[at].view;
    this.root.classList.toggle("over", giving.part.timedOut && phase === "going");
    for (const one of all(this.root, "[data-when]")) one.hidden = !one.dataset.when.split(" ").includes(phase);
    const only = this.test.subtests.length === 1;
    this.sections.forEach((section, i) => {
      const on = i === at && (phase === "script" || MARKING.has(phase) || (only && phase === "ready"));
      section.hidden = !on;
      if (on) section.querySelector("[data-script]").hidden = MARKING.has(phase);
      if (on) section.querySelector("[data-grid]").hidden = !MARKING.has(phase);
    });
    for (const one of all(this.root, "[data-of]")) one.hidden = Number(one.dataset.of) !== at || phase === "signoff" || phase === "done" || (phase === "ready" && !only);
    for (const one of all(this.root, "[data-views]")) one.hidden ||= !one.dataset.views.split(" ").includes(this.test.subtests[at].view);
    if (phase === "signoff") this.summary.show(giving);
    this.say(null);
    if (MARKING.has(phase)) this.refresh(giving);
    this.time(giving);
    if (phase === "script" || phase === "signoff") scrollTo(0, 0);
  }

  refresh(giving) {
    const { part } = giving;
    this.marks[giving.at].paint(part, giving.picking);
    this.details.show(giving.phase === "signoff" ? null : giving.touched, part, this.marks[giving.at]);
    this.#bar(giving);
  }

  /** finish and resume stand instead of the bar, stop beside it: the child may still be reading. */
  ask(name) {
    for (const ask of all(this.root, "[data-ask]")) ask.hidden = ask.dataset.ask !== name;
    this.find("[data-bar]").hidden = Boolean(name) && name !== "stop";
  }

  /** Say one of the page's sentences; null clears the line. */
  say(name, values = {}, loud = false) {
    const line = this.find("[data-tell]");
    const text = name ? fill(this.words[name], values) : "";
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("loud", loud);
  }

  #bar({ part, phase, picking, probe, at, now }) {
    const deed = part.deeds.at(-1);
    const undo = this.find('[data-do="undo"]');
    undo.disabled = !deed;
    put(this.find("[data-undo]"), deed ? fill(this.words[`undo_${deed.kind}`], { n: deed.n }) : this.words.undo_none);
    const over = part.timedOut;
    const pause = this.find('[data-bar] [data-do="pause"]');
    pause.disabled = over;
    put(this.find("[data-pause]"), part.running || over ? this.words.pause : this.words.go_on);
    put(this.find("[data-pause-more]"), over ? this.words.time_up_short : part.running ? this.words.pause_more : fill(this.words.go_on_more, { time: shown(part, now) }));
    for (const name of ["last", "insert"]) {
      const button = this.find(`[data-bar] [data-do="${name}"]`);
      button.setAttribute("aria-pressed", picking === name);
      button.classList.toggle("on", picking === name);
    }
    put(this.find("[data-last]"), part.last === null ? this.words.last_none : fill(this.words.last_chosen, { n: part.last }));
    put(this.find("[data-inserted]"), fill(this.words.inserted, { n: part.nInserted }));
    const left = probe.parts.filter((one, i) => !one.sealed && i !== at).length;
    put(this.find("[data-finish]"), phase === "mending" ? this.words.mended : left ? this.words.next : this.words.finish);
    put(this.find("[data-finish-more]"), left && phase !== "mending" ? fill(this.words.next_more, { n: left }) : this.words.finish_more);
  }

  time({ part, now }) {
    const text = this.find("[data-clock]");
    const time = shown(part, now);
    if (text.textContent === time) return;
    const { timed_s } = part.subtest;
    const used = part.usedMs(now);
    text.textContent = time;
    const of = timed_s ? minutes(timed_s * 1000) : "";
    put(this.find("[data-clock-note]"), part.timedOut ? this.words.time_up_short : timed_s ? fill(this.words.of_time, { of }) : this.words.no_limit);
    this.find("[data-ring]").setAttribute("stroke-dasharray", `${timed_s ? Math.max(1 - used / (timed_s * 1000), 0) * RING : 0} ${RING}`);
    this.find("[data-timer]").setAttribute("aria-label", fill(timed_s ? this.words.left : this.words.used, { time, of }));
  }

  timeIsUp() {
    this.root.classList.add("over");
    put(this.find("[data-clock-note]"), this.words.time_up_short);
  }

  /** It is over: the score as far as this tablet knows it, or that it was set aside. */
  done(giving, aside) {
    this.ask(null);
    Object.assign(giving, { phase: "done" });
    this.show(giving);
    this.find("[data-bar]").hidden = true;
    this.summary.figure(giving, aside);
  }

  sent(text) {
    this.find("[data-sent]").textContent = text;
  }
}

/** What the clock says: the time left of a limit, else the time used. */
function shown(part, now) {
  const { timed_s } = part.subtest;
  const used = part.usedMs(now);
  return timed_s ? minutes(timed_s * 1000 - used, Math.ceil) : minutes(used);
}

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}
