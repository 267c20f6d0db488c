/**
 * What a child has read aloud lies on this tablet until the server has it, or has said that it must not be kept; never
 * longer than fourteen days. It is never played to anyone from here.
 */
import { openDatabase, read, write } from "../lib/device.js";
import { post } from "../lib/sending.js";

const DOOR = "/api/read-aloud";
const LONGEST_MS = 14 * 86_400_000;
const OVER = new Set([200, 400, 409, 413]); // kept, or never to be kept
const AGAIN_MS = 60_000;

const opened = openDatabase("phonics-takes", 1, { takes: { keyPath: "id" } });
let sending = null;
let timer = 0;

/** Keep a take, {id, student, sitting, item}, and send it when that can be; resolves once it lies on this tablet. */
export async function keepTake(about, blob) {
  const sound = await blob.arrayBuffer(); // some tablets lose a Blob
  await write(await opened, ["takes"], (takes) => takes.put({ ...about, sound, type: blob.type, at: Date.now() }));
  flushTakes();
}

/** Send what waits; resolves when this round is over, sent or not. */
export function flushTakes() {
  sending ??= round().finally(() => (sending = null));
  return sending;
}

async function round() {
  clearTimeout(timer);
  const database = await opened;
  const waiting = await read(database, ["takes"], (takes) => takes.getAll());
  const forget = (id) => write(database, ["takes"], (takes) => takes.delete(id));
  for (const { id, student, sitting, item, sound, type, at } of waiting) {
    if (Date.now() - at > LONGEST_MS) {
      await forget(id);
      continue;
    }
    const { status, body } = await post(DOOR, { id, student, sitting, item, file: new Blob([sound], { type }) });
    if (OVER.has(status) || body?.reason === "consent") await forget(id);
    else if (status === 0 || status >= 500) {
      timer = setTimeout(flushTakes, AGAIN_MS);
      return;
    } // else it waits for its child, or for the class
  }
}

addEventListener("online", flushTakes);
flushTakes();
