"""Where a child stands: the stones there are, and one for each level whose lessons are yet to be written."""

from phonics.levels.loader import load
from phonics.levels.segments import decodable_with
from phonics.levels.sequence import ORDER, RANK
from phonics.levels.stones import Stone, ready_words, stones, taught_at
from phonics.levels.words import Word


def standing(level: str) -> Stone:
    """Return a level's last stone; where none is written, one before the next level's first, that knows as much."""
    if stones(level):
        return stones(level)[-1]
    after = ORDER[min(RANK[level], len(ORDER) - 1)]
    codes = tuple(row.code for row in load().new_at(level))
    return Stone(f"{after}.0", after, 0, level, codes, (), (), ())


def readable(stone: Stone) -> list[Word]:
    """Return the words a child there can read."""
    if stone.number:
        return list(ready_words(stone))
    taught = taught_at(stone)
    return [word for word in load().words.values() if decodable_with(word.segments, taught)]


STANDING = [standing(level) for level in ORDER]
EVERY_STONE = [stone for level in ORDER for stone in (stones(level) or [standing(level)])]
