"""A page whose time goes faster than ours: what it says and waits for is shorter, in the same order as ever."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, Page

PACE = 4
PROD_MS = 400 // PACE  # sooner it would be a double prod

_HASTEN = """
(() => {
  const LONGEST = 2400; // what a page waits longer for is the network, or us: both are as slow as ever
  const [later, frame] = [setTimeout, requestAnimationFrame];
  const now = performance.now.bind(performance);
  globalThis.setTimeout = (act, ms, ...with_these) => later(act, ms > LONGEST ? ms : ms / %d, ...with_these);
  globalThis.requestAnimationFrame = (act) => frame((at) => act(at * %d));
  performance.now = () => now() * %d;
  const start = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (...when) {
    this.playbackRate.value = %d;
    start.apply(this, when);
  };
})();
""".replace("%d", str(PACE))

_LOOK = """([selector, text]) => {
  const there = () => [...document.querySelectorAll(selector)].some((one) => text === null || one.textContent === text);
  globalThis.glimpsed = false;
  globalThis.glimpse = new Promise((resolve, reject) => {
    const eye = new MutationObserver(look);
    function look() {
      if (!there()) return;
      eye.disconnect();
      resolve((glimpsed = true));
    }
    eye.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(reject, 20000, new Error(`never there: ${selector} ${text ?? ""}`));
    look();
  });
}"""


def hasten(context: BrowserContext | Page) -> None:
    """Let the pages to come hurry: a clip of a second is over in a quarter of one. `<audio>` keeps its own pace."""
    context.add_init_script(_HASTEN)


@contextmanager
def glimpse(page: Page, selector: str, text: str | None = None) -> Iterator[None]:
    """See something on the page, at once or later and however short, as what is done here goes on."""
    page.evaluate(_LOOK, [selector, text])
    yield
    page.evaluate("glimpse")


def noting(selector: str) -> str:
    """Return a script that keeps in `lit` what was lit at once, as text, each time it changes; `selector` finds it."""
    return """
    globalThis.lit = [];
    new MutationObserver(() => {
      const now = [...document.querySelectorAll("SELECTOR")].map((one) => one.textContent).join("");
      if (now && now !== lit.at(-1)) lit.push(now);
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
    """.replace("SELECTOR", selector)
