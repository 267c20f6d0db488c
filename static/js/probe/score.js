/**
 * The server's score (phonics/assess/grids.py) for the moment before it answers; what is stored is the server's.
 * Both run tests/cases/score_marks.json; docs/instruments.md tells the rules.
 */
import { inOrder, latestMarks, takesBack } from "./marks.js";
import { timing } from "./timing.js";

/** @typedef {{keys: string[], columns: number, timed_s: ?number, stop: {type: string, k: number}, silence_is_right?: boolean, points?: Record<string, number>}} Grid */

const LEAST_S = 0.001; // the grain of every clock: less is no time
const RIGHT = new Set(["correct", "self_corrected"]);

/**
 * @param {Grid} grid
 * @param {Iterable<import("./marks.js").Mark>} marks
 * @param {{last?: ?number, seconds_used?: ?number, timed_out?: boolean}} ending what the events do not tell
 */
export function score(grid, marks, { last: told = null, seconds_used = null, timed_out = false } = {}) {
  const clock = timing(marks, grid.timed_s);
  const standing = latestMarks(marks, rowsOf(grid));
  const silent = grid.silence_is_right === false ? "no_response" : "correct";
  const ranOut = clock.timed_out || (!clock.told && timed_out);
  let last = lastOf(grid, marks, told);
  if (last === null && ranOut && silent !== "correct") last = grid.keys.findLastIndex((key) => standing.has(key)) + 1;
  const reached = grid.keys.slice(0, last ?? grid.keys.length);
  const heard = reached.map((key) => (standing.has(key) ? outcomeOf(grid, standing.get(key), key) : silent));
  const stop = stopAt(grid.stop, heard);
  const needs = last === null && ranOut && !stop;
  const outcomes = heard.slice(0, needs ? 0 : stop || heard.length);
  const seconds = Math.min(clock.seconds_used ?? seconds_used ?? 0, grid.timed_s ?? Infinity);
  return summed(grid, outcomes, seconds, Boolean(stop), needs);
}

/** Return what was heard; where the mark gives points only, all of them are right and fewer are not. */
function outcomeOf({ points = {} }, mark, key) {
  return mark.outcome || ((mark.points ?? 0) >= (points[key] ?? 1) ? "correct" : "incorrect");
}

/** Return after how many items the rule ends it, 0 when it does not; a self-correction is not wrong. */
export function stopAt({ type, k }, outcomes) {
  let inARow = 0;
  const at = outcomes.findIndex((outcome, i) => {
    inARow = RIGHT.has(outcome) ? 0 : inARow + 1;
    return type !== "none" && inARow === k && (type === "k_consecutive" || i + 1 === k);
  });
  return at + 1;
}

function summed(grid, outcomes, seconds_used, discontinued, needs_last_item) {
  const attempted = outcomes.length;
  const correct = outcomes.filter((outcome) => RIGHT.has(outcome)).length;
  const rated = grid.timed_s !== null && seconds_used >= LEAST_S && !needs_last_item;
  return {
    correct,
    attempted,
    incorrect: attempted - correct,
    self_corrected: outcomes.filter((outcome) => outcome === "self_corrected").length,
    not_reached: grid.keys.length - attempted,
    seconds_used,
    per_minute: rated ? (correct / seconds_used) * 60 : null,
    accuracy: attempted ? correct / attempted : null,
    discontinued,
    needs_last_item,
  };
}

function rowsOf({ keys, columns }) {
  return Array.from({ length: Math.ceil(keys.length / columns) }, (_, n) => keys.slice(n * columns, (n + 1) * columns));
}

/** Return how many items were attempted, as somebody said; the last to say so wins, "0" says none. */
function lastOf({ keys }, marks, told) {
  const said = inOrder(marks).findLast(({ kind, item }) => kind === "last_item" && (item === "0" || keys.includes(item)));
  return !said || takesBack(said) ? told : keys.indexOf(said.item) + 1;
}
