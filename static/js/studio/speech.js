/** Where in a take somebody speaks: the server's rule (`voice/trimming.py`), so that its own trim and this one agree. */
import { RATE } from "../lib/take.js";

const GRAIN = RATE / 200; // 5 ms
const GRAIN_S = 0.005;
const MARGIN_S = 0.04;
const ABOVE_ROOM_DB = 10;
const BELOW_LOUDEST_DB = 36;
const ROOM_AT_MOST_DB = 24;
const SOFT_DB = 5; // f, th and h begin softly
const SOFT_GRAINS = 50;
const KNOCK_GRAINS = 6; // what is shorter is the finger on the glass

/** Return [start, end] in seconds around what was said; the whole take where nothing stands out. */
export function suggest(samples) {
  const whole = [0, samples.length / RATE];
  const levels = grains(samples);
  if (!levels.length) return whole;
  const loudest = levels.reduce((most, one) => Math.max(most, one), -Infinity);
  const room = Math.min([...levels].sort((a, b) => a - b)[Math.floor(levels.length / 10)], loudest - ROOM_AT_MOST_DB);
  const threshold = Math.max(room + ABOVE_ROOM_DB, loudest - BELOW_LOUDEST_DB);
  const spoken = runs(levels, threshold).filter(([from, to]) => to - from >= KNOCK_GRAINS);
  if (!spoken.length) return whole;
  const [first, last] = [spoken[0][0], spoken.at(-1)[1]];
  const soft = (level) => level > room + SOFT_DB;
  const before = lead(levels.slice(Math.max(first - SOFT_GRAINS, 0), first).reverse(), soft);
  const after = lead(levels.slice(last, last + SOFT_GRAINS), soft);
  return [
    Math.max((first - before) * GRAIN_S - MARGIN_S, 0),
    Math.min((last + after) * GRAIN_S + MARGIN_S, whole[1]),
  ];
}

/** Return the level of every 5 ms, in dBFS. */
function grains(samples) {
  return Array.from({ length: Math.floor(samples.length / GRAIN) }, (_, i) => {
    let power = 0;
    for (let at = i * GRAIN; at < (i + 1) * GRAIN; at += 1) power += samples[at] * samples[at];
    return 10 * Math.log10(power / GRAIN + 1e-12);
  });
}

/** Return [first, after the last] of every run of loud grains. */
function runs(levels, threshold) {
  const found = [];
  levels.forEach((level, i) => {
    if (level <= threshold) return;
    if (found.length && found.at(-1)[1] === i) found.at(-1)[1] = i + 1;
    else found.push([i, i + 1]);
  });
  return found;
}

/** Return how many grains go on without a gap. */
function lead(levels, soft) {
  const gap = levels.findIndex((level) => !soft(level));
  return gap < 0 ? levels.length : gap;
}
