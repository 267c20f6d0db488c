/** The test under way on this tablet, one for each child and instrument, so that a reload resumes it. */
import { openDatabase, read, write } from "../lib/device.js";

const opened = openDatabase("phonics-probe", 1, { underway: { keyPath: "key" } });

export const keyOf = (test) => `${test.student}:${test.version}`;

export async function recall(key) {
  return read(await opened, ["underway"], (store) => store.get(key));
}

export async function keep(state) {
  return write(await opened, ["underway"], (store) => store.put({ ...state, saved_at: Date.now() }));
}

export async function forget(key) {
  return write(await opened, ["underway"], (store) => store.delete(key));
}
