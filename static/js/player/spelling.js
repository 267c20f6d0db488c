/** What was written beside what should have been: which letters are right, which are others, which are missing or too many. */

/**
 * Return {letters, extra}: for each letter of `text` what was written for it ("" where it is missing), and how many letters
 * belong to none. Of all ways to lay the two side by side the one with the fewest differences.
 */
export function beside(written, text) {
  const costs = table(written, text);
  const letters = [...text].map(() => "");
  let extra = 0;
  let [from, to] = [written.length, text.length];
  while (from || to) {
    const here = costs[from][to];
    const swap = from && to ? costs[from - 1][to - 1] + Number(written[from - 1] !== text[to - 1]) : Infinity;
    if (here === swap) {
      letters[--to] = written[--from];
    } else if (to && here === costs[from][to - 1] + 1) {
      to -= 1;
    } else {
      from -= 1;
      extra += 1;
    }
  }
  return { letters, extra };
}

function table(written, text) {
  const costs = Array.from({ length: written.length + 1 }, (_row, from) => [from]);
  for (let to = 1; to <= text.length; to++) costs[0][to] = to;
  for (let from = 1; from <= written.length; from++) {
    for (let to = 1; to <= text.length; to++) {
      const swap = costs[from - 1][to - 1] + Number(written[from - 1] !== text[to - 1]);
      costs[from][to] = Math.min(swap, costs[from - 1][to] + 1, costs[from][to - 1] + 1);
    }
  }
  return costs;
}
