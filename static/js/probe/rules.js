/**
 * What a tap means, which items stand in a row, how long it took, without a screen. A subtest here is what the page was told of it:
 * {first, n, columns, timed_s, stop: {type, k}}; items go by their number through the whole instrument.
 */
const NEXT = { right: "incorrect", correct: "incorrect", incorrect: "self_corrected", self_corrected: "clear", no_response: "clear" };

/** Return what the next tap on an item makes of it: wrong, self-corrected, right again. */
export const afterTap = (outcome) => NEXT[outcome] ?? "incorrect";

/** Return the number of a subtest's last item. */
export const lastOf = ({ first, n }) => first + n - 1;

/** Return the items of a row, counted from 0; the last row may be shorter. */
export function itemsOf(subtest, row) {
  const from = subtest.first + row * subtest.columns;
  const to = Math.min(from + subtest.columns, subtest.first + subtest.n);
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/**
 * Return the time a subtest has used by `now_ms`: from its start to its end, pauses taken off, never more than its limit.
 *
 * @param {Iterable<{kind: string, at_ms: number}>} events start, pause, resume, timeout, finish in the order they happened
 */
export function usedMs({ timed_s }, events, now_ms) {
  let used = 0;
  let since = null;
  for (const { kind, at_ms } of events) {
    if (kind === "start" || kind === "resume") since ??= at_ms;
    else if (since !== null) {
      used += Math.max(at_ms - since, 0);
      since = null;
    }
  }
  if (since !== null) used += Math.max(now_ms - since, 0);
  return timed_s ? Math.min(used, timed_s * 1000) : used;
}
