/** The one voice of a page: whatever begins anew cuts short what was sounding. */
const voice = new Audio();
let over = null; // ends what is sounding

/** Stop what is sounding. */
export function hush() {
  over?.(false);
}

/**
 * Play a clip; resolves true when it has ended, false when it was cut short, null where it cannot be played.
 *
 * @param rate of its own pace, at its own pitch; `from`, `to` seconds: a part of the clip
 * @param cues [[start, end, [letters]], …] in seconds; `onCue(letters)` is called as each begins
 * @param onMoment called with the second that is sounding, again and again
 */
export function say(url, { rate = 1, cues = [], onCue = () => {}, onMoment = () => {}, from = 0, to = Infinity } = {}) {
  hush();
  return new Promise((resolve) => {
    let shown = null;
    const follow = () => {
      const at = voice.currentTime;
      if (at >= to) return over(true);
      onMoment(at);
      const cue = cues.findLast(([start]) => start <= at + 0.02);
      if (cue && cue !== shown) onCue((shown = cue)[2]);
    };
    const clock = setInterval(follow, 30);
    const mine = (over = (how) => {
      over = null;
      clearInterval(clock);
      voice.onended = voice.onerror = voice.onpause = null;
      voice.pause();
      resolve(how);
    });
    const unplayable = () => over === mine && mine(null); // no sound on this machine: the page says the same in letters
    voice.src = url;
    voice.preservesPitch = true;
    voice.defaultPlaybackRate = voice.playbackRate = rate;
    if (from) voice.currentTime = from;
    voice.onended = () => mine(true);
    voice.onerror = unplayable;
    voice.onpause = () => voice.paused && !voice.ended && mine(false); // by the tablet, or a key of a headphone
    voice.play().catch(unplayable);
  });
}
