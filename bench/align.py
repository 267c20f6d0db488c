"""How fast words fall apart and texts are checked. One command: .venv/bin/python bench/align.py"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from phonics.levels.coverage import frequent_words
from phonics.levels.decoding import align
from phonics.levels.graphemes import normalise
from phonics.levels.pronouncing import pronunciations
from phonics.levels.readability import check_text
from phonics.levels.texts import stories

ROUNDS = 5


def main() -> None:
    """Print each figure beside its ceiling."""
    started = time.perf_counter()
    align("ship")
    print(f"first word, tables read     {(time.perf_counter() - started) * 1000:7.1f} ms")
    said = [(word, normalise(pronunciations(word)[0])) for word in frequent_words()]
    best = min(_aligned(said) for _ in range(ROUNDS))
    print(f"one word, 5,000 aligned     {best * 1000:7.3f} ms   ceiling 0.2 ms")
    text = _thousand_words()
    print(f"1,000-word text, first time {_checked(text) * 1000:7.1f} ms   ceiling 150 ms")
    print(f"1,000 different words       {_checked(' '.join(frequent_words()[-1000:])) * 1000:7.1f} ms   ceiling 150 ms")
    print(f"1,000-word text, again      {min(_checked(text) for _ in range(ROUNDS)) * 1000:7.1f} ms   ceiling 150 ms")


def _aligned(said: list[tuple[str, tuple[str, ...]]]) -> float:
    from phonics.levels.alignment import cheapest  # noqa: PLC0415 - the aligner itself, nothing remembered

    started = time.perf_counter()
    for word, phones in said:
        cheapest(word, phones)
    return (time.perf_counter() - started) / len(said)


def _thousand_words() -> str:
    """Return a text of level 16, which a child of level 6 is to read."""
    words = " ".join(story.text for level in ("S5", "S4", "S3") for story in stories(level)).split()
    return " ".join(words[:1000])


def _checked(text: str) -> float:
    started = time.perf_counter()
    check_text(text, "P2")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
