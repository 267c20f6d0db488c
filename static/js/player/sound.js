/**
 * Every clip of the lesson, fetched beforehand and played through one AudioContext, which the first released tap unlocks.
 * Where no clip is, the page shows it (`no audio yet`) and goes on.
 */
import { hush as quiet, say } from "../lib/voice.js";

const RATE = 24_000; // of the clips
const SILENCE_MS = 900; // for a clip that does not exist
const SLOW = 0.7; // of its own pace: every part is heard, and it is still one word
const LONGEST_MS = 30_000; // no clip is as long as that

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
  document.dispatchEvent(new Event("sounding"));
  const turn = (playing = { stop: () => {} });
  const buffer = clip?.url ? await (fetched.get(clip.url) ?? load([clip.url]).then(() => fetched.get(clip.url))) : null;
  if (turn !== playing) return false;
  if (!buffer) return missing(turn, clip);
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

/** Play a clip slowly at its own pitch; resolves as `play`. */
export async function playSlowly(clip, onCue = () => {}) {
  hush();
  document.dispatchEvent(new Event("sounding"));
  const turn = (playing = { stop: () => {} });
  const address = clip?.url ? await copied(clip.url) : null;
  if (turn !== playing) return false;
  if (!address) return missing(turn, clip);
  turn.stop = quiet;
  const cues = (clip.cues ?? []).map(({ start, end, letters }) => [start, end, letters]);
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST_MS, true)); // some tablets never say "ended"
  const whole = await Promise.race([say(address, { rate: SLOW, cues, onCue }), late]);
  URL.revokeObjectURL(address);
  return whole !== false; // a tablet without an audio device goes on
}

/** Return the address of a clip that lies here whole, so that no part is asked for later; null where there is none. */
async function copied(url) {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(String(response.status));
    return URL.createObjectURL(await response.blob());
  } catch (error) {
    console.info("no audio:", url, error.message);
    return null;
  }
}

function missing(turn, clip) {
  document.dispatchEvent(new CustomEvent("noaudio", { detail: clip }));
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
