"""The words of the studio: what is to be said and how, why it is asked for, whose voice is heard, what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from phonics.levels.graphemes import VOWELS, first_spelling, mouth_of
from phonics.levels.loader import load
from phonics.levels.segments import sounds
from phonics.services.curriculum import face
from phonics.services.holding import NAME
from phonics.services.sayable import INSTRUCTION
from phonics.web import word_parts

_HELD = frozenset("F V TH DH S Z SH ZH HH M N NG L R".split())


@dataclass(frozen=True, slots=True)
class Saying:
    """What a teacher is to say, as a page shows it.

    :param words: large; `lang` their language, `size` how large: sound, word, text, thai or child
    :param name: the same in a line of text, as for a button
    :param how: one sentence for who is about to speak
    """

    words: str
    lang: str
    size: str
    name: str
    how: str
    ipa: str = ""
    hint_th: str = ""
    gloss: str = ""
    gloss_lang: str = "th"
    key_word: str = ""
    mouth: str = ""


def saying(kind: str, text: str, label: str, gloss: str = "") -> Saying:
    """Return how a clip stands on a page; `label` and `gloss` as `services.studio.Said` has them."""
    if kind == "sound":
        return _sound(tuple(text.split(".")))
    if kind == "word":
        return _word(text)
    lang, size = {INSTRUCTION: ("th", "thai"), NAME: ("th", "child"), "letter": ("en", "word")}.get(
        kind, ("en", "word" if kind == "pseudo" else "text")
    )
    words = f"{text.upper()} {text}" if kind == "letter" else label
    return Saying(words, lang, size, words, _how_to_read(kind), gloss=gloss, gloss_lang="en")


def _how_to_read(kind: str) -> str:
    return {
        INSTRUCTION: gettext("In Thai, slowly and kindly, as to a child who cannot read yet."),
        NAME: gettext("Say the name as this child is called in class."),
        "letter": gettext("Say the name of the letter, not its sound."),
        "pseudo": gettext("A made-up word: say it as its letters sound, once and clearly."),
    }.get(kind, gettext("Read it once, calmly, as you read to your class."))


def _sound(phones: tuple[str, ...]) -> Saying:
    row = first_spelling(phones)
    ipa = word_parts.ipa(phones)
    if row is None:
        return Saying(f"/{ipa}/", "en", "sound", f"/{ipa}/", _how(phones, ""), mouth=mouth_of(phones))
    name = f"{face(row)} ({row.key_word})" if row.key_word else face(row)
    return Saying(
        face(row),
        "en",
        "sound",
        name,
        _how(phones, row.key_word),
        ipa=ipa,
        hint_th=row.hint_th,
        key_word=row.key_word,
        mouth=row.mouth,
    )


def _how(phones: Sequence[str], word: str) -> str:
    if len(phones) > 1:
        return gettext("Say the sounds together, once, with nothing after them.")
    if phones[0] in VOWELS:
        return gettext("Only the vowel, as in %(word)s; keep it even.", word=word)
    if phones[0] in _HELD:
        return gettext("Only this sound, held for about one second; no vowel after it.")
    return gettext("Short and clear; let no vowel follow it.")


def _word(text: str) -> Saying:
    known = load().words.get(text)
    how = gettext("Say it once, clearly, as fast as you always speak.")
    if known is None:
        return Saying(text, "en", "word", text, how)
    return Saying(text, "en", "word", text, how, word_parts.ipa(sounds(known.segments)), gloss=known.gloss_th)


def reason(why: str) -> tuple[str, str]:
    """Return why clips are on the list: a heading, and a sentence to explain it."""
    return {
        "wrong": (
            gettext("Teachers say these are wrong"),
            gettext("Whoever listened marked the present sound as wrong."),
        ),
        "weak_sound": (
            gettext("The machine says these sounds badly"),
            gettext("They are faint, without voice, or cut out of a word. Record these first."),
        ),
        "weak": (gettext("Teachers find these weak"), gettext("Whoever listened marked the present sound as weak.")),
        "missing": (gettext("Nothing speaks here yet"), gettext("A page looked for these and had nothing to play.")),
        "misheard": (
            gettext("A listening program understood another word"),
            gettext("A child may too. Said clearly by a person they are easier to understand."),
        ),
        "sound": (gettext("All the other sounds of English"), ""),
        INSTRUCTION: (gettext("What the children are to do"), ""),
        NAME: (gettext("Children of my classes"), ""),
    }.get(why, (why, ""))


def verdict_told(scope: str, verdict: str) -> str:
    """Return what a verdict brought about."""
    if verdict == "approved":
        everywhere = gettext("Approved: the children of the whole network hear it now.")
        return everywhere if scope == "network" else gettext("Approved: the children of this school hear it now.")
    return gettext("Taken back: the children no longer hear it. It is kept, and can be approved again.")


def opinions_told(counts: Mapping[str, int]) -> str:
    """Return how many people think what of a sound, '' when nobody has said."""
    words = (("good", gettext("good: %(n)s")), ("weak", gettext("weak: %(n)s")), ("wrong", gettext("wrong: %(n)s")))
    return " · ".join(text % {"n": counts[name]} for name, text in words if counts.get(name))


def voice_name(voice: str) -> str:
    """Return whose voice is heard."""
    return {
        "unit": gettext("a teacher of our school"),
        "network": gettext("a teacher of the network"),
        "human": gettext("a human voice that came with the platform"),
        "online": gettext("machine voice from the internet"),
        "pack": gettext("machine voice"),
    }.get(voice, voice)


def silence_told(kind: str) -> str:
    """Return what children meet where nothing speaks."""
    return {
        INSTRUCTION: gettext("Only a picture shows the children what to do."),
        NAME: gettext("The child hears the word for the picture on the tile instead."),
    }.get(kind, gettext("The children see that there is no sound."))


def state_name(state: str | None) -> str:
    """Return what became of a recording."""
    return {
        "approved": gettext("the children hear it"),
        "waiting": gettext("waits for approval"),
        "withdrawn": gettext("not used"),
    }.get(state or "", gettext("not recorded yet"))
