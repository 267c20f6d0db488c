/** Sends changes of a draft one after the other, each under an id of its own, until the server has taken or refused it. */
import { newId } from "../lib/ids.js";
import { post } from "../lib/sending.js";

const AGAIN_MS = 4_000;
const REFUSED = new Set([400, 403, 404, 409, 413]); // said by the draft's own door, and said again however often one asks
const CONFLICT = 409;

export class Saver {
  revision = 0;
  #queue = [];
  #sending = false;

  /** @param {{done: Function, saving: Function, waiting: Function, refused: Function}} told what to do meanwhile and with each answer */
  constructor(path, told) {
    this.path = path;
    this.told = told;
  }

  /** Whether something is still to be sent. */
  get busy() {
    return this.#queue.length > 0;
  }

  /** Send a change when those before it are answered; `giveBack` is called if it is refused. */
  send(change, giveBack = () => {}) {
    this.#queue.push({ change: { ...change, change: newId() }, giveBack });
    if (!this.#sending) this.#work();
  }

  async #work() {
    this.#sending = true;
    while (this.#queue.length) {
      this.told.saving();
      const [{ change }] = this.#queue;
      const { status, body } = await post(this.path, { ...change, revision: this.revision });
      if (body?.html) this.#taken(body);
      else if (REFUSED.has(status) && body?.error) this.#refused(status, body.error);
      else await this.#wait(body?.error);
    }
    this.#sending = false;
  }

  #taken(body) {
    this.#queue.shift();
    this.revision = body.revision;
    this.told.done(body);
  }

  /** What was made on an older state would overwrite somebody's work: with it goes all that came after. */
  #refused(status, error) {
    const gone = this.#queue.splice(0, status === CONFLICT ? this.#queue.length : 1);
    this.told.refused(error);
    for (const { giveBack } of gone) giveBack();
  }

  /** Nobody answered, or nobody is signed in: it stays, and is sent again. */
  async #wait(error) {
    this.told.waiting(error);
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}
