"""What is wrong with a test before children meet it: findings that stop it from being published, and advice."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from phonics.assess import drafting
from phonics.assess.instruments import Purpose
from phonics.assess.items import Item
from phonics.assess.reading_checks import Problem, read_problem
from phonics.assess.subtests import Kind, Mode, Subtest
from phonics.assess.usual import BY_EAR, LONGEST_MIN, READ, WORD_LISTS, minutes
from phonics.errors import Invalid
from phonics.levels.decoding import Pronunciations
from phonics.levels.loader import load

FEWEST, MOST = 10, 20  # items of a subtest that say something, and tire nobody
NEW_SHARE = 0.6  # of what a level teaches anew
FEWEST_OF_EACH = 2  # items for a new correspondence: one may be luck
_ANY_NUMBER = frozenset({Kind.PASSAGE, Kind.COMPREHENSION, Kind.RUBRIC, Kind.LETTER_NAME, Kind.LETTER_SOUND})
_RULES = frozenset({"cut", "stop", "timed_s", "wait_s", "columns"})
_CLIPS: Mapping[str, str] = {"real_word": "word", "pseudo_word": "pseudo", "dictation": "word", "spoken_word": "word"}

Heard = Callable[[str, str], bool]


class Severity(StrEnum):
    """Whether it must be put right first."""

    STOPS = "stops"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found.

    :param message: one English sentence; pages translate it by this text
    :param details: the values for it
    :param subtest: counted from 0; None = it is about the whole
    :param item: the item's number; None = it is about the subtest
    :param remedy: "tricky" where it is enough to mark the item as known by heart
    """

    severity: Severity
    message: str
    details: Mapping[str, Any] = field(default_factory=dict)
    subtest: int | None = None
    item: int | None = None
    remedy: str = ""


SENTENCES = (
    TWICE := "%(word)s is asked twice in this part.",
    IN_BOTH := "%(word)s is also in form %(form)s; children who take both meet it twice.",
    FEW := "Only %(n)s items: with fewer than %(least)s one lucky answer changes the picture.",
    MANY := "%(n)s items are many; %(most)s are enough for one part.",
    RARELY := "Asked only once: %(codes)s. Two items for each sound say more.",
    LITTLE_NEW
    := "It asks for %(there)s of the %(all)s sounds that level %(level)s teaches anew; %(least)s would be enough.",
    NO_TITLE := "It needs a title, in Thai and in English.",
    NO_DIRECTIONS := "The directions are missing in %(language)s.",
    TOO_LONG := "About %(n)s minutes with one child; more than %(most)s tires both.",
    MUTE := "There is no sound for %(word)s yet, and the child's tablet has to say it.",
    NOT_HEARD := "There is no sound yet for %(words)s; children cannot hear them afterwards.",
    NO_PICTURE := "%(word)s needs pictures to choose among.",
    NO_ANSWER := "Item %(n)s has no right answer, so the tablet cannot mark it.",
    UNEMPTY := "This part has no items yet.",
    NO_PARTS := "A test needs at least one part.",
)


def inspect(
    content: drafting.Content,
    heard: Heard | None = None,
    own: Pronunciations | None = None,
    others: Mapping[str, frozenset[str]] | None = None,
) -> tuple[Finding, ...]:
    """Return what is wrong with a draft, what stops it first, then in the order of its items.

    :param heard: whether a clip speaks, by kind and text; None = nobody asks for sounds
    :param own: words the unit has added, with their phones
    :param others: form → the words of the other forms of the same test
    """
    found = [*_whole_findings(content), *_each(content, heard, own), *_words_met_twice(content, others or {})]
    return tuple(sorted(found, key=lambda one: one.severity is Severity.ADVICE))


def stops(findings: tuple[Finding, ...]) -> int:
    """Return how many findings stop a test from being published."""
    return sum(finding.severity is Severity.STOPS for finding in findings)


def subtests_of(content: drafting.Content) -> tuple[Subtest, ...]:
    """Return the parts of a draft that are whole."""
    found = []
    for stored in content["subtests"]:
        try:
            found.append(drafting.part(stored))
        except Invalid:
            continue
    return tuple(found)


def _whole_findings(content: drafting.Content) -> Iterator[Finding]:
    if not (content.get("title_th", "").strip() and content.get("title_en", "").strip()):
        yield Finding(Severity.STOPS, NO_TITLE)
    yield from _directions(content, None)
    if not content["subtests"]:
        yield Finding(Severity.STOPS, NO_PARTS)
        return
    parts = subtests_of(content)
    if len(parts) == len(content["subtests"]):
        try:
            drafting.whole(content)
        except Invalid as error:
            yield Finding(Severity.STOPS, error.message, error.details)
    if minutes(parts) > LONGEST_MIN and content["purpose"] != Purpose.PLACEMENT:
        yield Finding(Severity.ADVICE, TOO_LONG, {"n": minutes(parts), "most": LONGEST_MIN})
    yield from _new_correspondences(content, parts)


def _directions(where: Mapping[str, Any], subtest: int | None) -> Iterator[Finding]:
    there = {language: str(where.get(f"directions_{language}", "")).strip() for language in ("th", "en")}
    if subtest is not None and not any(there.values()):
        return  # those of the whole are enough
    for language, text in there.items():
        if not text:
            yield Finding(
                Severity.STOPS, NO_DIRECTIONS, {"language": {"th": "ไทย", "en": "English"}[language]}, subtest
            )


def _each(content: drafting.Content, heard: Heard | None, own: Pronunciations | None) -> Iterator[Finding]:
    level = drafting.highest(content)
    for at, stored in enumerate(content["subtests"]):
        yield from _directions(stored, at)
        if not stored["items"]:
            yield Finding(Severity.STOPS, UNEMPTY, {}, at)
            continue
        try:
            part = drafting.part(stored)
        except Invalid as error:
            yield Finding(Severity.STOPS, error.message, error.details, at)
            plain = {name: value for name, value in stored.items() if name not in _RULES}
            try:
                part = drafting.part(plain)  # its items are looked at all the same
            except Invalid:
                continue
        yield from _numbers(part, at)
        yield from _not_heard(part, at, heard)
        for item in part.items:
            yield from _item_findings(part, item, at, level, own)


def _numbers(part: Subtest, at: int) -> Iterator[Finding]:
    n = len(part.items)
    if part.kind in _ANY_NUMBER:
        return
    if n < FEWEST:
        yield Finding(Severity.ADVICE, FEW, {"n": n, "least": FEWEST}, at)
    elif n > MOST and part.stop.k == 0:
        yield Finding(Severity.ADVICE, MANY, {"n": n, "most": MOST}, at)


def _item_findings(part: Subtest, item: Item, at: int, level: str, own: Pronunciations | None) -> Iterator[Finding]:
    problem = read_problem(part.kind, item, level, own) if part.kind in READ | BY_EAR else None
    if problem:
        yield _problem_finding(problem, at, item)
    if part.kind is Kind.PICTURE_VOCABULARY and not item.options:
        yield Finding(Severity.STOPS, NO_PICTURE, {"word": item.prompt}, at, item.number)
    if part.mode is Mode.SELF_TABLET and part.kind is not Kind.RUBRIC and not item.answers:
        yield Finding(Severity.STOPS, NO_ANSWER, {"n": item.number}, at, item.number)


def _problem_finding(problem: Problem, at: int, item: Item) -> Finding:
    severity = Severity.STOPS if problem.stops else Severity.ADVICE
    return Finding(severity, problem.message, problem.details, at, item.number, problem.remedy)


def _not_heard(part: Subtest, at: int, heard: Heard | None) -> Iterator[Finding]:
    """Where the tablet asks, each item needs its sound; where the teacher does, it is missed afterwards only."""
    mute = [item for item in part.items if heard and not _speaks(item, heard)]
    if part.mode is Mode.SELF_TABLET:
        yield from (Finding(Severity.STOPS, MUTE, {"word": item.prompt}, at, item.number) for item in mute)
    elif mute:
        yield Finding(Severity.ADVICE, NOT_HEARD, {"words": tuple(dict.fromkeys(item.prompt for item in mute))}, at)


def _speaks(item: Item, heard: Heard) -> bool:
    """A clip is named "word/dog"; where none is named, a word has its own, and what is no word needs none."""
    kind, _, text = (
        item.sound.replace(":", "/", 1).partition("/") if item.sound else (_CLIPS.get(item.kind, ""), "", item.prompt)
    )
    return not kind or heard(kind, text)


def _new_correspondences(content: drafting.Content, parts: tuple[Subtest, ...]) -> Iterator[Finding]:
    """Hold a test of one level against what the level teaches anew."""
    lists = [part for part in parts if part.kind in WORD_LISTS]
    new = {row.code for row in load().new_at(drafting.highest(content))}
    if not lists or not new or content["purpose"] == Purpose.PLACEMENT:
        return
    asked = Counter(code for part in lists for item in part.items for code in item.codes if code in new)
    least = -(-len(new) * 6 // 10)
    if len(asked) < NEW_SHARE * len(new):
        number = load().level(drafting.highest(content)).number
        told = {"there": len(asked), "all": len(new), "level": number, "least": least}
        yield Finding(Severity.ADVICE, LITTLE_NEW, told)
    once = sorted(code for code, n in asked.items() if n < FEWEST_OF_EACH)
    if once and sum(len(part.items) for part in lists) >= FEWEST_OF_EACH * len(new):
        yield Finding(Severity.ADVICE, RARELY, {"codes": tuple(once)})


def _words_met_twice(content: drafting.Content, others: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for at, stored in enumerate(content["subtests"]):
        if stored["kind"] not in WORD_LISTS:
            continue
        seen = set[str]()
        for item in stored["items"]:
            word = str(item["prompt"]).lower()
            if word in seen:
                yield Finding(Severity.ADVICE, TWICE, {"word": word}, at, item["number"])
            seen.add(word)
            for form in (form for form, words in others.items() if word in words):
                yield Finding(Severity.ADVICE, IN_BOTH, {"word": word, "form": form}, at, item["number"])


def words_of(content: drafting.Content) -> frozenset[str]:
    """Return the words a draft or a published test asks to read or write, to be held against its other forms."""
    lists = (stored for stored in content["subtests"] if stored["kind"] in WORD_LISTS)
    return frozenset(str(item["prompt"]).lower() for stored in lists for item in stored["items"])
