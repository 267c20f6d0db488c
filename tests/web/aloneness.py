"""A tablet and its network: takes a class along, loses the network, says what it still holds."""

from collections.abc import Callable

from playwright.sync_api import Page

_ROWS = """async ([name, store]) => new Promise((resolve, reject) => {
  const opening = indexedDB.open(name);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const house = opening.result;
    if (!house.objectStoreNames.contains(store)) { house.close(); return resolve([]); }
    const asked = house.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => { house.close(); resolve(asked.result); };
    asked.onerror = () => { house.close(); reject(asked.error); };
  };
})"""
_WHOLE = """async () => Boolean(
  (await navigator.serviceWorker.getRegistration())?.active && navigator.serviceWorker.controller
)"""


def rows(page: Page, store: str, database: str = "phonics-tablet") -> list[dict]:
    """Return what the tablet holds in one of its stores."""
    return page.evaluate(_ROWS, [database, store])


def until(page: Page, true: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is so."""
    for _ in range(int(seconds * 10)):
        if true():
            return
        page.wait_for_timeout(100)
    assert true()


def take_along(page: Page, url: str) -> dict:
    """Open the class wall and wait until the tablet has all it needs to be alone; return the pack."""
    page.goto(f"{url}/wall")
    until(page, lambda: rows(page, "packs"))
    until(page, lambda: page.evaluate(_WHOLE))
    return rows(page, "packs")[0]


def all_sent(page: Page) -> None:
    """Wait until nothing waits on this tablet any more."""
    until(page, lambda: not rows(page, "queue", "phonics-outbox"))
