/**
 * One recording from the tap to the shelf: make a take or choose a file, trim it, hear it as the children will, save it.
 * A refused or unsent take stays as it is; the same take with the same trim always goes by the same id.
 */
import { newId } from "../lib/ids.js";
import { page } from "../lib/pages.js";
import { hush, play } from "./listening.js";
import { LONGEST_S, hindrance, record } from "../lib/microphone.js";
import { renew } from "./parts.js";
import { post } from "../lib/sending.js";
import { suggest } from "./speech.js";
import { decode, wav } from "../lib/take.js";
import { wave } from "./wave.js";

/** Bring a `[data-recorder]` to life; returns {unsaved(), leave()}. */
export function recorder(root) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const say = root.dataset;
  const drawing = wave(part("wave"), moved);
  let take = null; // {blob, samples: or null where the browser cannot read it}
  let making = null; // the recording under way
  let asking = null; // what the server is being asked about the take as it is
  let gone = false; // the page has turned
  let saved = true;
  let ids = new Map(); // of this take, by its trim
  let previews = new Map(); // addresses of what the server made, by trim

  part("record")?.addEventListener("click", () => (making ? making.stop() : begin()));
  part("file")?.addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file && !making) taken(file);
    event.target.value = "";
  });
  part("listen")?.addEventListener("click", () => listen([]));
  part("compare")?.addEventListener("click", () => listen([present()]));
  part("save")?.addEventListener("click", save);
  if (hindrance()) unable(hindrance());

  /** Return where the clip of now can be heard, "" where nothing speaks. */
  function present() {
    return document.querySelector("[data-present]").dataset.present;
  }

  async function begin() {
    if (hindrance()) return unable(hindrance());
    hush();
    changed();
    refuse("");
    drawing.clear();
    show("asking", say.sayAsking);
    try {
      making = await record(level);
    } catch (error) {
      return unable(error.message);
    }
    if (gone) return making.stop();
    show("recording", say.sayRecording);
    try {
      const blob = await making.done;
      if (!gone) await taken(blob);
    } catch {
      unable("busy");
    } finally {
      making = null;
    }
  }

  function level({ peak, seconds }) {
    drawing.live(peak);
    part("time").textContent = say.saySeconds.replace("{n}", seconds.toFixed(1));
    part("left").value = Math.max(LONGEST_S - seconds, 0);
    part("loud").textContent = peak > 0.97 ? say.sayTooLoud : "";
  }

  async function taken(blob) {
    making = null;
    forget();
    refuse("");
    show("reading", "");
    const samples = await decode(blob);
    take = { blob, samples };
    saved = false;
    const trim = samples ? suggest(samples) : null;
    show(samples ? "taken" : "unread", samples ? say.sayTaken : say.sayUnread);
    if (trim) drawing.show(samples, trim);
    length();
    part("listen").focus({ preventScroll: true });
  }

  /** The take is not what it was: what is still to come about it is not heard. */
  function changed() {
    asking = null;
    busy(false);
  }

  function forget() {
    changed();
    for (const address of previews.values()) URL.revokeObjectURL(address);
    [ids, previews, take] = [new Map(), new Map(), null];
  }

  function moved() {
    hush();
    changed();
    saved = false;
    refuse("");
    show("taken", say.sayTaken);
    length();
  }

  function length() {
    const [start, end] = drawing.trim();
    part("time").textContent = take.samples ? say.saySeconds.replace("{n}", (end - start).toFixed(2)) : "";
  }

  /** Return the trim as the server takes it, and the key under which this version of the take is known here. */
  function version() {
    const [start, end] = take.samples ? drawing.trim().map((one) => one.toFixed(3)) : ["", ""];
    return { start, end, key: `${start}–${end}` };
  }

  async function listen(before) {
    const { start, end, key } = version();
    const address = await preview(start, end, key);
    if (!address) return;
    await play([...before, address], {
      button: part(before.length ? "compare" : "listen"),
      onMoment: (moment, which) =>
        drawing.at(moment === null || which < before.length ? null : Number(start) + moment),
    });
  }

  /** Ask the server about the take; returns null when the take or its trim became another one meanwhile. */
  async function ask(path, fields) {
    const mine = (asking = {});
    busy(true);
    const answer = await post(path, fields);
    if (mine !== asking) return null;
    changed();
    return answer;
  }

  /** Return where the take can be heard as the children will; when nobody answers, as it was recorded. */
  async function preview(start, end, key) {
    if (previews.has(key)) return previews.get(key);
    const answer = await ask(say.previews, { kind: say.kind, file: take.blob, start, end });
    if (!answer) return null;
    const { status, body, sound } = answer;
    if (sound) {
      previews.set(key, URL.createObjectURL(sound));
      return previews.get(key);
    }
    if (status === 0 && take.samples) {
      tell(say.sayOffline);
      return URL.createObjectURL(wav(take.samples, Number(start), Number(end)));
    }
    failed(status, body);
    return null;
  }

  async function save() {
    if (asking) return;
    const { start, end, key } = version();
    if (!ids.has(key)) ids.set(key, newId());
    const asked = { id: ids.get(key), kind: say.kind, text: say.text, start, end, file: take.blob };
    const answer = await ask(say.recordings, asked);
    if (!answer) return;
    const { status, body } = answer;
    if (status !== 200 && status !== 201) return failed(status, body);
    saved = true;
    refuse("");
    show("saved", body.said);
    part("onward")?.focus({ preventScroll: true });
    const known = previews.has(key);
    const { found } = await page(location.href);
    if (gone) return;
    if (found) renew(found, ["rooms", "present", "versions"]);
    if (!known && body.url && root.dataset.state === "saved") play([body.url], { button: part("listen") });
  }

  function failed(status, body) {
    const reasons = { 0: say.sayUnsent, 401: say.saySignIn, 413: say.sayTooBig };
    const told = status === 401 ? "" : body?.error; // the page itself knows that the recording stays
    const reason = told || reasons[status] || (status >= 500 ? say.sayUnsent : say.sayRefused);
    refuse(reason);
    show(root.dataset.state, "");
  }

  function unable(reason) {
    making = null;
    const kept = take && !saved;
    show(kept ? (take.samples ? "taken" : "unread") : "empty", "");
    if (kept && take.samples) drawing.show(take.samples, drawing.trim());
    refuse({ http: say.sayHttp, none: say.sayNone, denied: say.sayDenied, busy: say.sayBusy }[reason] ?? say.sayNone);
    root.classList.toggle("deaf", reason !== "busy");
  }

  function busy(on) {
    for (const name of ["listen", "compare", "save"]) part(name)?.toggleAttribute("disabled", on);
    root.toggleAttribute("aria-busy", on);
  }

  function refuse(text) {
    part("problem").textContent = text;
    part("problem").hidden = !text;
  }

  function tell(text) {
    part("status").textContent = text;
  }

  /** Show the state, and say it; the record button says what it would do. */
  function show(state, text) {
    root.dataset.state = state;
    if (part("compare")) part("compare").hidden = !present();
    const deed = { recording: say.sayStop, asking: say.sayWait }[state] ?? (take ? say.sayAgain : say.sayRecord);
    if (part("record")) part("deed").textContent = deed;
    part("record")?.toggleAttribute("disabled", state === "asking" || state === "reading");
    part("loud").textContent = "";
    tell(text);
  }

  return {
    unsaved: () => Boolean(making || (take && !saved)),
    leave() {
      gone = true;
      hush();
      making?.stop();
      forget();
    },
  };
}
