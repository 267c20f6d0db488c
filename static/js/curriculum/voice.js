/** The one voice of a page: whatever begins anew cuts short what was sounding. */
const voice = new Audio();
let over = null; // ends what is sounding

/** Stop what is sounding. */
export function hush() {
  over?.(false);
}

/**
 * Play a clip; resolves true when it has ended, false when something else has cut in.
 *
 * @param cues [[start, end, [letters]], …] in seconds; `onCue(letters)` is called as each begins
 * @param from, to seconds: a part of the clip
 */
export function say(url, { rate = 1, cues = [], onCue = () => {}, from = 0, to = Infinity } = {}) {
  hush();
  return new Promise((resolve) => {
    let shown = null;
    const follow = () => {
      const at = voice.currentTime;
      if (at >= to) return over(true);
      const cue = cues.findLast(([start]) => start <= at + 0.02);
      if (cue && cue !== shown) onCue((shown = cue)[2]);
    };
    const clock = setInterval(follow, 30);
    over = (whole) => {
      over = null;
      clearInterval(clock);
      voice.onended = null;
      voice.pause();
      resolve(whole);
    };
    voice.src = url;
    voice.preservesPitch = true;
    voice.defaultPlaybackRate = voice.playbackRate = rate;
    if (from) voice.currentTime = from;
    voice.onended = () => over?.(true);
    const mine = over;
    voice.play().catch(() => over === mine && mine(false)); // no sound on this machine: the page says the same in letters
  });
}
