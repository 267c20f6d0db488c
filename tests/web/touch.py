"""What is live under a finger, measured: how large, how far apart, how far from the bottom edge."""

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
  const shown = ({ one, box }) => { // what a sheet that scrolls does not show is not there
    const sheet = one.closest(".sheet, .walk, .closed, main:not(.step)")?.getBoundingClientRect();
    const inside = () => box.top >= sheet.top - 1 && box.bottom <= sheet.bottom + 1;
    return !sheet || (inside() && box.left >= sheet.left - 1 && box.right <= sheet.right + 1);
  };
  const boxes = live.map((one) => ({ one, box: hit(one) })).filter(shown);
  const found = [];
  for (const { one, box } of boxes) {
    const { width, height, left, right, top, bottom } = box;
    const size = `${Math.round(width)}×${Math.round(height)}`;
    if (Math.min(width, height) < least - 0.5) found.push(`${named(one)} is ${size}`);
    if (bottom > innerHeight - 16) found.push(`${named(one)} is too near the bottom edge`);
    if (left < 0 || right > innerWidth + 0.5 || top < 0) found.push(`${named(one)} leaves the screen`);
  }
  boxes.forEach(({ one: a, box: one }, n) => boxes.slice(n + 1).forEach(({ one: b, box: other }) => {
    if (a.contains(b) || b.contains(a)) return;
    const across = Math.max(other.left - one.right, one.left - other.right);
    const gap = Math.max(across, other.top - one.bottom, one.top - other.bottom);
    if (gap < apart - 0.5) found.push(`${named(a)} and ${named(b)} are ${Math.round(gap)} px apart`);
  }));
  return found;
}"""


def amiss(page: Page) -> list[str]:
    """Return what breaks the rules of touch on the page as it stands; in kindergarten and ป.1 targets are larger."""
    width = (page.viewport_size or {"width": 0})["width"]
    little = width >= _TABLET and page.locator("body.little").count()
    return list(page.evaluate(_MEASURE, [LITTLE if little else LEAST, APART]))
