/** The longan that slides from sound to sound; the arrow beside it does the same, tap by tap. */
import { drawing, html, word } from "./draw.js";

const STEP_KEYS = new Set(["ArrowRight", "ArrowUp", " ", "Enter"]);
const START = 0.06;
const NEAR = 0.04; // of the track: so close counts as there

/**
 * Return {track, advance}: `reach(place)` is called for each place as the fruit gets there, in order.
 *
 * @param places where along the track, 0 to 1, in order
 */
export function slide(places, reach) {
  const many = places.length;
  const fruit = html("span.fruit", {}, drawing("fruit", "", "0 0 100 112"));
  const run = html("span.run");
  const notches = places.map(() => html("span.notch"));
  const track = html(
    "div.slide",
    { role: "slider", tabindex: 0, "aria-label": word("slide"), "aria-valuemin": 0, "aria-valuemax": many, "aria-valuenow": 0 },
    run,
    notches,
    fruit,
  );
  notches.forEach((notch, place) => notch.style.setProperty("--at", places[place]));
  let done = 0;

  const put = (at) => track.style.setProperty("--at", at);
  const rest = () => put(done ? places[done - 1] : START);
  const advance = () => {
    if (done === many) return;
    notches[done].classList.add("past");
    done += 1;
    track.setAttribute("aria-valuenow", done);
    reach(done - 1);
  };
  const follow = (event) => {
    const box = track.getBoundingClientRect();
    const at = Math.min(1, Math.max(START, (event.clientX - box.left) / box.width));
    put(Math.max(at, done ? places[done - 1] : START));
    if (done < many && at >= places[done] - NEAR) advance();
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
