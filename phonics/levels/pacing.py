"""How long a lesson takes: seconds for each kind of step, by what is said, looked at, touched and said again in it."""

from collections.abc import Iterable

from phonics.levels.sequence import RANK
from phonics.levels.steps import Step

LEAST, MOST = 600, 900  # seconds: a lesson takes 10 to 15 minutes
AIM = 660

# One step at the pace of a ten-year-old, with one mistake in four: the clips, the answer, the right one said again.
_SECONDS = {
    "hear": 18,
    "clap": 20,
    "same_different": 16,
    "find": 16,
    "trace": 30,
    "blend": 28,
    "pairs": 20,
    "sort": 60,
    "tricky": 40,
    "build": 36,
    "read": 22,
    "real_or_alien": 16,
    "syllables": 32,
    "word_parts": 38,
    "sentence": 36,
    "dictation": 50,
    "read_aloud": 70,
}
_PAGE, _QUESTION = 14, 16  # of a story
_SLOWER = ((4, 1.4), (7, 1.2))  # up to this level, times so much: small hands, and each kind is shown first


def seconds(steps: Iterable[Step], level: str) -> float:
    """Return how long these steps take a child of this level, in seconds."""
    return _slower(level) * sum(map(_plain, steps))


def seconds_of(kind: str, level: str) -> float:
    """Return how long one step of this kind takes a child of this level, in seconds."""
    return _slower(level) * _SECONDS[kind]


def _slower(level: str) -> float:
    return next((times for until, times in _SLOWER if RANK[level] <= until), 1.0)


def _plain(step: Step) -> float:
    if step.kind == "story":
        return _PAGE * len(step.fields["pages"]) + _QUESTION * len(step.fields["questions"])
    return _SECONDS[step.kind]
