/** The code by which a second tablet shows the child's card, or a second teacher scores along; the card follows the subtest. */
import { send } from "../lib/api.js";
import { withId } from "../lib/ids.js";

const OK = 200;

export class Sharing {
  /** @param {() => string} sitting the id of this sitting; `changed` is called when there is something new to keep */
  constructor(root, test, sitting, changed) {
    Object.assign(this, { root, test, sitting, changed, kept: null, at: 0 });
  }

  /** Ask the server for a code and show it; without a network the printed card is there. */
  async ask() {
    const { student, version } = this.test;
    const { status, body } = await send("POST", this.address(), { student, version, part: this.at }).catch(() => ({ status: 0 }));
    const there = status === OK;
    this.root.querySelector("[data-no-code]").hidden = there;
    if (!there) return;
    this.kept = { code: body.code, qr: body.qr };
    this.#show();
    this.changed();
  }

  resume(kept) {
    if (kept) this.kept = kept;
    if (kept) this.#show();
  }

  /** The teacher has turned to another subtest: tell the card, if the network allows. */
  moved(at) {
    this.at = at;
    if (this.kept) send("PUT", this.address(), { part: at }).catch(() => {});
  }

  address() {
    return withId(this.test.share, this.sitting());
  }

  #show() {
    this.root.querySelector("[data-code]").textContent = this.kept.code.replace(/(\d{4})(?=\d)/, "$1 ");
    this.root.querySelector("[data-qr]").innerHTML = this.kept.qr;
    this.root.querySelector("[data-shared]").hidden = false;
  }
}
