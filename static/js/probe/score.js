/** The server's score (phonics/assess/scoring.py) for the moment before it answers; what is stored is the server's. */

/**
 * @param {{n: number, limit_s: ?number, stop_first: ?number}} test
 * @param {Record<string, string>} folded item → outcome; an unmarked item up to the last one is right
 * @returns {{attempted: number, correct: number, selfCorrected: number, perMinute: ?number, accuracy: ?number, stopped: boolean}}
 */
export function localScore(test, folded, lastItem, seconds) {
  const at = (item) => folded[item] ?? "correct";
  const right = (item) => at(item) === "correct" || at(item) === "self_corrected";
  const items = (n) => Array.from({ length: n }, (_, i) => i + 1);
  const first = test.stop_first;
  const stopped = Boolean(first) && lastItem >= first && !items(first).some(right);
  const attempted = stopped ? first : lastItem;
  const correct = items(attempted).filter(right).length;
  const used = test.limit_s ? Math.min(seconds, test.limit_s) : seconds;
  return {
    attempted,
    correct,
    selfCorrected: items(attempted).filter((item) => at(item) === "self_corrected").length,
    perMinute: test.limit_s && used ? (correct / used) * 60 : null,
    accuracy: attempted ? correct / attempted : null,
    stopped,
  };
}
