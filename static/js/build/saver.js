/** Sends changes of a draft one after the other; each names the revision it was made on. */
import { csrfToken, renewToken } from "../lib/api.js";

const TIMEOUT_MS = 15_000;
const AGAIN_MS = 4_000;

export class Saver {
  revision = 0;
  #queue = [];
  #sending = false;

  /** @param {{done: Function, waiting: Function, refused: Function}} told what to do with an answer, a wait, a refusal */
  constructor(path, told) {
    this.path = path;
    this.told = told;
  }

  /** Whether something is still to be sent. */
  get busy() {
    return this.#sending || this.#queue.length > 0;
  }

  /** Send a change when those before it are answered. */
  send(change) {
    this.#queue.push(change);
    if (!this.#sending) this.#work();
  }

  async #work() {
    this.#sending = true;
    this.told.waiting(false);
    while (this.#queue.length) {
      const answer = await this.#post(this.#queue[0]);
      if (answer.status === 0) {
        this.told.waiting(true);
        await new Promise((again) => setTimeout(again, AGAIN_MS));
        continue;
      }
      this.#queue.shift();
      if (answer.body?.html) {
        this.revision = answer.body.revision;
        this.told.done(answer.body);
      } else {
        if (answer.status === 409) this.#queue = []; // what was made on an older state would overwrite somebody's work
        this.told.waiting(false);
        this.told.refused(answer.body?.error ?? "");
      }
    }
    this.#sending = false;
  }

  /** Resolve to {status, body}; status 0: nobody answered. */
  async #post(change, again = true) {
    const form = new URLSearchParams({ ...change, revision: this.revision, csrf_token: csrfToken() });
    try {
      const answer = await fetch(this.path, {
        method: "POST",
        credentials: "same-origin",
        redirect: "error",
        headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
        body: form,
        signal: AbortSignal.timeout?.(TIMEOUT_MS),
      });
      const body = await answer.json().catch(() => null);
      if (body?.reason === "stale" && again && (await renewToken())) return this.#post(change, false);
      return { status: answer.status, body };
    } catch {
      return { status: 0, body: null };
    }
  }
}
