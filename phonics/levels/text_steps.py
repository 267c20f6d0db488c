"""Steps with texts: a sentence, a story, and what a child reads aloud (contract: docs/architecture.md)."""

from collections.abc import Iterable, Iterator
from functools import cache
from random import Random
from typing import Any

from phonics.errors import NotFound
from phonics.levels.distractors import clash, words_beside
from phonics.levels.loader import load
from phonics.levels.printed import line, printed, tiles
from phonics.levels.sequence import RANK
from phonics.levels.steps import Step
from phonics.levels.texts import READS_QUESTIONS_FROM, Question, Sentence, Story, sentences, stories
from phonics.levels.words import Word

_WRONG = 2  # beside the right picture
# meanings of words whose picture shows what they name
_SEEN = frozenset("animal body clothes food home nature person place school thing transport weather".split())
_PICTURE_UNTIL = "P3"  # up to here one thing to see is enough; then it takes two
_SHOWN = 2  # pictures beside a page
_MOST_WORDS = 22  # of two sentences on one page
_SHORT = 2  # words of a sentence that still fits on a page of two: "No!"


def sentence(one: Sentence, rng: Random, task: str | None = None) -> Step:
    """Return: read a sentence, then find its picture among three ("picture"), or put its words in order ("order").

    :param task: one of the two; a sentence that shows nothing is put in order all the same
    """
    told = pictured(one)
    fields: dict[str, Any] = line(one.text, one.level)
    fields["task"] = (task or _usual(one, len(told))) if told else "order"
    if fields["task"] == "picture":
        fields["choices"] = _scenes(told[:2], told, rng)
    else:
        fields["order"] = tiles(one.text.split())
        fields["tiles"] = _mixed(fields["order"], rng)
    return Step("sentence", f"sent:{one.key}", fields)


def _usual(one: Sentence, n_told: int) -> str:
    return "picture" if n_told > 1 or RANK[one.level] <= RANK[_PICTURE_UNTIL] else "order"


def pictured(one: Sentence) -> list[Word]:
    """Return the things a sentence names that have a picture, the last ones first: they tell most."""
    texts = [word["word"][1] for word in printed(one.text, one.level) if word["word"]]
    words = [load().words[text] for text in dict.fromkeys(texts) if text in load().words]
    found = [word for word in reversed(words) if word.picture and word.meaning in _SEEN]
    return [word for n, word in enumerate(found) if not any(clash(word, before) for before in found[:n])]


def story(one: Story, rng: Random) -> Step:
    """Return: read a story page by page, then answer its questions; each names the lines that tell it: [page, line]."""
    pages = list(_pages(one))
    places = [[page, row] for page, lines in enumerate(pages) for row in range(len(lines))]
    fields = {
        "title": line(one.title, one.level),
        "cover": _pictures(f"{one.title} {one.text}", one.level)[:1],
        "pages": [_page(lines, one.level) for lines in pages],
        "questions": [_question(asked, places, rng) for asked in one.questions],
        "thai": RANK[one.level] < RANK[READS_QUESTIONS_FROM],
    }
    return Step("story", f"story:{one.key}", fields)


def read_aloud(one: Word | Sentence | Story, level: str) -> Step:
    """Return: read aloud and be recorded; of a story its first page. Only for a child whose parents agreed."""
    if isinstance(one, Word):
        item, lines = one.text, [{**line(one.text, level), "say": ["word", one.text]}]
    elif isinstance(one, Sentence):
        item, lines = f"sent:{one.key}", [line(one.text, level)]
    else:
        item, lines = f"story:{one.key}", [line(text, level) for text in next(_pages(one))]
    return Step("read_aloud", f"aloud:{item}", {"lines": lines})


def aloud_text(item: str) -> str:
    """Return what is read aloud under an item of `read_aloud`.

    :raises NotFound: if there is no such word, sentence or story
    """
    kind, _, key = item.removeprefix("aloud:").rpartition(":")
    level = key.partition(".")[0]
    found: list[str] = []
    if not kind:
        found = [key] if key in load().words else []
    elif kind == "sent":
        found = [one.text for one in sentences(level) if one.key == key]
    elif kind == "story":
        found = [" ".join(next(_pages(one))) for one in stories(level) if one.key == key]
    if not item.startswith("aloud:") or not found:
        raise NotFound("This page does not exist.")
    return found[0]


def _pages(one: Story) -> Iterator[list[str]]:
    """Yield the sentences of each page: one or two, no speech torn apart."""
    page: list[str] = []
    for number, text in enumerate(one.sentences):
        words = len(text.split())
        full = words > _SHORT and (len(page) > 1 or len(" ".join(page).split()) + words > _MOST_WORDS)
        if page and (number in _openings(one) or full) and " ".join(page).count('"') % 2 == 0:
            yield page
            page = []
        page.append(text)
    yield page


@cache
def _openings(one: Story) -> frozenset[int]:
    """Return the places of the sentences that begin a paragraph."""
    return frozenset(len(Story(one.level, 0, "", one.paragraphs[:n], ()).sentences) for n in range(len(one.paragraphs)))


def _page(lines: list[str], level: str) -> dict[str, Any]:
    return {"lines": [line(text, level) for text in lines], "pictures": _pictures(" ".join(lines), level)[:_SHOWN]}


def _pictures(text: str, level: str) -> list[dict[str, str]]:
    """Return the pictures of what a text names, in its order."""
    return [{"picture": word.picture} for word in reversed(pictured(Sentence(level, 0, text)))]


def _question(asked: Question, places: list[list[int]], rng: Random) -> dict[str, Any]:
    choices = [{**_said(asked.right), "right": True}, *({**_said(wrong), "right": False} for wrong in asked.wrong)]
    told = [places[number - 1] for number in asked.told_by]
    return {**_said(asked.asks), "choices": _mixed(choices, rng), "told": told}


def _said(pair: tuple[str, str]) -> dict[str, Any]:
    th, en = pair
    return {"th": th, "en": en, "say": ["sentence", en]}


def _scenes(right: list[Word], told: list[Word], rng: Random) -> list[dict[str, Any]]:
    """Return three scenes of one or two pictures; each wrong one has one thing that the sentence does not name."""
    beside = [_beside(word, told, rng) for word in right]
    if len(right) == 1:
        wrong = [[word] for word in beside[0][:_WRONG]]
    else:
        wrong = [[right[0], beside[1][0]], [beside[0][0], right[1]]]
    return _mixed([_scene(right, True), *(_scene(words, False) for words in wrong)], rng)


def _beside(right: Word, told: Iterable[Word], rng: Random) -> list[Word]:
    """Return two words of the same kind as the right one, if there are any; none that the sentence shows."""
    others = [word for word in _drawn() if not any(clash(word, one) for one in told)]
    same = [word for word in others if word.meaning == right.meaning]
    return words_beside(right, same if len(same) > 2 * _WRONG else others, rng, _WRONG)


@cache
def _drawn() -> tuple[Word, ...]:
    return tuple(word for word in load().words.values() if word.picture and word.meaning in _SEEN)


def _scene(words: list[Word], right: bool) -> dict[str, Any]:
    pictures = [{"picture": word.picture, "say": ["word", word.text]} for word in words]
    return {"pictures": pictures, "name": " ".join(word.text for word in words), "right": right}


def _mixed(things: list[Any], rng: Random) -> list[Any]:
    return rng.sample(things, len(things))
