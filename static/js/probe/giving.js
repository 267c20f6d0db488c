/**
 * A sitting from beginning to signature: which subtest is on, what each button does. Nothing is guessed: when time is up the last
 * item is asked for; a stop is offered, taken or not, and can be gone back on; until it is signed every mark can be mended.
 */
import { Probe } from "./model.js";
import { lastOf } from "./rules.js";
import { Stopwatch } from "./clock.js";

export class Giving {
  /**
   * @param {{screen: object, send: (marks: object[]) => void, save: () => void, moved: (at: number) => void,
   *   begin: () => void, end: (ended: object) => void, timeUp: () => void}} world what it acts upon
   */
  constructor(test, world, kept = {}) {
    Object.assign(this, { test, world, at: kept.at ?? 0, phase: kept.phase ?? "ready", picking: null, offered: null });
    this.probe = new Probe(test, kept);
    this.watch = new Stopwatch(kept.elapsed_ms ?? 0);
    this.touched = null; // the item whose details stand open
  }

  get part() {
    return this.probe.parts[this.at];
  }

  get now() {
    return this.watch.ms;
  }

  get kept() {
    return { at: this.at, phase: this.phase, elapsed_ms: this.now, running: this.part.running, ...this.probe.kept };
  }

  get closed() {
    return this.part.sealed || this.part.timedOut || this.phase === "stopped";
  }

  /* ways */

  begin() {
    this.world.begin();
    this.turnTo(0);
  }

  /** Show a subtest: its script before it has begun, its grid to be mended after. */
  turnTo(at) {
    Object.assign(this, { at, picking: null, touched: null, offered: this.probe.parts[at].stop });
    this.world.moved(at);
    if (this.part.begun) this.show(this.part.sealed ? "mending" : "going");
    else if (this.part.subtest.script) this.show("script");
    else this.start();
  }

  show(phase) {
    this.phase = phase;
    this.world.screen.show(this);
    this.world.save();
  }

  start() {
    if (this.phase === "ready") this.begin();
    this.#did(this.part.event("start", this.now));
    this.show("going");
  }

  pause() {
    this.#did(this.part.event(this.part.running ? "pause" : "resume", this.now));
    this.world.screen.ask(null);
    this.show("going");
  }

  /** Ask how far it came, unless the bracket or the marks say it. */
  finish() {
    const { part } = this;
    const unmarked = this.unmarked();
    if (unmarked.length) return this.world.screen.say("unmarked", { items: unmarked.join(", ") });
    if (part.last !== null || part.subtest.view === "rubric") return this.seal(part.last ?? lastOf(part.subtest));
    if (this.phase === "mending") return this.seal(lastOf(part.subtest));
    if (this.closed && this.phase !== "stopped") return this.askForLast();
    if (part.stop !== null) return this.seal(part.stop);
    if (!part.subtest.silence_is_right || part.subtest.view === "questions") return this.seal(lastOf(part.subtest));
    if (part.running) this.#did(part.event("pause", this.now));
    return this.world.screen.ask("finish");
  }

  all() {
    this.seal(lastOf(this.part.subtest));
  }

  pick() {
    this.world.screen.ask(null);
    this.askForLast();
  }

  askForLast() {
    this.picking = "last";
    this.touched = null;
    this.world.screen.refresh(this);
    this.world.screen.say(this.part.timedOut ? "time_up" : "pick", {}, this.part.timedOut);
  }

  back() {
    this.#did(this.part.event("resume", this.now));
    this.world.screen.ask(null);
    this.show("going");
  }

  /** Stop by the rule: the clock stands, the marks can still be mended. */
  stop() {
    if (this.part.running) this.#did(this.part.event("pause", this.now));
    this.world.screen.ask(null);
    this.part.setLast(this.part.stop);
    this.show("stopped");
    this.world.screen.say("stopped_here");
  }

  "carry-on"() {
    this.world.screen.ask(null);
    this.world.screen.say(null);
  }

  /** Go on after a stop: the bracket that it set goes. */
  "go-on"() {
    this.part.setLast(null);
    this.offered = this.part.stop;
    this.back();
  }

  seal(last) {
    this.#did(this.part.seal(this.now, last));
    this.world.screen.ask(null);
    const next = this.probe.parts.findIndex((part) => !part.sealed);
    if (this.phase === "mending" || next < 0) this.show("signoff");
    else this.turnTo(next);
  }

  sign() {
    this.world.end({ ended_by: this.#endedBy(), seconds_used: this.seconds, last_item: this.probe.parts.at(-1).last });
  }

  /** Set the whole test aside: it stays, with the reason, and does not count. */
  setAside(reason) {
    if (this.part.running) this.#did(this.part.event("pause", this.now));
    this.world.end({ ended_by: "left", seconds_used: this.seconds, last_item: 0, void: reason });
  }

  #endedBy() {
    const [only, ...more] = this.probe.parts;
    if (more.length) return "finished"; // each subtest's events say how it ended
    if (only.timedOut) return "time";
    if (only.stop !== null) return "stopped";
    return only.last < lastOf(only.subtest) ? "left" : "finished";
  }

  get seconds() {
    return Math.round(this.probe.parts.reduce((sum, part) => sum + part.usedMs(this.now), 0) / 100) / 10;
  }

  /* marks */

  undo() {
    this.#did(this.part.undo(this.now));
    this.touched = null;
    this.#noted();
  }

  last() {
    this.#arm("last", "pick");
  }

  insert() {
    this.#arm("insert", "pick_insert");
  }

  #arm(what, words) {
    this.picking = this.picking === what ? null : what;
    this.world.screen.refresh(this);
    this.world.screen.say(this.picking ? words : null);
  }

  /** A finger on an item; what is armed decides what it means. */
  tapped(item) {
    const { part, picking } = this;
    if (picking === "last") return this.#bracket(item);
    if (picking === "insert") {
      this.picking = null;
      this.world.screen.say(null);
      this.#did(part.insert(item, this.now));
    } else {
      this.#did(part.tap(item, this.now));
      this.touched = part.outcome(item) === "incorrect" ? item : null;
    }
    return this.#noted();
  }

  row(row) {
    this.#did(this.part.row(row, this.now));
    this.touched = null;
    this.#noted();
  }

  /** Say outright what stands on an item: a question's answer, points, a level; the same again takes it away. */
  answered(item, told) {
    if (this.picking === "last") return this.#bracket(item);
    const standing = this.part.standing.get(item);
    const same = standing && standing.outcome === told.outcome && (standing.points ?? null) === (told.points ?? null);
    this.#did(this.part.set(item, same ? { outcome: "clear" } : told, this.now));
    return this.#noted();
  }

  /** One thing more about the item just tapped: not answered, an accent, the sound that was misread. */
  detail({ outcome, accent, choice }) {
    const item = this.touched;
    const standing = this.part.standing.get(item) ?? {};
    if (accent) this.#did(this.part.set(item, standing.accent ? { outcome: "incorrect" } : { outcome: "correct", accent: true }, this.now));
    else if (outcome) this.#did(this.part.set(item, { outcome: standing.outcome === outcome ? "incorrect" : outcome }, this.now));
    else this.#did(this.part.set(item, { outcome: "incorrect", choice: standing.choice === choice ? "" : choice }, this.now));
    this.#noted();
  }

  #bracket(item) {
    this.part.setLast(item);
    this.world.screen.refresh(this);
    this.world.screen.say(null);
    this.world.save();
  }

  /** After a mark: offer the stop once, show, keep. */
  #noted() {
    const { stop } = this.part;
    if (this.phase === "going" && stop !== null && stop !== this.offered) {
      this.world.screen.say("stop", { k: this.part.subtest.stop.k }, true);
      this.world.screen.ask("stop");
    } else if (stop === null && this.offered !== null) this.world.screen.ask(null);
    this.offered = stop;
    this.world.screen.refresh(this);
    this.world.save();
  }

  /** Return what still needs an answer: of questions and criteria every one that was asked. */
  unmarked() {
    const { subtest, standing, last, stop } = this.part;
    if (subtest.view !== "questions" && subtest.view !== "rubric") return [];
    const end = stop ?? last ?? lastOf(subtest);
    return Array.from({ length: end - subtest.first + 1 }, (_, i) => subtest.first + i).filter((item) => !standing.has(item));
  }

  /* time */

  tick() {
    if (!this.part.running) return;
    this.world.screen.time(this);
    if (!this.part.isOver(this.now)) return;
    this.#did(this.part.event("timeout", this.now));
    this.world.timeUp();
    this.world.screen.ask(null);
    this.show("going");
    this.askForLast();
  }

  /** Go on after a reload: what stood still meanwhile was a pause from when the tablet was last awake. */
  resume(kept, short) {
    if (kept.running && !short) this.#did(this.part.event("pause", Math.max(kept.elapsed_ms, this.probe.marks.at(-1).at_ms)));
    this.offered = this.part.stop;
    this.world.screen.show(this);
    if (this.phase === "going" && this.part.timedOut) this.askForLast();
    else if (this.phase === "going" && !this.part.running) this.world.screen.ask("resume");
    this.tick();
  }

  #did(marks) {
    this.world.send(marks);
  }
}
