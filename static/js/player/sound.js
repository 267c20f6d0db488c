/**
 * Every clip of the lesson, fetched beforehand and played through one AudioContext, which the first released tap unlocks.
 * Where no clip is, the page shows it (`no audio yet`) and goes on.
 */
const RATE = 24_000; // of the clips
const SILENCE_MS = 900; // for a clip that does not exist

const fetched = new Map();
let context = null;
let playing = null;

/** Fetch and decode these clips, the first ones first. */
export async function load(urls) {
  for (const url of urls) fetched.set(url, fetched.get(url) ?? decode(url));
  await Promise.all(urls.slice(0, 4).map((url) => fetched.get(url)));
}

async function decode(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    return await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await response.arrayBuffer());
  } catch (error) {
    console.info("no audio:", url, error.message);
    return null;
  }
}

/** Let sound out; call it from the release of a tap. */
export function unlock() {
  context ??= new AudioContext();
  return context.resume();
}

/**
 * Play a clip; resolves when it has ended (true) or another one has cut in (false).
 *
 * @param clip {url, cues}; `onCue(letters)` is called as each part of a word sounds
 */
export async function play(clip, onCue = () => {}) {
  hush();
  const turn = (playing = { stop: () => {} });
  const buffer = clip?.url ? await (fetched.get(clip.url) ?? load([clip.url]).then(() => fetched.get(clip.url))) : null;
  if (turn !== playing) return false;
  if (!buffer) return missing(turn);
  return sounding(turn, buffer, clip.cues ?? [], onCue);
}

/** Stop what is playing. */
export function hush() {
  playing?.stop();
  playing = null;
}

function sounding(turn, buffer, cues, onCue) {
  return new Promise((resolve) => {
    const source = context.createBufferSource();
    const timers = cues.map((cue) => setTimeout(() => onCue(cue.letters), cue.start * 1000));
    const over = (whole = true) => {
      timers.forEach(clearTimeout);
      resolve(whole);
    };
    timers.push(setTimeout(over, buffer.duration * 1000 + 400)); // a tablet without an audio device never says "ended"
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => over();
    turn.stop = () => {
      source.onended = null;
      source.stop();
      over(false);
    };
    source.start();
  });
}

function missing(turn) {
  document.dispatchEvent(new CustomEvent("noaudio"));
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SILENCE_MS, true);
    turn.stop = () => {
      clearTimeout(timer);
      resolve(false);
    };
  });
}

/** The beat of a drum, made here. */
export function thump() {
  const now = context.currentTime;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.setValueAtTime(190, now);
  tone.frequency.exponentialRampToValueAtTime(70, now + 0.12);
  volume.gain.setValueAtTime(0.7, now);
  volume.gain.exponentialRampToValueAtTime(0.001, now + 0.22);
  tone.connect(volume).connect(context.destination);
  tone.start(now);
  tone.stop(now + 0.24);
}
