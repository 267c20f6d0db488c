"""A scripted five-year-old: hears what is played, sees pictures, places and taught letters, and reads no words.

What such a child knows: the names of pictures, how words sound, and the letters of sounds. Nothing is looked up in the
lesson's plan, and nothing in the words of the page: those are not to be seen.
"""

import csv
from collections.abc import Callable
from functools import cache

from playing import _LONG, _over, _scene, spell, tap
from playwright.sync_api import Locator, Page, expect

from config import ROOT
from phonics.levels.loader import load
from phonics.levels.steps import ending
from phonics.levels.words import Word

# Letters and words of English are what is taught, and an emoji is a picture. Everything else that is written goes.
_BLIND = """
const style = new CSSStyleSheet();
style.replaceSync(`
  body, body *, ::placeholder { -webkit-text-fill-color: transparent !important; text-shadow: none !important; }
  body [lang=en], body [lang=en] *, body .emoji { -webkit-text-fill-color: currentcolor !important; }
  svg text:not([lang=en]) { visibility: hidden !important; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
"""
# Keeps, in `heard`, the address of every clip that begins to sound.
_HEARING = """
globalThis.heard = [];
globalThis.since = 0; // what had been heard when this scene was put up
addEventListener("DOMContentLoaded", () => {
  const stage = document.querySelector("#stage");
  if (stage) new MutationObserver(() => (since = heard.length)).observe(stage, { childList: true });
});
const names = new WeakMap();
const { arrayBuffer } = Response.prototype;
Response.prototype.arrayBuffer = async function () {
  const bytes = await arrayBuffer.call(this);
  names.set(bytes, this.url);
  return bytes;
};
const { decodeAudioData } = BaseAudioContext.prototype;
BaseAudioContext.prototype.decodeAudioData = async function (bytes) {
  const name = names.get(bytes);
  const made = await decodeAudioData.call(this, bytes);
  names.set(made, name);
  return made;
};
const { start } = AudioBufferSourceNode.prototype;
AudioBufferSourceNode.prototype.start = function (...when) {
  if (names.has(this.buffer)) heard.push(names.get(this.buffer).split("/").at(-1));
  return start.apply(this, when);
};
"""
_PICTURE = """(card) => {
  const drawn = card.querySelector("img.photo");
  if (drawn) return "art:" + drawn.src.split("/").at(-1).replace(".svg", "");
  return "emoji:" + (card.querySelector(".emoji")?.textContent ?? "").replaceAll("\\ufe0f", "");
}"""
Clip = tuple[str, str]  # its kind and its text


class Child:
    """A child who plays the lesson that is on the page; so many `mistakes` first."""

    def __init__(self, page: Page, mistakes: int = 0) -> None:
        self.page, self.mistakes = page, mistakes
        page.add_init_script(_BLIND + _HEARING)

    def play(self) -> list[str]:
        """Begin the lesson and play it until its end is to be seen; return the scenes there were, in order."""
        tap(self.page.locator("#start .start-ear"))
        scenes: list[str] = []
        while (name := self._scene()) != "ends":
            scene, shown = _scene(self.page, name)
            _PLAYED[name](self, scene)
            _over(shown)
            scenes.append(name)
        return scenes

    def hears(self, n: int = 1) -> list[Clip]:
        """Wait until so many clips have sounded in this scene and it is quiet, and return all of them."""
        before = 0
        for _ in range(40):
            found = self.page.evaluate("heard.slice(since)")
            if len(found) >= n and len(found) == before:
                return [_clips()[file] for file in found]
            before = len(found)
            self.page.wait_for_timeout(600)
        raise AssertionError(f"{n} clips wanted, heard: {found}")

    def chooses(self, cards: Locator, fits: Callable[[Locator], bool]) -> None:
        """Touch the one that fits; before it, while there are mistakes to make, one that does not."""
        fitting = [fits(card) for card in cards.all()]
        assert fitting.count(True) == 1, fitting
        right = cards.nth(fitting.index(True))
        if self.mistakes:
            self.mistakes -= 1
            other = cards.nth(fitting.index(False))
            tap(other)
            expect(other).to_have_attribute("aria-disabled", "true")
            self.page.wait_for_timeout(3500)  # both are heard again
        tap(right)
        expect(right.locator(".tick")).to_be_visible(timeout=_LONG)

    def _scene(self) -> str:
        """Wait for something to do, and return which it is; a hand that shows it is watched to its end."""
        known = ", ".join(f"main.{name}" for name in (*_PLAYED, "ends"))
        expect(self.page.locator(known)).to_be_visible(timeout=_LONG)
        shown = (self.page.locator("main").get_attribute("class") or "").split()
        return next(name for name in (*_PLAYED, "ends") if name in shown)


# --- what a child knows -------------------------------------------------------------------------------------------


@cache
def _clips() -> dict[str, Clip]:
    """Return what each shipped clip says, by its file."""
    with (ROOT / "audio" / "manifest.csv").open(encoding="utf-8", newline="") as rows:
        return {row["file"]: (row["kind"], row["text"]) for row in csv.DictReader(rows)}


@cache
def _pictured() -> dict[str, list[Word]]:
    """Return the words that name a picture."""
    found: dict[str, list[Word]] = {}
    for word in load().words.values():
        if word.lesson and word.picture:
            found.setdefault(word.picture.replace("\ufe0f", ""), []).append(word)
    return found


def _names(card: Locator) -> list[Word]:
    """Return what a picture on a card may be called."""
    return _pictured()[card.evaluate(_PICTURE)]


def _graphemes(sound: str) -> set[str]:
    return {row.grapheme for row in load().correspondences.values() if ".".join(row.phones) == sound}


def _sounds(word: Word) -> list[str]:
    return [".".join(segment.phones) for segment in word.segments if segment.phones]


def _written(target: Locator) -> str:
    """Return the letters on something."""
    return "".join(target.locator(".letter").all_text_contents())


def _arrow(scene: Locator) -> Locator:
    return scene.locator("button:has(use[href='#arrow'])")


# --- what a child does --------------------------------------------------------------------------------------------


def _hear(_child: Child, scene: Locator) -> None:
    tap(_arrow(scene))


def _trace(child: Child, scene: Locator) -> None:
    while scene.locator(".onward:enabled").count():
        _arrow(scene).tap()
        child.page.wait_for_timeout(150)


def _find(child: Child, scene: Locator) -> None:
    *_, (_kind, asked) = child.hears()  # what the scene before still had to say came first
    cards = scene.locator(".choice, .cards .card")
    if scene.locator(".choice").count():
        child.chooses(cards, lambda card: _written(card) in _graphemes(asked))
        return
    word, beads = load().words.get(asked), scene.locator(".cue .thread").count()
    if beads == 0:
        child.chooses(cards, lambda card: word in _names(card))
    elif beads == 1:
        child.chooses(cards, lambda card: any(_sounds(one)[0] == asked for one in _names(card)))
    else:
        assert word
        child.chooses(cards, lambda card: any(ending(one) == ending(word) for one in _names(card)))


def _blend(child: Child, scene: Locator) -> None:
    while scene.locator(".cards.waiting").count():
        tap(_arrow(scene))
        child.page.wait_for_timeout(500)
    heard = [text for _kind, text in child.hears()]
    child.chooses(
        scene.locator(".cards .card"),
        lambda card: any(heard[: len(_sounds(one))] == _sounds(one) for one in _names(card)),
    )


def _same_different(child: Child, scene: Locator) -> None:
    expect(scene.locator(".verdicts.waiting")).to_have_count(0, timeout=_LONG)
    one, other = child.hears(2)[:2]
    owl = ":has(use[href='#owl'])"  # beside a fruit; the other holds two fruits
    verdict = scene.locator(f".verdict:not({owl})" if one == other else f".verdict{owl}")
    tap(verdict)
    expect(verdict.locator(".tick")).to_be_visible(timeout=_LONG)


def _pairs(child: Child, scene: Locator) -> None:
    (_kind, asked), *_ = child.hears()
    child.chooses(scene.locator(".choices .card"), lambda card: load().words[asked] in _names(card))


def _read(child: Child, scene: Locator) -> None:
    word, cards = _written(scene.locator(".run-word")), scene.locator(".cards .card")
    if scene.locator(".cards .photo").count():
        child.chooses(cards, lambda card: load().words[word] in _names(card))
        return
    for n, card in enumerate(cards.all(), 1):
        tap(card)
        if child.hears(n)[-1] == ("word", word):
            break
        child.page.wait_for_timeout(400)
    tap(_arrow(scene))


def _build(child: Child, scene: Locator) -> None:
    (_kind, asked), *_ = child.hears()
    tiles, used = scene.locator(".tray button"), set[int]()
    letters = [_written(tile) for tile in tiles.all()]
    for place, segment in enumerate(load().words[asked].segments):
        used.add(tile := next(n for n, one in enumerate(letters) if one == segment.grapheme and n not in used))
        for _try in range(20):  # a tile is not taken while a sound is still being said
            tap(tiles.nth(tile))
            child.page.wait_for_timeout(400)
            if scene.locator(".place").nth(place).locator(".letter").count():
                break


def _tricky(child: Child, scene: Locator) -> None:
    word = _written(scene.locator(".folio"))
    tap(_arrow(scene))
    child.chooses(child.page.locator("main.seeks .choice"), lambda card: _written(card) == word)
    if len(word) > 1:
        expect(child.page.locator("main.spells")).to_be_visible(timeout=_LONG)
        spell(child.page, word, [_written(tile) for tile in child.page.locator(".tray button").all()])


def _clap(child: Child, scene: Locator) -> None:
    (_kind, asked), *_ = child.hears()
    for beat in range(1, 1 + sum(phone[0] in "AEIOU" for phone in load().words[asked].phones)):
        tap(scene.locator("button:has(use[href='#drum'])"))
        expect(scene.locator(".beat.full")).to_have_count(beat)
        child.page.wait_for_timeout(200)
    tap(_arrow(scene))


_PLAYED: dict[str, Callable[[Child, Locator], None]] = {
    "hears": _hear,
    "traces": _trace,
    "finds": _find,
    "blends": _blend,
    "tells": _same_different,
    "pairs": _pairs,
    "reads": _read,
    "builds": _build,
    "looks": _tricky,
    "claps": _clap,
}
