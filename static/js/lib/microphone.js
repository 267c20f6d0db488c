/**
 * The tablet's microphone: open while one take is made, closed after it (an open one makes an iPad play quietly).
 * The browser's own cleaning is off: it takes the hiss of f, s and th for noise.
 */
export const LONGEST_S = 15;
const ADDED_S = 0.1; // the recorder adds a little
const FORMATS = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/ogg;codecs=opus"];
const WISH = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** Return why nothing can be recorded here ("http", "none"), or "" when it may be tried. */
export function hindrance() {
  if (!globalThis.isSecureContext) return "http";
  return navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder ? "" : "none";
}

/**
 * Begin a take; resolves to {stop, done} once the microphone listens.
 *
 * @param onLevel called about 60 times a second with {peak: 0–1, seconds}
 * @param longest_s it stops by itself before so many seconds
 * @returns `stop()` ends the take; `done` is a promise of its Blob
 * @throws {Error} its message is "denied", "none" or "busy"
 */
export async function record(onLevel, longest_s = LONGEST_S) {
  const stream = await open();
  const recorder = new MediaRecorder(stream, { ...format(), audioBitsPerSecond: 96_000 });
  const parts = [];
  const watch = meter(stream, onLevel, () => recorder.state === "recording" && recorder.stop(), longest_s);
  const done = new Promise((resolve, reject) => {
    recorder.ondataavailable = (event) => event.data.size && parts.push(event.data);
    recorder.onstop = () => resolve(new Blob(parts, { type: recorder.mimeType.split(";")[0] }));
    recorder.onerror = () => reject(new Error("busy"));
  }).finally(() => {
    watch.end();
    for (const track of stream.getTracks()) track.stop();
  });
  recorder.start();
  return { stop: () => recorder.state === "recording" && recorder.stop(), done };
}

async function open() {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: WISH });
  } catch (error) {
    if (error.name === "NotAllowedError" || error.name === "SecurityError") throw new Error("denied");
    throw new Error(error.name === "NotReadableError" ? "busy" : "none");
  }
}

function format() {
  const mimeType = FORMATS.find((one) => MediaRecorder.isTypeSupported(one));
  return mimeType ? { mimeType } : {};
}

/** Watch the level until the end; `over` is called when the longest take is full. */
function meter(stream, onLevel, over, longest_s) {
  const context = new AudioContext();
  const ear = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(ear);
  context.resume();
  const samples = new Float32Array(ear.fftSize);
  const began = performance.now();
  let frame = requestAnimationFrame(look);
  const limit = setTimeout(over, (longest_s - ADDED_S) * 1000);

  function look(now) {
    ear.getFloatTimeDomainData(samples);
    onLevel({ peak: samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0), seconds: (now - began) / 1000 });
    frame = requestAnimationFrame(look);
  }

  return {
    end() {
      clearTimeout(limit);
      cancelAnimationFrame(frame);
      context.close();
    },
  };
}
