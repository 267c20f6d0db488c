"""Which sentences and stories can be read by the time a child stands on a stone."""

from functools import cache

from phonics.levels.decoding import Status
from phonics.levels.readability import check_text
from phonics.levels.sequence import ORDER, RANK, patterns
from phonics.levels.stones import Stone, patterns_at, taught_at
from phonics.levels.texts import Sentence, Story, sentences, stories


def sentences_at(stone: Stone) -> tuple[Sentence, ...]:
    """Return the sentences of the level that can be read by now, else those of the level before; none before K3."""
    own = tuple(one for one in sentences(stone.level) if _readable(one.text, stone))
    return own or sentences(_level_before(stone))


def stories_at(stone: Stone) -> tuple[Story, ...]:
    """Return the stories of the level that can be read by now, else those of the level before; none before K3."""
    own = tuple(one for one in stories(stone.level) if _readable(f"{one.title}\n{one.text}", stone))
    return own or stories(_level_before(stone))


def _level_before(stone: Stone) -> str:
    return ORDER[max(RANK[stone.level] - 2, 0)]


def _readable(text: str, stone: Stone) -> bool:
    codes, added = _asks(text, stone.level)
    return codes <= taught_at(stone) and added <= patterns_at(stone)


@cache
def _asks(text: str, level: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the correspondences and the patterns that a text of a level asks for beside the words known by heart."""
    codes, found = set[str](), set[str]()
    for piece in check_text(text, level).pieces:
        if piece.explanation and piece.explanation.status == Status.DECODABLE:
            codes |= {segment.code for segment in piece.explanation.segments}
            found |= patterns(piece.explanation.segments)
    return frozenset(codes), frozenset(found)
