"""The words of the builder: what kinds of subtest are called, what was found, and each item as its author sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from phonics.assess.drafting import Content, highest
from phonics.assess.inspecting import Finding, Severity
from phonics.assess.subtests import Kind
from phonics.errors import Invalid
from phonics.levels.decoding import Pronunciations, align, explain
from phonics.levels.loader import load
from phonics.levels.pseudowords import read
from phonics.levels.segments import Segment
from phonics.web.wording import listed, sound_name

RUNNING = frozenset({Kind.PASSAGE})
CHIPS = frozenset({Kind.LETTER_NAME, Kind.LETTER_SOUND})
_NAMED = 8  # words named in one finding
IN_THAI = frozenset({Kind.COMPREHENSION, Kind.RUBRIC})


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in the builder.

    :param segments: how it falls apart, nothing where nobody knows or nothing is read
    :param level: the number of the level from which it can be read, None where that is not asked
    """

    at: int
    number: int
    prompt: str
    shown: str
    segments: tuple[Segment, ...]
    level: int | None
    tricky: bool
    made_up: bool
    told: str
    findings: tuple[Finding, ...]

    @property
    def stopped(self) -> bool:
        """Whether something about it stops the test."""
        return any(one.severity is Severity.STOPS for one in self.findings)

    @property
    def remedy(self) -> bool:
        """Whether it is enough to mark it as known by heart."""
        return any(one.remedy for one in self.findings)


def part_name(kind: str) -> str:
    """Return what a kind of subtest is called."""
    return {
        "words": gettext("Real and made-up words"),
        Kind.LETTER_NAME: gettext("Letter names"),
        Kind.LETTER_SOUND: gettext("Letter sounds"),
        Kind.PHONEME_ISOLATION: gettext("First sounds by ear"),
        Kind.BLENDING: gettext("Blending by ear"),
        Kind.SEGMENTATION: gettext("Sounds of a word by ear"),
        Kind.REAL_WORD: gettext("Real words"),
        Kind.PSEUDO_WORD: gettext("Made-up words"),
        Kind.DICTATION: gettext("Spelling from dictation"),
        Kind.PASSAGE: gettext("Reading a story aloud"),
        Kind.COMPREHENSION: gettext("Questions about the story"),
        Kind.PICTURE_VOCABULARY: gettext("Words and pictures"),
        Kind.SENTENCE: gettext("Reading sentences"),
        Kind.RUBRIC: gettext("Teacher's judgement, 1–4"),
    }.get(kind, kind)


def kind_help(kind: str) -> str:
    """Return how items of a kind are typed."""
    return {
        Kind.COMPREHENSION: gettext("One question a line: question | right answer | wrong | wrong"),
        Kind.RUBRIC: gettext("One thing to judge a line: name, or name | 1 | 2 | 3 | 4"),
        Kind.SENTENCE: gettext("One sentence a line."),
        Kind.PASSAGE: gettext("Type or paste the story."),
        Kind.LETTER_NAME: gettext("Letters, with spaces between."),
        Kind.LETTER_SOUND: gettext("Letters or letter groups, with spaces between: s a sh ee"),
    }.get(kind, gettext("Words, with spaces or line breaks between. The engine shows their sounds at once."))


def mode_name(mode: str) -> str:
    """Return how a subtest is given."""
    return {
        "one_to_one": gettext("One to one"),
        "self_tablet": gettext("On the child's tablet"),
        "whole_class": gettext("Whole class, then mark"),
        "paper": gettext("On paper, then enter"),
    }.get(mode, mode)


def stop_name(stop: str) -> str:
    """Return a stop rule in words; its number stands beside."""
    return {
        "none": gettext("No stop rule"),
        "first_k_all_wrong": gettext("The first so many all wrong"),
        "k_consecutive": gettext("So many wrong in a row"),
    }.get(stop, stop)


def finding_text(finding: Finding) -> str:
    """Return a finding in the reader's language."""
    told = {name: _value(name, value) for name, value in finding.details.items()}
    text = str(gettext(finding.message))
    return text % told if told else text


def _value(name: str, value: Any) -> Any:
    if name == "codes":
        return listed([sound_name(code) if "=" in code else code for code in value]).striptags()
    if name == "words":
        return listed(value[:_NAMED]) + (" …" if len(value) > _NAMED else "")
    return value


def item_lines(content: Content, at: int, findings: Sequence[Finding], own: Pronunciations) -> list[ItemLine]:
    """Return the items of one subtest of a draft, each with what was found about it."""
    part = content["subtests"][at]
    kind, level = Kind(part["kind"]), highest(content)
    about: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.subtest == at and finding.item:
            about.setdefault(finding.item, []).append(finding)
    return [_line(n, item, kind, level, own, about.get(item["number"], [])) for n, item in enumerate(part["items"])]


def _line(
    at: int, item: Mapping[str, Any], kind: Kind, level: str, own: Pronunciations, found: Sequence[Finding]
) -> ItemLine:
    prompt, made_up = str(item["prompt"]), item.get("kind") == "pseudo_word"
    segments, since = _cut(prompt, kind, level, own, made_up)
    return ItemLine(
        at=at,
        number=item["number"],
        prompt=prompt,
        shown=item.get("printed") or prompt,
        segments=segments,
        level=since,
        tricky=bool(item.get("tricky")),
        made_up=made_up,
        told=_told(item),
        findings=tuple(found),
    )


def _cut(
    prompt: str, kind: Kind, level: str, own: Pronunciations, made_up: bool
) -> tuple[tuple[Segment, ...], int | None]:
    """Return how a word falls apart and from which level it can be read."""
    if kind in CHIPS | IN_THAI | RUNNING | {Kind.SENTENCE}:
        return (), None
    try:
        if made_up:
            return read(prompt, level)[0], None
        segments = align(prompt, own.get(prompt))
        known = explain(prompt, level, own)
    except Invalid:
        return (), None
    return segments, load().level(known.readable_from).number if known.readable_from else None


def _told(item: Mapping[str, Any]) -> str:
    """Return what else is to be said of an item: its options, the right one marked, or the levels of a rating."""
    answers, shown = set(item.get("answers", ())), []
    for option in item.get("options", ()):
        text = option.get("text") or option.get("picture", "")
        shown.append(f"✓ {text}" if option["key"] in answers else text)
    return " · ".join(shown)
