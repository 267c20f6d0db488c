/** One voice for the page: plays what a `[data-hear]` names, or what is asked for; the next one cuts it short. */
const voice = new Audio();
let turn = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-hear]");
  if (!button) return;
  if (turn?.button === button) hush();
  else play([button.dataset.hear], { button });
});

/** Stop what is sounding. */
export function hush() {
  voice.pause();
  turn?.button?.classList.remove("on");
  turn?.onMoment(null);
  turn = null;
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
    if (!(await sound(address, mine, which)) || turn !== mine) return false;
  }
  hush();
  return true;
}

function sound(address, mine, which) {
  return new Promise((resolve) => {
    const over = (well) => {
      clearInterval(watch);
      voice.onended = voice.onerror = voice.onpause = null;
      if (!well && turn === mine) hush();
      resolve(well);
    };
    const watch = setInterval(() => turn === mine && mine.onMoment(voice.currentTime, which), 40);
    voice.src = address;
    voice.onended = () => over(true);
    voice.onerror = () => over(false);
    voice.onpause = () => voice.ended || over(false);
    voice.play().catch(() => over(false));
  });
}
