/** The server's rule (phonics/assess/marks.py) on the tablet; both run tests/cases/fold_marks.json. */

/**
 * Return {item: outcome}: by seq the last mark of an item wins, "clear" undoes.
 * Order of arrival does not matter. Two marks with one seq (two tabs) go by id.
 *
 * @param {Iterable<{id?: string, seq: number, item: string, outcome: string}>} marks
 * @returns {Record<string, string>}
 */
export function foldMarks(marks) {
  const standing = new Map();
  for (const mark of [...marks].sort(bySeqThenId)) {
    standing.delete(mark.item);
    if (mark.outcome !== "clear") standing.set(mark.item, mark.outcome);
  }
  return Object.fromEntries(standing);
}

function bySeqThenId(a, b) {
  if (a.seq !== b.seq) return a.seq - b.seq;
  const [idA, idB] = [a, b].map((mark) => (mark.id ?? "").toLowerCase());
  return idA < idB ? -1 : Number(idA > idB);
}
