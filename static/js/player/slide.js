/** The longan that slides from sound to sound; the arrow beside it does the same, tap by tap. */
import { drawing, html, word } from "./draw.js";

const STEP_KEYS = new Set(["ArrowRight", "ArrowUp", " ", "Enter"]);

/**
 * Return {track, advance}: `reach(place)` is called for each place as the fruit gets there, in order.
 *
 * @param many how many places, evenly spread in the middle of as many columns
 */
export function slide(many, reach) {
  const fruit = html("span.fruit", {}, drawing("fruit", "", "0 0 100 112"));
  const run = html("span.run");
  const notches = Array.from({ length: many }, () => html("span.notch"));
  const track = html(
    "div.slide",
    { role: "slider", tabindex: 0, "aria-label": word("slide"), "aria-valuemin": 0, "aria-valuemax": many, "aria-valuenow": 0 },
    run,
    notches,
    fruit,
  );
  notches.forEach((notch, place) => notch.style.setProperty("--at", (place + 0.5) / many));
  let done = 0;

  const put = (at) => track.style.setProperty("--at", at);
  const rest = () => put(done ? (done - 0.5) / many : 0.06);
  const advance = () => {
    if (done === many) return;
    notches[done].classList.add("past");
    done += 1;
    track.setAttribute("aria-valuenow", done);
    reach(done - 1);
  };
  const follow = (event) => {
    const box = track.getBoundingClientRect();
    const at = Math.min(1, Math.max(0.06, (event.clientX - box.left) / box.width));
    put(Math.max(at, done ? (done - 0.5) / many : 0.06));
    if (done < many && at >= (done + 0.35) / many) advance();
  };

  track.addEventListener("pointerdown", (event) => {
    track.setPointerCapture(event.pointerId);
    track.classList.add("held");
    track.addEventListener("pointermove", follow);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    track.addEventListener(end, () => {
      track.classList.remove("held");
      track.removeEventListener("pointermove", follow);
      rest();
    });
  }
  track.addEventListener("keydown", (event) => {
    if (!STEP_KEYS.has(event.key)) return;
    event.preventDefault();
    advance();
    rest();
  });
  rest();
  return {
    track,
    advance: () => {
      advance();
      rest();
    },
  };
}
