/** The voice of the studio: plays what a `[data-hear]` names, or what is asked for; the next one cuts it short. */
import { hush as quiet, say } from "../lib/voice.js";

let turn = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-hear]");
  if (!button) return;
  if (turn?.button === button) hush();
  else play([button.dataset.hear], { button });
});

/** Stop what is sounding. */
export function hush() {
  const was = turn;
  turn = null;
  quiet();
  was?.button?.classList.remove("on");
  was?.onMoment(null);
}

/**
 * Play addresses one after another; resolves to true when the last has ended, to false when cut short or unplayable.
 *
 * @param onMoment called with (seconds, which of them) as they sound, with null in the end
 */
export async function play(addresses, { button = null, onMoment = () => {} } = {}) {
  hush();
  const mine = (turn = { button, onMoment });
  button?.classList.add("on");
  for (const [which, address] of addresses.entries()) {
    const whole = await say(address, { onMoment: (moment) => onMoment(moment, which) });
    if (turn !== mine) return false;
    if (whole) continue;
    hush();
    return false;
  }
  hush();
  return true;
}
