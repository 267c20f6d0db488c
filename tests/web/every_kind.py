"""One step of every kind and task, and the scene each shows first: for the tests that look at them all."""

from random import Random

from standing import readable, standing

from phonics.levels import aliens, sorting, steps, syllables, texts, wordparts
from phonics.levels.by_heart import tricky
from phonics.levels.contrasts import pairs_at
from phonics.levels.dictation import dictation
from phonics.levels.loader import load
from phonics.levels.steps import Step
from phonics.levels.stones import stone
from phonics.levels.strokes import trace
from phonics.levels.telling_apart import pairs, pairs_by_ear, same_different
from phonics.levels.text_steps import read_aloud, sentence, story

_ALL = load()
_W, _R = _ALL.words, _ALL.correspondences


def every_kind() -> dict[str, tuple[str, Step]]:
    """Return {name: (scene, step)} in the order of a school life."""
    rng = Random(3)
    pictured = [word for word in _W.values() if word.lesson and word.picture and len(word.segments) == 3]
    ship, cat = _W["ship"], _W["cat"]
    row = _R["sh=SH"]
    p4 = standing("P4")
    one_pair = next(p for found in pairs_at("P4").values() for p in found if (p.one, p.other) == ("ship", "sheep"))
    rule = next(one for one in sorting.rules(p4, readable(p4)) if {"ai=EY", "ay=EY"} <= one.codes)
    mute = next(w for w in _W.values() if w.lesson and not w.picture and len(w.segments) == 3)
    rhymes = [w for w in pictured if w is not cat and steps.ending(w) == steps.ending(cat)]
    return {
        "hear": ("hears", steps.hear(row)),
        "hear-word": ("hears", steps.hear_word(cat)),
        "find-letters": ("finds", steps.find_letters(row, stone("P1.1"), rng)),
        "find-word": ("finds", steps.find_word(cat, pictured, rng)),
        "find-first": ("finds", steps.find_first(cat, pictured, rng)),
        "find-rhyme": ("finds", steps.find_rhyme(cat, rhymes[0], pictured, rng)),
        "clap": ("claps", steps.clap(_W["rabbit"])),
        "same-different": ("tells", same_different(ship, _W["sheep"])),
        "blend": ("blends", steps.blend(ship, pictured, rng)),
        "blend-oral": ("blends", steps.blend(cat, pictured, rng, silent=True)),
        "blend-split": ("blends", steps.blend(_W["cake"], pictured, rng)),
        "read-split": ("reads", steps.read(_W["cake"], pictured, rng)),
        "trace": ("traces", trace(_R["t=T"])),
        "trace-two": ("traces", trace(row)),
        "build": ("builds", steps.build(ship, stone("P1.1"), rng)),
        "build-long": ("builds", steps.build(_W["rabbit"], stone("P2.1"), rng)),
        "read": ("reads", steps.read(ship, pictured, rng)),
        "read-words": ("reads", steps.read(mute, [w for w in _W.values() if w.lesson and not w.picture], rng)),
        "alien": ("aliens", aliens.made_up(aliens.made_up_words(standing("P1"))[0])),
        "alien-real": ("aliens", aliens.real(ship)),
        "pairs": ("pairs", pairs(one_pair, "P4", rng)),
        "pairs-ear": ("pairs", pairs_by_ear(ship, _W["sheep"], rng)),
        "sort": ("sorts", sorting.sort_by(rule, rng)),
        "tricky": ("looks", tricky("said", rng)),
        "syllables": ("divides", syllables.syllables(_W["rabbit"])),
        "word-parts": ("joins", wordparts.word_parts(_W["baking"], readable(p4), rng)),
        "sentence": ("sentences", sentence(texts.sentences("K3")[1], rng)),
        "order": ("sentences", sentence(texts.sentences("P4")[0], rng, "order")),
        "story": ("stories", story(next(s for s in texts.stories("K3") if s.title == "The Hot Bun"), rng)),
        "story-long": ("stories", story(texts.stories("P6")[0], rng)),
        "dictation": ("dictates", dictation(_W["bell"], stone("K4.1"), rng)),
        "read-aloud": ("alouds", read_aloud(ship, "P1")),
        "read-aloud-text": ("alouds", read_aloud(texts.stories("P4")[0], "P4")),
    }
