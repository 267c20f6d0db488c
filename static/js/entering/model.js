/**
 * A sheet without a screen: a row a child, a column an item, the last item and the seconds of a subtest beside them.
 * Every change can be taken back; a row that was saved, or is on its way, changes no more.
 */
import { newId } from "../lib/ids.js";
import { isRight, reads, tidy } from "./cells.js";

export class Sheet {
  /** @param {{children: object[], subtests: object[]}} told @param {?{rows: object[], on: string}} kept as `kept` gave it */
  constructor(told, kept = null) {
    this.subtests = told.subtests;
    this.columns = told.subtests.flatMap(columnsOf);
    const before = new Map(kept?.rows.map((row) => [row.student, row]));
    this.rows = told.children.map(({ id }) => before.get(id) ?? this.#fresh(id));
    this.on = kept?.on ?? told.today;
    this.deeds = [];
    this.sending = null; // the row on its way to the server
  }

  /** Whether a row changes no more. */
  shut(r) {
    return Boolean(this.rows[r].saved) || r === this.sending;
  }

  get kept() {
    return { rows: this.rows, on: this.on };
  }

  text(r, c) {
    return this.rows[r].cells[c];
  }

  /** Put texts into cells as one deed; return how many were there to be put. */
  put(changes) {
    const there = changes.filter(({ r, c }) => this.rows[r] && !this.shut(r) && this.columns[c]);
    const deed = there.map(({ r, c, text }) => ({ r, c, before: this.text(r, c), text: tidy(text, this.columns[c]) }));
    const changed = deed.filter(({ before, text }) => before !== text);
    for (const { r, c, text } of changed) this.rows[r].cells[c] = text;
    if (changed.length) this.deeds.push(changed);
    return there;
  }

  /** Put what a spreadsheet copied, its upper left corner at a cell. */
  paste(r, c, copied) {
    const lines = copied.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    return this.put(lines.flatMap((line, i) => line.split("\t").map((text, k) => ({ r: r + i, c: c + k, text }))));
  }

  /** Fill what is empty from a cell to the end of its subtest. */
  fill(r, c, text) {
    const { at } = this.columns[c];
    const empty = this.columns.map((column, k) => ({ column, k })).filter(({ column, k }) => column.at === at && column.type === "item" && k >= c && !this.text(r, k));
    return this.put(empty.map(({ k }) => ({ r, c: k, text })));
  }

  /** Take the newest deed back; return its cells. */
  undo() {
    if (this.deeds.at(-1)?.some(({ r }) => r === this.sending)) return []; // not while it is on its way
    const deed = (this.deeds.pop() ?? []).filter(({ r }) => !this.shut(r));
    for (const { r, c, before } of deed) this.rows[r].cells[c] = before;
    return deed;
  }

  /** Return {state: "empty" | "whole" | "faulty", faults: [{c, why, n?, cell?}], counts: [{right, of} | null a subtest]}. */
  check(r) {
    const found = this.subtests.map((subtest, at) => this.#checkPart(r, subtest, at));
    const faults = found.flatMap((part) => part.faults);
    const given = found.some((part) => part.given);
    return { state: faults.length ? "faulty" : given ? "whole" : "empty", faults, counts: found.map(({ count }) => count) };
  }

  /** Return a row as the server takes it. */
  line(r) {
    const { id, student, cells } = this.rows[r];
    const typed = this.subtests.map((_, at) => {
      const own = this.#part(cells, at);
      return { cells: own.items.map(({ text }) => text), last: own.last ? Number(own.last.text || NaN) : null, seconds: own.seconds?.text ? Number(own.seconds.text) : null };
    });
    for (const one of typed) if (Number.isNaN(one.last)) one.last = null;
    return { sitting: id, student, on: this.on, typed };
  }

  /** Begin anew for those whose lines are saved. */
  renew() {
    this.rows = this.rows.map((row) => (row.saved ? this.#fresh(row.student) : row));
    this.deeds = [];
  }

  #fresh(student) {
    return { id: newId(), student, cells: this.columns.map(() => ""), saved: null };
  }

  #part(cells, at) {
    const own = this.columns.map((column, c) => ({ column, c, text: cells[c] })).filter(({ column }) => column.at === at);
    const of = (type) => own.filter(({ column }) => column.type === type);
    return { items: of("item"), last: of("last")[0], seconds: of("seconds")[0] };
  }

  #checkPart(r, subtest, at) {
    const { items, last, seconds } = this.#part(this.rows[r].cells, at);
    const filled = items.filter(({ text }) => text);
    const given = filled.length > 0 || Boolean(last?.text);
    const faults = [...items, last, seconds].filter((cell) => cell && !reads(cell.text, cell.column)).map(unread);
    const end = last?.text && reads(last.text, last.column) ? Number(last.text) : (filled.at(-1)?.column.item.n ?? 0);
    if (!given) return { given: Boolean(seconds?.text), faults: seconds?.text ? [{ c: items[0].c, why: "gap", n: subtest.first }] : faults, count: null };
    const final = items.at(-1).column.item.n;
    if (end && (end < subtest.first || end > final || !Number.isInteger(end))) faults.push({ c: last.c, why: "bad_last", first: subtest.first, last: final });
    const reached = items.filter(({ column }) => column.item.n <= end);
    const gaps = last?.text && subtest.gaps_are_right ? [] : reached.filter(({ text }) => !text);
    faults.push(...gaps.map(({ column, c }) => ({ c, why: "gap", n: column.item.n })));
    faults.push(...filled.filter(({ column }) => column.item.n > end).map(({ column, c }) => ({ c, why: "after", n: column.item.n })));
    if (subtest.timed_s && !seconds.text && end === final) faults.push({ c: seconds.c, why: "no_seconds" });
    return { given, faults, count: counted(reached) };
  }
}

function columnsOf(subtest, at) {
  const columns = subtest.items.map((item) => ({ type: "item", at, item }));
  if (subtest.gaps_are_right) columns.push({ type: "last", at });
  if (subtest.timed_s || subtest.gaps_are_right) columns.push({ type: "seconds", at });
  return columns;
}

function unread({ column, c, text }) {
  if (column.type === "item") return { c, why: "unread", n: column.item.n, cell: text };
  return { c, why: column.type === "last" ? "unread" : "bad_seconds", n: "–", cell: text };
}

function counted(reached) {
  const rated = reached.length > 0 && reached[0].column.item.kind === "rating";
  if (rated) return { right: reached.reduce((sum, { text }) => sum + (Number(text) || 0), 0), of: reached.length * 4 };
  return { right: reached.filter(({ text, column }) => !text || isRight(text, column.item)).length, of: reached.length };
}
