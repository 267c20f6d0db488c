"""The word-reading card: ten real words and ten made-up ones, all of the level, in two forms alike."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from phonics.assess.directions import FEW_WORDS_EN, FEW_WORDS_TH, WORDS_EN, WORDS_TH
from phonics.assess.items import Instrument, Item, ItemKind, Phones
from phonics.assess.letter_sounds import FORM_TH, lot
from phonics.errors import Invalid
from phonics.levels import pseudowords
from phonics.levels.decoding import Segment, patterns
from phonics.levels.loader import load

N_ITEMS, N_PSEUDO, COLUMNS = 20, 10, 5
N_POOL = 50  # made-up words to choose from
WAIT_S = 10  # untimed: blending aloud takes longer than naming a letter
SEED = 2569
FIRST_WITH_PATTERNS = "P2"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be asked.

    :param asks: what of the level it asks for: new correspondences, and patterns such as two consonants together
    """

    text: str
    kind: ItemKind
    phones: Phones
    codes: tuple[str, ...]
    asks: frozenset[str]
    zipf: float
    also: tuple[Phones, ...] = ()


def word_reading(level: str) -> tuple[Instrument, Instrument]:
    """Return form A and form B of a level, alike in length, frequency and what they ask for.

    They share no word where the level has enough of them; where it has not, they say so in their note.
    """
    real, pseudo = _real(level), _pseudo(level)
    n_pseudo = min(N_PSEUDO, len(pseudo))
    n_real = N_ITEMS - n_pseudo
    asked = Counter(dict.fromkeys(_worth_asking(real, pseudo), 0))
    reals, pseudos = _two_forms(real, n_real, asked), _two_forms(pseudo, n_pseudo, asked)
    short = len(real) < 2 * n_real or len(pseudo) < 2 * n_pseudo
    notes = _notes(level, len(real), len(pseudo)) if short else ("", "")
    form_a, form_b = (
        _instrument(level, form, [*_in_order(reals[at], form), *_in_order(pseudos[at], form)], notes)
        for at, form in enumerate(FORM_TH)
    )
    return form_a, form_b


def twins(pool: Sequence[Candidate], n: int, asked: Counter[str]) -> list[tuple[Candidate, Candidate]]:
    """Return n pairs alike: what was asked least so far, the commonest word that asks it, and its nearest twin.

    :param asked: how often each thing was asked; counted on
    :raises Invalid: if the pool has fewer than 2 n words
    """
    left, pairs = sorted(pool, key=lambda word: (-word.zipf, word.text)), []
    if len(left) < 2 * n:
        raise Invalid("%(n)s words are needed, there are %(there)s.", n=2 * n, there=len(left))
    rank = {thing: place for place, thing in enumerate(asked)}
    for _ in range(n):
        thing, first = min(
            ((thing, word) for word in left for thing in word.asks), key=lambda ask: (asked[ask[0]], rank[ask[0]])
        )
        left.remove(first)
        second = min(left, key=_far_from(first, thing))
        left.remove(second)
        asked.update([*first.asks, *second.asks])
        pairs.append((first, second))
    return pairs


def _far_from(first: Candidate, thing: str) -> Callable[[Candidate], tuple[bool, int, int, float, str]]:
    """Return a measure of how unlike a word is to the first, which asks for this thing."""
    return lambda word: (
        thing not in word.asks,
        abs(len(word.codes) - len(first.codes)),
        abs(len(word.text) - len(first.text)),
        abs(word.zipf - first.zipf),
        word.text,
    )


def _two_forms(
    pool: Sequence[Candidate], n: int, asked: Counter[str]
) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
    """Return n words for form A and n for form B; a pool too small gives both its words, the commonest twice."""
    if len(pool) >= 2 * n:
        return _dealt(twins(pool, n, asked))
    common = sorted(pool, key=lambda word: (-word.zipf, word.text))
    again = [*common, *common[: max(0, n - len(common))]]
    return again[:n], again[-n:]


def _dealt(pairs: Iterable[tuple[Candidate, Candidate]]) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
    """Return the pairs dealt to two forms, each so that length and frequency stay level."""
    forms: tuple[list[Candidate], list[Candidate]] = ([], [])
    longer = commoner = 0.0
    for first, second in pairs:
        length, zipf = len(first.text) - len(second.text), first.zipf - second.zipf
        straight = abs(longer + length) + abs(commoner + zipf) <= abs(longer - length) + abs(commoner - zipf)
        for form, word in zip(forms, (first, second) if straight else (second, first), strict=True):
            form.append(word)
        longer, commoner = (longer + length, commoner + zipf) if straight else (longer - length, commoner - zipf)
    return forms


def _in_order(words: Sequence[Candidate], form: str) -> list[Candidate]:
    """Return short words first, by lot within one length; words that come twice come again at the end."""
    once = list(dict.fromkeys(words))
    again = list((Counter(words) - Counter(once)).elements())
    return [
        word
        for part in (once, again)
        for word in sorted(part, key=lambda word: (len(word.codes), lot(form, len(part), word.text)))
    ]


def _worth_asking(real: Iterable[Candidate], pseudo: Iterable[Candidate]) -> list[str]:
    """Return what the words can ask: first what only real ones can, then patterns, then what the fewest can."""
    made_up = Counter(thing for word in pseudo for thing in word.asks)
    askers = made_up + Counter(thing for word in real for thing in word.asks)
    return sorted(askers, key=lambda thing: (thing in made_up, "=" in thing, askers[thing], thing))


def _real(level: str) -> list[Candidate]:
    return [
        _candidate(level, word.text, "real_word", word.phones, word.segments, word.zipf)
        for word in load().words_at(level)
    ]


def _pseudo(level: str) -> list[Candidate]:
    return [
        replace(_candidate(level, made.text, "pseudo_word", made.phones, made.segments, 0.0), also=made.also)
        for made in _make(level, N_POOL)
    ]


def _make(level: str, n: int) -> Sequence[pseudowords.PseudoWord]:
    """Return n made-up words, or as many as a small level has."""
    try:
        return pseudowords.make(level, n, SEED)
    except Invalid as short:
        return pseudowords.make(level, int(str(short.details["there"])), SEED)


def _candidate(
    level: str, text: str, kind: ItemKind, phones: Phones, segments: Sequence[Segment], zipf: float
) -> Candidate:
    codes = tuple(dict.fromkeys(segment.code for segment in segments))
    new = frozenset(correspondence.code for correspondence in load().new_at(level))
    asks = new.intersection(codes)
    if level == FIRST_WITH_PATTERNS:
        asks |= patterns(segments) - {"-es"}  # es is a correspondence already
    return Candidate(text, kind, phones, codes, asks, zipf)


def _instrument(level: str, form: str, words: Sequence[Candidate], notes: tuple[str, str]) -> Instrument:
    number = load().level(level).number
    return Instrument(
        code=f"words-{level}-{form}",
        kind="words",
        level=level,
        form=form,
        title_th=f"อ่านคำ คำจริงและคำลวง · เลเวล {number} · ชุด {FORM_TH[form]}",
        title_en=f"Word reading, real and made-up · level {number} · form {form}",
        directions_th=WORDS_TH,
        directions_en=WORDS_EN,
        limit_s=None,
        columns=COLUMNS,
        stop_first=COLUMNS,
        items=tuple(
            Item(at, word.text, word.kind, word.codes, word.phones, word.also) for at, word in enumerate(words, start=1)
        ),
        wait_s=WAIT_S,
        note_th=notes[0],
        note_en=notes[1],
    )


def _notes(level: str, real: int, pseudo: int) -> tuple[str, str]:
    values = {"number": load().level(level).number, "real": real, "pseudo": pseudo}
    return FEW_WORDS_TH.format(**values), FEW_WORDS_EN.format(**values)
