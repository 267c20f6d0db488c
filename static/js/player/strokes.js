/** How well a finger follows a stroke. Pure: paths of M, L and C and points [x, y], all in the box of 96. */
const EVERY = 1.5; // how far apart the points of a line lie
const AHEAD = 12; // as far as a finger may run ahead of where it is: no short cut through a bow
const LONG = 8; // points of a try that are more than a touch
const END = 4; // as near to the end as counts for it

/** Return the points of a path, {x, y, at}: `at` is the way gone so far. */
export function line(path) {
  const points = [];
  for (const [x, y] of corners(path)) {
    const last = points.at(-1);
    points.push({ x, y, at: last ? last.at + Math.hypot(x - last.x, y - last.y) : 0 });
  }
  return points;
}

/** Return the point of a line where so much of the way is gone. */
export function pointAt(points, at) {
  return points.find((point) => point.at >= at) ?? points.at(-1);
}

/**
 * Return one try at a stroke: `move(x, y)` follows the finger and returns whether it is on the way; `lift()` when it leaves
 * the glass; `at` is how far it has come, `off` which part of its way lay beside the line.
 */
export function follow(points, reach) {
  const total = points.at(-1).at;
  let [at, on, beside, last] = [0, 0, 0, null];

  const nearest = (x, y, from, to) => {
    let [best, found] = [Infinity, at];
    for (const point of points) {
      const far = Math.hypot(point.x - x, point.y - y);
      if (point.at >= from && point.at <= to && far < best) [best, found] = [far, point.at];
    }
    return [best, found];
  };
  /** Behind is on the way too, but only what lies ahead takes one further: where a line goes back on itself, it turns. */
  const touch = (x, y) => {
    const [ahead, found] = nearest(x, y, at, at + AHEAD);
    if (ahead <= reach) at = found;
    const near = ahead <= reach || nearest(x, y, at - AHEAD, at)[0] <= reach;
    if (near) on += 1;
    else beside += 1;
    return near;
  };

  return {
    total,
    get at() {
      return at;
    },
    get off() {
      return on + beside ? beside / (on + beside) : 0;
    },
    /** Whether it was more than a touch. */
    get long() {
      return on + beside > LONG;
    },
    get done() {
      return at >= total - END && (on > 0 || at > 0);
    },
    move(x, y) {
      let near = true;
      for (const [here, there] of last ? between(last, [x, y]) : [[x, y]]) near = touch(here, there);
      last = [x, y];
      return near;
    },
    lift() {
      last = null;
    },
    /** Go on without a finger. */
    advance(way) {
      at = Math.min(total, at + way);
    },
  };
}

/** Return what a whole trail is worth: {along, off, done}, two of them between 0 and 1. */
export function score(path, reach, trail) {
  const tried = follow(line(path), reach);
  for (const [x, y] of trail) tried.move(x, y);
  return { along: Math.min(1, tried.at / tried.total), off: tried.off, done: tried.done };
}

function corners(path) {
  const found = [];
  for (const [, command, numbers] of path.matchAll(/([MLC])([^MLC]*)/g)) {
    const [a, b, c] = pairs(numbers.match(/-?[\d.]+/g).map(Number));
    const from = found.at(-1);
    if (command === "M") found.push(a);
    if (command === "L") found.push(...between(from, a));
    if (command === "C") found.push(...bow(from, a, b, c));
  }
  return found;
}

function pairs(numbers) {
  return numbers.flatMap((number, n) => (n % 2 ? [] : [[number, numbers[n + 1]]]));
}

/** Return points on the way from one to another, the other included. */
function between([x, y], [to_x, to_y]) {
  const many = Math.max(1, Math.ceil(Math.hypot(to_x - x, to_y - y) / EVERY));
  return Array.from({ length: many }, (_, n) => [x + ((to_x - x) * (n + 1)) / many, y + ((to_y - y) * (n + 1)) / many]);
}

/** Return points on a cubic curve. */
function bow(from, a, b, to) {
  const rough = [from, a, b, to].reduce((sum, point, n, all) => (n ? sum + Math.hypot(point[0] - all[n - 1][0], point[1] - all[n - 1][1]) : 0), 0);
  const many = Math.max(2, Math.ceil(rough / EVERY));
  return Array.from({ length: many }, (_, n) => {
    const t = (n + 1) / many;
    const parts = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return [0, 1].map((axis) => [from, a, b, to].reduce((sum, point, k) => sum + parts[k] * point[axis], 0));
  });
}
