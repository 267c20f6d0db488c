/** Time really used: it runs, stands still, and survives a reload. */
export class Clock {
  #since = null;

  /** @param {?number} limit_ms null = it only counts up */
  constructor(limit_ms, used_ms = 0) {
    this.limit_ms = limit_ms;
    this.before_ms = used_ms;
  }

  get running() {
    return this.#since !== null;
  }

  get used_ms() {
    const now = this.before_ms + (this.running ? performance.now() - this.#since : 0);
    return this.limit_ms ? Math.min(now, this.limit_ms) : now;
  }

  get over() {
    return this.limit_ms !== null && this.used_ms >= this.limit_ms;
  }

  start() {
    if (!this.running && !this.over) this.#since = performance.now();
  }

  stop() {
    this.before_ms = this.used_ms;
    this.#since = null;
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
