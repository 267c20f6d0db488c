"""Print the seconds of handling a child's test beyond the test itself: `python bench/handling.py [--children 30]`.

A teacher gives 30 children a word card, one after the other, from the list of children to the next child. What is hers
to do is scripted: open the child, choose the test, start, finish, "read to the end", sign, go back. The time is

    taps that are not marks × 1.35 s  +  the seconds the page keeps her waiting, measured

1.35 s is the keystroke-level model for a tap on a tablet one has to look for: 1.2 s of mental preparation and aiming
(Card, Moran & Newell 1980: M = 1.35 s; a touch itself 0.2 s falls within it for practised users). The marks themselves
and the child's reading are the test and are not counted. Ceiling: 20 s for each child.
"""

import argparse
import re
import statistics
import time
from uuid import UUID

from giving_site import Site, served, signed_in
from playwright.sync_api import Page, sync_playwright

TAP_S, CEILING_S = 1.35, 20.0


class Hand:
    """A teacher's hand: counts taps, and the seconds until the page is ready for the next one."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.waited_s = page, 0, 0.0

    def tap(self, what: str, then: str) -> None:
        """Tap, and wait until what comes next can be seen."""
        target = self.page.locator(what).first
        target.wait_for()
        begun = time.perf_counter()
        target.tap()
        self.page.locator(then).first.wait_for()
        self.taps, self.waited_s = self.taps + 1, self.waited_s + time.perf_counter() - begun

    @property
    def seconds(self) -> float:
        """Return the handling time by the model."""
        return self.taps * TAP_S + self.waited_s


def main() -> None:
    """Give the card to each child and print the handling time."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--children", type=int, default=30)
    n = asked.parse_args().children
    with served() as site, sync_playwright() as playwright:
        context = signed_in(playwright, site.url)
        page = context.new_page()
        version = site.version("words-K3-A")
        hands = [_give(page, site, child, version) for child in site.children("K3", n)]
        context.browser.close()
    found = [hand.seconds for hand in hands]
    print(f"{len(found)} children, {hands[0].taps} taps each that are not marks, {TAP_S} s a tap")
    waits = [hand.waited_s for hand in hands]
    print(f"waiting for pages: median {statistics.median(waits):.1f} s, longest {max(waits):.1f} s")
    print(f"handling: median {statistics.median(found):.1f} s, longest {max(found):.1f} s (at most {CEILING_S:.0f} s)")


def _give(page: Page, site: Site, child: UUID, version: UUID) -> Hand:
    """Give one child the card; two words are wrong."""
    page.goto(f"{site.url}/teacher/children/{child}")
    hand = Hand(page)
    hand.tap(f"a[href$='/sittings/new?child={child}']", "a[href*='version=']")
    hand.tap(f"a[href*='version={version}']", "[data-do=start]:visible")
    hand.tap("[data-do=start]:visible", "[data-item='1']")
    for item in (4, 9):
        page.locator(f"[data-item='{item}']").tap()
    hand.tap("[data-do=finish]:visible", "[data-do=all]:visible")
    hand.tap("[data-do=all]:visible", "[data-do=sign]:visible")
    hand.tap("[data-do=sign]:visible", "h1")
    begun = time.perf_counter()
    page.wait_for_url(re.compile(r"/sittings/[0-9a-f-]{36}$"))
    hand.waited_s += time.perf_counter() - begun
    hand.tap("a[href*='/teacher/']", "main")
    return hand


if __name__ == "__main__":
    main()
