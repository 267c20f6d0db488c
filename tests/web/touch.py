"""What is live on a page, measured: how large, how far apart, how low, whether focus shows; and what moves."""

from playwright.sync_api import Page

LEAST, LITTLE, APART = 64, 72, 16
_TABLET = 600  # on a phone the little ones have 64 px too
_MEASURE = """([least, apart]) => {
  const LIVE = "button, a[href], input:not([type=hidden]), select, summary, [role=button], [tabindex='0']";
  const cover = document.querySelector(".over-all, .still-there");
  const live = [...document.querySelectorAll(LIVE)].filter((one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && (!cover || cover.contains(one))
      && !one.disabled && one.getAttribute("aria-disabled") !== "true" && !one.closest("[inert]")
      && getComputedStyle(one).pointerEvents !== "none");
  const named = (one) => {
    const text = one.getAttribute("aria-label") ?? one.textContent;
    return `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} “${text.trim().slice(0, 24)}”`;
  };
  const hit = (one) => { // the rings around a stone of the map are not live
    const own = one.querySelector(".reach, .top") ?? one;
    return own.getBoundingClientRect();
  };
  const between = (one, other) => { // stones are round
    const x = one.left - other.left + (one.width - other.width) / 2;
    const y = one.top - other.top + (one.height - other.height) / 2;
    const far = Math.hypot(x, y);
    const half = ({ width, height }) => far / Math.hypot((2 * x) / width, (2 * y) / height);
    return far - half(one) - half(other);
  };
  const shown = ({ one, box }) => { // what a sheet that scrolls does not show is not there
    const sheet = one.closest(".sheet, .walk, .closed, main:not(.step)")?.getBoundingClientRect();
    const inside = () => box.top >= sheet.top - 1 && box.bottom <= sheet.bottom + 1;
    return !sheet || (inside() && box.left >= sheet.left - 1 && box.right <= sheet.right + 1);
  };
  const boxes = live.map((one) => ({ one, box: hit(one) })).filter(shown);
  const found = [];
  for (const { one, box } of boxes) {
    const { width, left, right, top } = box; // and the edge of a stone is live too
    const bottom = one.querySelector(".under")?.getBoundingClientRect().bottom ?? box.bottom;
    const height = bottom - top;
    const size = `${Math.round(width)}×${Math.round(height)}`;
    if (Math.min(width, height) < least - 0.5) found.push(`${named(one)} is ${size}`);
    if (bottom > innerHeight - 16) found.push(`${named(one)} is too near the bottom edge`);
    if (left < 0 || right > innerWidth + 0.5 || top < 0) found.push(`${named(one)} leaves the screen`);
  }
  boxes.forEach(({ one: a, box: one }, n) => boxes.slice(n + 1).forEach(({ one: b, box: other }) => {
    if (a.contains(b) || b.contains(a)) return;
    const across = Math.max(other.left - one.right, one.left - other.right);
    const straight = Math.max(across, other.top - one.bottom, one.top - other.bottom);
    const gap = a.matches(".stone") && b.matches(".stone") ? between(one, other) : straight;
    if (gap < apart - 0.5) found.push(`${named(a)} and ${named(b)} are ${Math.round(gap)} px apart`);
  }));
  return found;
}"""

_MOVING = """() => document.getAnimations().flatMap(({ effect }) => effect.getKeyframes()
  .flatMap((frame) => Object.keys(frame))
  .filter((what) => /transform|translate|rotate|scale|inset|margin|size/i.test(what))
  .map((what) => `${effect.target.getAttribute("class")} moves: ${what}`))"""
_UNSEEN = """() => [...document.querySelectorAll("main button:enabled, main a[href], main [tabindex='0']")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true })).filter((one) => {
    one.blur(); // a finger may have left its focus there, which does not show
    one.focus({ focusVisible: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const ringed = outlineStyle !== "none" && parseFloat(outlineWidth) >= 3;
    return document.activeElement !== one || !(ringed || one.matches(".stone"));
  }).map((one) => `${one.className} takes no focus that is seen`)"""


def amiss(page: Page) -> list[str]:
    """Return what breaks the rules of touch on the page as it stands; in kindergarten and ป.1 targets are larger."""
    width = (page.viewport_size or {"width": 0})["width"]
    little = width >= _TABLET and page.locator("body.little").count()
    return list(page.evaluate(_MEASURE, [LITTLE if little else LEAST, APART]))


def moving(page: Page) -> list[str]:
    """Return what moves on a page although its reader asked for stillness."""
    return list(page.evaluate(_MOVING))


def unfocused(page: Page) -> list[str]:
    """Return what is live and takes no focus from a keyboard or a switch, or does not show it."""
    return list(page.evaluate(_UNSEEN))
