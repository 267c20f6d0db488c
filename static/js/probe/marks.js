/** The server's rule (phonics/assess/marks.py) on the tablet; both run tests/cases/fold_marks.json. */

const OF_ITEMS = new Set(["mark", "clear", "row"]);

/** @typedef {{id?: string, seq: number, kind?: string, item?: string, outcome?: ?string, at_ms?: number, points?: ?number}} Mark */

/** Return the marks as they were made: by seq, two with one seq (two tabs) by id, whatever arrived first. */
export const inOrder = (marks) => [...marks].sort(bySeqThenId);

/** Return whether a mark takes back what was said before. */
export const takesBack = (mark) => mark.kind === "clear" || mark.outcome === "clear";

/**
 * Return {item: mark}: the mark that stands on each item; one that was taken back is not there.
 *
 * @param {Iterable<Mark>} marks
 * @param {string[][]} rows the items of each row, so that a mark on a row is one on each of them
 * @returns {Map<string, Mark>}
 */
export function latestMarks(marks, rows = []) {
  const rowOf = new Map(rows.flatMap((row) => row.map((item) => [item, row])));
  const standing = new Map();
  for (const mark of inOrder(marks)) {
    if (!OF_ITEMS.has(mark.kind ?? "mark")) continue;
    for (const item of mark.kind === "row" ? (rowOf.get(mark.item) ?? []) : [mark.item]) {
      standing.delete(item);
      if (!takesBack(mark)) standing.set(item, mark);
    }
  }
  return standing;
}

/**
 * Return {item: outcome}: by seq the last mark of an item wins, "clear" undoes; points alone are no outcome.
 *
 * @returns {Record<string, string>}
 */
export function foldMarks(marks, rows = []) {
  const told = [...latestMarks(marks, rows)].map(([item, mark]) => [item, mark.outcome]);
  return Object.fromEntries(told.filter(([, outcome]) => outcome));
}

function bySeqThenId(a, b) {
  if (a.seq !== b.seq) return a.seq - b.seq;
  const [idA, idB] = [a, b].map((mark) => (mark.id ?? "").toLowerCase());
  return idA < idB ? -1 : Number(idA > idB);
}
