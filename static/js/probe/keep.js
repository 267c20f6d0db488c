/** The test under way on this tablet, one for each child and instrument, so that a reload resumes it. */
import { openDatabase, read, write } from "../lib/device.js";

const opened = openDatabase("phonics-probe", 1, { underway: { keyPath: "key" } });
let waiting = null; // what is still to be kept, while the one before is on its way
let keeping = null;

export const keyOf = (test) => `${test.student}:${test.version}${test.second ? ":second" : ""}`;

export async function recall(key) {
  return read(await opened, ["underway"], (store) => store.get(key));
}

/** Keep what `state()` returns; many at once become one, the newest. Resolves when it is on the disk. */
export function keep(state) {
  waiting = state;
  keeping ??= keepOn().finally(() => (keeping = null));
  return keeping;
}

async function keepOn() {
  const database = await opened;
  while (waiting) {
    const state = waiting();
    waiting = null;
    await write(database, ["underway"], (store) => store.put({ ...state, saved_at: Date.now() }));
  }
}

export async function forget(key) {
  waiting = null;
  await keeping;
  return write(await opened, ["underway"], (store) => store.delete(key));
}
