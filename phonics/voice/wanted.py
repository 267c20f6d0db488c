"""What must be heard: every sound, word, letter name, phrase and text, with the phones that say it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from phonics.errors import Invalid
from phonics.levels import contrasts, texts
from phonics.levels.decoding import align
from phonics.levels.loader import Curriculum
from phonics.levels.segments import Segment
from phonics.levels.segments import sounds as phones_of
from phonics.levels.sequence import RANK
from phonics.levels.tables import read_rows
from phonics.levels.words import exceptions, names
from phonics.voice import saying
from phonics.voice.arpabet import bare, stressed

# The word list has a clip of every word up to here; of later words, those that something asks for.
LAST_LEVEL = "S2"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One clip to make.

    :param spoken: ARPAbet, see `arpabet`; for a sound, the whole word it is cut from
    :param part: for a sound, the first and last phone to keep
    :param how: for a sound: hold (loops), stop (closure and release), glide (as it was said)
    :param segments: for a word, per segment the places of its letters and its number of phones; for a sentence the
        same per word, places counted within the whole text
    """

    kind: str
    text: str
    spoken: str
    part: tuple[int, int] | None = None
    how: str = ""
    segments: tuple[tuple[tuple[int, ...], int], ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        return self.kind, self.text


def wanted(curriculum: Curriculum, made_up: Iterable[tuple[str, Sequence[str]]] = ()) -> tuple[Wanted, ...]:
    """Return all clips the product can ask for, in a steady order, each once.

    :param made_up: the made-up words of instruments, with their phones
    :raises Invalid: if a sound has no host word to be cut from, or nobody has said how a word sounds
    """
    words = [_word(text) for text in sorted(words_alone(curriculum))]
    pseudo = [_made(text, phones) for text, phones in made_up]
    wishes = [*_sounds_of(curriculum, [*words, *pseudo]), *words, *pseudo, *map(sentence, printed()), *_always()]
    return tuple(sorted({wish.name: wish for wish in wishes}.values(), key=lambda wish: wish.name))


def word(text: str, phones: Sequence[str], segments: Iterable[Segment] = ()) -> Wanted:
    """Return the wish for one word; segments tie its letters to its phones."""
    return Wanted("word", text, " ".join(saying.with_stress(text, phones)), segments=_tied(segments))


def sentence(text: str) -> Wanted:
    """Return the wish for a sentence, title, question or answer as it is printed.

    :raises Invalid: if nobody has said how one of its words sounds
    """
    spoken, words = saying.said(text)
    return Wanted("sentence", text, spoken, segments=words)


def words_alone(curriculum: Curriculum) -> frozenset[str]:
    """Return every word to be heard alone, in lower case."""
    return frozenset(_words_alone(curriculum))


def printed() -> tuple[str, ...]:
    """Return every English text that pages print and a child may hear, each once."""
    return tuple(dict.fromkeys(_printed()))


@cache
def sounds() -> dict[str, Wanted]:
    """Return every sound we know how to cut, by its phones joined with a dot (`SH`, `K.S`)."""
    return {row["sound"]: _sound(row) for row in read_rows("sounds.csv", saying.DATA)}


def _words_alone(curriculum: Curriculum) -> Iterator[str]:
    yield from (w.text for w in curriculum.words.values() if w.lesson or RANK[w.level] <= RANK[LAST_LEVEL])
    yield from (row.key_word for row in curriculum.correspondences.values() if row.key_word)
    yield from (*curriculum.tricky(), *exceptions(), *names())
    yield from (one for contrast in contrasts.contrasts() for pair in contrast.pairs for one in (pair.one, pair.other))
    yield from (one.lower() for text in printed() for one in saying.words_in(text))


def _printed() -> Iterator[str]:
    for level in RANK:
        yield from (one.text for one in texts.sentences(level))
        for story in texts.stories(level):
            yield from (story.title, *story.sentences)
            for question in story.questions:
                yield from (english for _, english in (question.asks, question.right, *question.wrong))


def _word(text: str) -> Wanted:
    segments = saying.segments_of(text)
    return word(text, phones_of(segments), segments)


def _made(text: str, phones: Sequence[str]) -> Wanted:
    return Wanted("pseudo", text, " ".join(stressed(phones)), segments=_tied(align(text, phones)))


def _tied(segments: Iterable[Segment]) -> saying.Words:
    return tuple((segment.letters, len(segment.phones)) for segment in segments)


def _sounds_of(curriculum: Curriculum, words: Iterable[Wanted]) -> list[Wanted]:
    """Return the sounds that correspondences ask for, and all that a word falls into."""
    asked = {".".join(row.phones) for row in curriculum.correspondences.values()}
    asked |= {sound for wish in words for sound in _parts(wish)}
    unknown = sorted(asked - set(sounds()) - {""})
    if unknown:
        raise Invalid("No word is named from which to cut: %(sounds)s", sounds=", ".join(unknown))
    return [sounds()[name] for name in sorted(asked - {""})]


def _parts(wish: Wanted) -> Iterator[str]:
    """Yield the names of what a word falls into: its segments, and its phones one by one."""
    phones = [bare(phone) for phone in wish.spoken.split()]
    yield from phones
    at = 0
    for _letters, count in wish.segments:
        yield ".".join(phones[at : at + count])
        at += count


def _sound(row: dict[str, str]) -> Wanted:
    return Wanted("sound", row["sound"], row["spoken"], (int(row["first"]), int(row["last"])), row["how"])


def _always() -> list[Wanted]:
    return [Wanted(row["kind"], row["text"], row["spoken"]) for row in read_rows("spoken.csv", saying.DATA)]
