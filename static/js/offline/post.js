/**
 * One sitting's entries to the server, in order: its beginning, its marks in batches, its ending.
 *
 * What became of each entry:
 *   200         safe
 *   409         parked, for a person to look at; of a batch only the marks in conflict
 *   400         refused: parked when a second page (another token) meets the same refusal; a stale page also answers 400
 *   401, 403, 404  held: nobody or someone else is signed in on this tablet; it waits for its owner
 *   5xx, silence   throws: the whole round stops and tries again later
 */
const MOST_MARKS = 100;
const HELD = new Set([401, 403, 404]);
const BASE = "/api/v1/sittings/";

/** Return how many entries stay behind, held; `settled(fates)` is awaited after every answer. */
export async function post(sitting, entries, { send, token, settled }) {
  const left = [...entries];
  while (left.length) {
    const batch = nextBatch(left);
    const { status, body } = await deliver(sitting, batch, send);
    if (status >= 500 || status === 429) throw new Error(`the server answered ${status}`);
    if (HELD.has(status)) return left.length;
    const strange = batch[0].kind === "sitting" && status === 409; // another sitting owns this id: nothing may follow into it
    const fates = fatesOf(sitting, strange ? left : batch, status, body, token);
    await settled(fates);
    if (fates.touched) return left.length;
    left.splice(0, strange ? left.length : batch.length);
  }
  return 0;
}

function nextBatch(left) {
  if (left[0].kind !== "mark" || left[0].refused) return left.slice(0, 1);
  const other = left.findIndex((entry) => entry.kind !== "mark" || entry.refused);
  return left.slice(0, Math.min(other < 0 ? left.length : other, MOST_MARKS));
}

function deliver(sitting, batch, send) {
  const [first] = batch;
  if (first.kind === "sitting") return send("PUT", BASE + sitting, first.body);
  if (first.kind === "ending") return send("PUT", `${BASE}${sitting}/ending`, first.body);
  return send("POST", `${BASE}${sitting}/marks`, { marks: batch.map((entry) => entry.body) });
}

function fatesOf(sitting, batch, status, body, token) {
  if (status === 200) return { safe: batch, ...(batch[0].kind === "ending" ? { sitting, answer: body } : {}) };
  if (status === 409 && body?.marks) {
    const conflicts = new Set(body.marks.filter((mark) => mark.fate === "conflict").map((mark) => mark.id));
    const why = (entry) => ({ ...entry, why: "conflict" });
    return {
      safe: batch.filter((entry) => !conflicts.has(entry.body.id)),
      parked: batch.filter((entry) => conflicts.has(entry.body.id)).map(why),
    };
  }
  const why = body?.error ?? String(status);
  const refused = (entry) => entry.refused && entry.refused !== token;
  if (status === 409 || batch.every(refused)) return { parked: batch.map((entry) => ({ ...entry, why })) };
  return { touched: batch.map((entry) => ({ ...entry, refused: entry.refused ?? token, why })) };
}
