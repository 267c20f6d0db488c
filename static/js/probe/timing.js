/** The server's clock (phonics/assess/timing.py): from the first start to the last finish, pauses taken off. */
import { inOrder } from "./marks.js";

const OF_THE_CLOCK = new Set(["start", "pause", "resume", "timeout", "finish"]);

/**
 * @param {?number} timed_s null = untimed
 * @returns {{seconds_used: ?number, timed_out: boolean, told: boolean}} seconds_used null: not known
 */
export function timing(marks, timed_s) {
  const clock = { started: null, paused: null, off: 0, now: 0, used: null, backwards: false };
  const events = inOrder(marks).filter((mark) => OF_THE_CLOCK.has(mark.kind));
  for (const event of events) hear(clock, event);
  const timed_out = events.some((event) => event.kind === "timeout");
  const known = clock.used !== null && !clock.backwards;
  let seconds_used = known ? clock.used / 1000 : null;
  if (timed_s !== null && timed_out) seconds_used = timed_s;
  else if (timed_s !== null && known) seconds_used = Math.min(seconds_used, timed_s);
  return { seconds_used, timed_out, told: events.length > 0 };
}

function hear(clock, { kind, at_ms }) {
  clock.backwards ||= at_ms < clock.now;
  clock.now = at_ms;
  if (clock.started === null) {
    if (kind === "start") clock.started = at_ms;
  } else if (kind === "pause") {
    clock.paused ??= at_ms;
  } else if (kind === "resume" && clock.paused !== null) {
    clock.off += at_ms - clock.paused;
    clock.paused = null;
  } else if (kind === "finish" || kind === "timeout") {
    const open = clock.paused === null ? 0 : at_ms - clock.paused;
    clock.used = at_ms - clock.started - clock.off - open;
  }
}
