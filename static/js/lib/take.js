/** A take as numbers: its samples, their outline, and a piece of them as a file. */
export const RATE = 24_000;

/** Return the samples of a recording in one channel, or null when this browser cannot read it. */
export async function decode(blob) {
  try {
    const buffer = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await blob.arrayBuffer());
    return mixed(buffer);
  } catch {
    return null;
  }
}

function mixed(buffer) {
  const first = buffer.getChannelData(0);
  if (buffer.numberOfChannels === 1) return first;
  const second = buffer.getChannelData(1);
  return first.map((one, i) => (one + second[i]) / 2);
}

/** Return so many [low, high] pairs for drawing the samples between two moments. */
export function outline(samples, from, to, columns) {
  const step = ((to - from) * RATE) / columns;
  return Array.from({ length: columns }, (_, column) => {
    const first = Math.floor(from * RATE + column * step);
    let [low, high] = [0, 0];
    for (let i = Math.max(first, 0); i < Math.min(first + Math.max(step, 1), samples.length); i += 1) {
      if (samples[i] < low) low = samples[i];
      if (samples[i] > high) high = samples[i];
    }
    return [low, high];
  });
}

/** Return a piece of the samples as a WAV file, for a browser that has to play it by itself. */
export function wav(samples, from, to) {
  const piece = samples.subarray(Math.floor(from * RATE), Math.ceil(to * RATE));
  const head = new DataView(new ArrayBuffer(44));
  const words = { 0: "RIFF", 8: "WAVE", 12: "fmt ", 36: "data" };
  for (const [at, word] of Object.entries(words)) [...word].forEach((c, i) => head.setUint8(+at + i, c.charCodeAt(0)));
  const numbers = [[4, 36 + piece.length * 2], [16, 16], [24, RATE], [28, RATE * 2], [40, piece.length * 2]];
  for (const [at, number] of numbers) head.setUint32(at, number, true);
  for (const [at, number] of [[20, 1], [22, 1], [32, 2], [34, 16]]) head.setUint16(at, number, true);
  const body = Int16Array.from(piece, (one) => Math.max(-1, Math.min(one, 1)) * 32767);
  return new Blob([head, body], { type: "audio/wav" });
}
