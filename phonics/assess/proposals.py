"""A subtest proposed by the engine for a level: its author changes what she wants."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from phonics.assess import typed
from phonics.assess.items import Item, Option, Response
from phonics.assess.letter_sounds import graphemes_said_alone, lot, spread
from phonics.assess.pictures import pictured, shown, turned
from phonics.assess.scripts import CRITERIA
from phonics.assess.subtests import LEVELS, Kind, Subtest
from phonics.assess.usual import USUAL, settings
from phonics.assess.word_forms import FORMS, dealt, form_of, real_words, short_first, word_item
from phonics.errors import Invalid
from phonics.levels import forms
from phonics.levels.hearing import parted
from phonics.levels.loader import load
from phonics.levels.pseudowords import PseudoWord
from phonics.levels.sequence import RANK
from phonics.levels.texts import Story, sentences, stories
from phonics.levels.words import Word

_PARTS = (2, 4)  # sounds of a word told apart by ear

Maker = Callable[[str, int, str, int], Sequence[Item]]


def propose(kind: Kind, level: str, n: int, form: str, seed: int) -> Subtest:
    """Return a subtest of n items (0 = as many as usual) for a level; the same asked again gives the same.

    Forms "A", "B", "C" of one seed are alike and share no word where the level has enough; a passage and its questions
    are those of the level's first, second and third story.

    :raises Invalid: if the engine cannot: it says what the level lacks
    """
    items = tuple(_MAKERS[kind](level, n or USUAL[kind].n, form, seed))
    if not items:
        raise Invalid("Level %(level)s has no texts of its own.", level=load().level(level).number)
    given = settings(kind, len(items))
    story = story_of(level, form) if kind in {Kind.PASSAGE, Kind.COMPREHENSION} else None
    named = {"title_th": story.title, "title_en": story.title} if story else {}
    return Subtest(kind=kind, items=items, **{**given, **named})  # type: ignore[arg-type]


def mixed(level: str, n: int, form: str, seed: int) -> Subtest:
    """Return a list of words, half of them made up, as on the ready-made cards.

    :raises Invalid: if the level has too few
    """
    made = form_of(forms.Blueprint(level, real=n - n // 2, pseudo=n // 2, forms=len(FORMS)), form, seed)
    words: list[Word | PseudoWord] = [*short_first(made.real, form), *short_first(made.pseudo, form)]
    items = tuple(word_item(at, word) for at, word in enumerate(words, start=1))
    return Subtest(kind=Kind.REAL_WORD, items=items, **settings(Kind.REAL_WORD, len(items)))  # type: ignore[arg-type]


def story_of(level: str, form: str) -> Story | None:
    """Return the story a form of a level asks to read, None where there is none."""
    there = stories(level)
    return there[FORMS.index(form) % len(there)] if there else None


def _letter_names(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    letters = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
    order = spread(letters, n, USUAL[Kind.LETTER_NAME].columns, f"names-{seed}-{form}")
    return [Item(at, letter, "letter_name") for at, letter in enumerate(order, start=1)]


def _letter_sounds(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    answers = graphemes_said_alone(level)
    if not answers:
        raise Invalid("Level %(level)s teaches no letters yet.", level=load().level(level).number)
    sounds = {grapheme: "".join(found[0].phones) for grapheme, found in answers.items()}
    order = spread(sounds, n, USUAL[Kind.LETTER_SOUND].columns, f"{level}-{seed}-{form}")
    return [typed.one(Kind.LETTER_SOUND, at, grapheme, level) for at, grapheme in enumerate(order, start=1)]


def _real_words(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    return [word_item(at, word) for at, word in enumerate(short_first(real_words(level, n, form, seed), form), start=1)]


def _made_up(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    made = form_of(forms.Blueprint(level, real=0, pseudo=n, forms=len(FORMS)), form, seed)
    return [word_item(at, word) for at, word in enumerate(short_first(made.pseudo, form), start=1)]


def _dictation(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    words = short_first(real_words(level, n, form, seed + 1), form)
    return [typed.word(Kind.DICTATION, at, word.text, level) for at, word in enumerate(words, start=1)]


def _by_ear(kind: Kind) -> Maker:
    def make(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
        ready = [one.word for one in parted(level).get(form, ())] if kind is Kind.BLENDING else []
        words = ready[:n] if len(ready) >= n else dealt(_heard_in_parts(level), n, form, f"{kind}-{seed}")
        return [typed.word(kind, at, word.text, level) for at, word in enumerate(words, start=1)]

    return make


def _heard_in_parts(level: str) -> list[Word]:
    """Return common words in which every letter group is one sound, of this level and before."""
    least, most = _PARTS
    there = [
        word for word in load().words.values() if RANK[word.level] <= max(RANK[level], RANK["K3"]) and word.picture
    ]
    plain = [word for word in there if all(len(segment.phones) == 1 for segment in word.segments)]
    return [word for word in plain if least <= len(word.segments) <= most]


def _pictures(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    asked = dealt(shown(level), n, form, f"pictures-{seed}")
    return [pictured(at, word.text, level) for at, word in enumerate(asked, start=1)]


def _sentences(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    there = sorted(sentences(level), key=lambda one: lot(f"sentences-{seed}", 0, one.text))
    mine = there[FORMS.index(form) :: 2][:n] if form != "C" else there[-n:]
    by_length = sorted(mine, key=lambda one: len(one.text))
    return [Item(at, one.text, Kind.SENTENCE.value) for at, one in enumerate(by_length, start=1)]


def _passage(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    story = story_of(level, form)
    words = typed.passage_words(story.paragraphs, level) if story else ()
    return words[: n or len(words)]


def _questions(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    story = story_of(level, form)
    return questions(story)[: n or None] if story else ()


def questions(story: Story) -> tuple[Item, ...]:
    """Return a story's questions, asked in Thai with the English beside; the answers to choose among are in Thai."""
    found = []
    for number, question in enumerate(story.questions, start=1):
        answers = (question.right, *question.wrong)
        options = tuple(Option("abcdefgh"[at], f"{th} ({en})") for at, (th, en) in enumerate(answers))
        found.append(
            Item(
                number,
                question.asks[0],
                Kind.COMPREHENSION.value,
                prompt_en=question.asks[1],
                response=Response.CHOICE,
                options=turned(options, number),
                answers=("a",),
            )
        )
    return tuple(found)


def _rubric(level: str, n: int, form: str, seed: int) -> Sequence[Item]:
    return [
        Item(
            at,
            th,
            Kind.RUBRIC.value,
            prompt_en=en,
            response=Response.RATING,
            options=tuple(Option(key, f"{low} ({english})") for key, (low, english) in zip(LEVELS, told, strict=True)),
        )
        for at, ((th, en), told) in enumerate(CRITERIA[:n], start=1)
    ]


_MAKERS: Mapping[Kind, Maker] = MappingProxyType(
    {
        Kind.LETTER_NAME: _letter_names,
        Kind.LETTER_SOUND: _letter_sounds,
        Kind.PHONEME_ISOLATION: _by_ear(Kind.PHONEME_ISOLATION),
        Kind.BLENDING: _by_ear(Kind.BLENDING),
        Kind.SEGMENTATION: _by_ear(Kind.SEGMENTATION),
        Kind.REAL_WORD: _real_words,
        Kind.PSEUDO_WORD: _made_up,
        Kind.DICTATION: _dictation,
        Kind.PASSAGE: _passage,
        Kind.COMPREHENSION: _questions,
        Kind.PICTURE_VOCABULARY: _pictures,
        Kind.SENTENCE: _sentences,
        Kind.RUBRIC: _rubric,
    }
)
assert set(_MAKERS) == set(Kind)
