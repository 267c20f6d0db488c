/**
 * One subtest under way: what stands on each item, what can be taken back, where the last item is, whether its clock runs.
 * Every change is a new mark; nothing is ever rewritten. The methods return the marks they made.
 */
import { afterTap, itemsOf, lastOf, usedMs } from "./rules.js";
import { stopAt } from "./score.js";

const CLOCK = new Set(["start", "pause", "resume", "timeout", "finish"]);
const RUNNING = new Set(["start", "resume"]);

export class Part {
  /** @param {(marks: object[]) => object[]} add numbers the marks and keeps them */
  constructor(subtest, add, { deeds = [], last = null, told_last = null, sealed = false } = {}) {
    Object.assign(this, { subtest, add, deeds, last, told_last, sealed });
    this.standing = new Map();
    this.inserted = new Map();
    this.marks = [];
    this.events = [];
  }

  /** The subtest as scoring takes it. */
  get grid() {
    const { first, n, columns, timed_s, stop, silence_is_right, points } = this.subtest;
    const keys = Array.from({ length: n }, (_, i) => String(first + i));
    return { keys, columns, timed_s, stop, silence_is_right, points };
  }

  /** What is worth keeping on the tablet beside the marks. */
  get kept() {
    return { deeds: this.deeds, last: this.last, told_last: this.told_last, sealed: this.sealed };
  }

  /** Take a mark in, in the order of `seq`. */
  take(mark) {
    const item = Number(mark.item);
    this.marks.push(mark);
    if (CLOCK.has(mark.kind)) this.events.push(mark);
    else if (mark.kind === "insertion") this.inserted.set(item, mark.points ?? 0);
    else if (mark.kind === "row") for (const one of itemsOf(this.subtest, this.rowOf(item))) this.standing.set(one, mark);
    else if (mark.kind === "clear") this.standing.delete(item);
    else if (mark.kind === "mark") this.standing.set(item, mark);
  }

  get begun() {
    return this.events.length > 0;
  }

  get running() {
    return RUNNING.has(this.events.at(-1)?.kind);
  }

  /** Whether its time has run out. */
  isOver(now_ms) {
    return this.subtest.timed_s !== null && this.usedMs(now_ms) >= this.subtest.timed_s * 1000;
  }

  get timedOut() {
    return this.events.some(({ kind }) => kind === "timeout");
  }

  usedMs(now_ms) {
    return usedMs(this.subtest, this.events, now_ms);
  }

  outcome(item) {
    return this.standing.get(item)?.outcome ?? "right";
  }

  /** Return how many words were put in after an item. */
  insertions(item) {
    return this.inserted.get(item) ?? 0;
  }

  get nInserted() {
    return [...this.inserted.values()].reduce((sum, n) => sum + n, 0);
  }

  event(kind, at_ms, item = this.subtest.first) {
    return this.add([{ kind, item: String(item), at_ms }]);
  }

  /** One tap: wrong, self-corrected, right again. */
  tap(item, at_ms) {
    return this.set(item, { outcome: afterTap(this.outcome(item)) }, at_ms);
  }

  /** Say what stands on an item: {outcome, choice, accent, points}; outcome "clear" takes it away. */
  set(item, told, at_ms) {
    return this.#did({ kind: "mark", n: item }, [item], () => [marked(item, told, at_ms)]);
  }

  /** A whole row: all wrong, or all right again when they were. */
  row(row, at_ms) {
    const items = itemsOf(this.subtest, row);
    const wrong = this.rowIsWrong(row);
    const marks = wrong
      ? items.map((item) => marked(item, { outcome: "clear" }, at_ms))
      : [{ kind: "row", item: String(items[0]), outcome: "incorrect", at_ms }];
    return this.#did({ kind: "row", n: row + 1 }, items, () => marks);
  }

  /** A word that is not printed was said after this one. */
  insert(item, at_ms) {
    const before = this.insertions(item);
    this.deeds.push({ kind: "insertion", n: item, before });
    return this.add([{ kind: "insertion", item: String(item), points: before + 1, at_ms }]);
  }

  /** Put the bracket; it is told when the part is sealed. */
  setLast(item) {
    this.deeds.push({ kind: "last", before: this.last });
    this.last = item;
  }

  /** Take the newest deed back. */
  undo(at_ms) {
    const deed = this.deeds.pop();
    if (!deed) return [];
    if (deed.kind === "last") this.last = deed.before;
    if (deed.kind === "last") return [];
    if (deed.kind === "insertion") return this.add([{ kind: "insertion", item: String(deed.n), points: deed.before, at_ms }]);
    return this.add(deed.items.map((item, i) => marked(item, deed.before[i] ?? { outcome: "clear" }, at_ms)));
  }

  /** Bring it to its end: what must be told of it, once; told again when the bracket has moved since. */
  seal(at_ms, last) {
    const marks = [];
    const known = this.told_last ?? (this.timedOut ? null : lastOf(this.subtest)); // an end that nobody tells is that of the card
    if (last !== known) marks.push({ kind: "last_item", item: String(last), at_ms });
    if (!this.sealed && !this.timedOut) marks.push({ kind: "finish", item: String(this.subtest.first), at_ms });
    Object.assign(this, { sealed: true, last, told_last: last });
    return this.add(marks);
  }

  rowOf(item) {
    return Math.floor((item - this.subtest.first) / this.subtest.columns);
  }

  rowIsWrong(row) {
    return itemsOf(this.subtest, row).every((item) => this.outcome(item) === "incorrect");
  }

  /** The item at which the rule says enough, null while it does not. */
  get stop() {
    const { first, stop } = this.subtest;
    const outcomes = Array.from({ length: (this.last ?? lastOf(this.subtest)) - first + 1 }, (_, i) => this.#heard(first + i));
    const at = stopAt(stop, outcomes);
    return at ? first - 1 + at : null;
  }

  #heard(item) {
    const outcome = this.outcome(item);
    return outcome === "right" ? "correct" : outcome;
  }

  #did(deed, items, make) {
    const before = items.map((item) => told(this.standing.get(item)));
    this.deeds.push({ ...deed, items, before });
    return this.add(make());
  }
}

function marked(item, { outcome, choice, accent, points }, at_ms) {
  if (outcome === "clear") return { kind: "clear", item: String(item), at_ms };
  return {
    kind: "mark", item: String(item), outcome, at_ms,
    ...(choice ? { choice } : {}), ...(accent ? { accent } : {}), ...(points === undefined || points === null ? {} : { points }),
  };
}

function told(mark) {
  if (!mark) return null;
  const { outcome, choice, accent, points } = mark;
  return { outcome, choice, accent, points };
}
