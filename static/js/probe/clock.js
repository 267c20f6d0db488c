/** The time of a whole sitting: it runs from its beginning, never stands still, and goes on after a reload. */
export class Stopwatch {
  #since = performance.now();

  constructor(before_ms = 0) {
    this.before_ms = before_ms;
  }

  get ms() {
    return this.before_ms + performance.now() - this.#since;
  }
}

/** Return "1:05"; what is left is rounded up and what is used down, so that 1:00 and 0:00 stand for a whole second. */
export function minutes(ms, round = Math.floor) {
  const s = round(ms / 1000);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
}

let sound = null;

/** Unlock sound within a tap; call it when the test starts. */
export function unlockSound() {
  const Context = globalThis.AudioContext ?? globalThis.webkitAudioContext;
  sound ??= Context ? new Context() : null;
  sound?.resume();
}

/** Two short tones: time is up. */
export function chime() {
  if (!sound) return;
  for (const [at, pitch] of [[0, 880], [0.22, 660]]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, sound.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + at + 0.2);
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + at + 0.2);
  }
}
