"""How fast words fall apart, texts are checked and made-up words are made. Run: python bench/align.py"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from phonics.assess import miscues
from phonics.levels import forms, pseudowords
from phonics.levels.alignment import cheapest
from phonics.levels.coverage import frequent_words
from phonics.levels.decoding import align
from phonics.levels.graphemes import normalise
from phonics.levels.pronouncing import pronunciations
from phonics.levels.readability import check_text
from phonics.levels.sequence import ORDER
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
    print(f"reading a word as unknown   {_read() * 1000:7.3f} ms   aim 1 ms")
    print(f"a silly miscue, 42 letters  {_misread() * 1000:7.1f} ms   aim 2,000 ms")
    slowest = max(ORDER[2:-1], key=_made)
    print(f"20 made-up words, slowest   {_made(slowest) * 1000:7.1f} ms   aim 150 ms ({slowest})")
    print(f"three forms, slowest        {max(map(_dealt, ORDER[2:-1])) * 1000:7.1f} ms")


def _aligned(said: list[tuple[str, tuple[str, ...]]]) -> float:
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


def _read() -> float:
    words = frequent_words()
    pseudowords.read("ship")
    started = time.perf_counter()
    for word in words:
        pseudowords.read(word)
    return (time.perf_counter() - started) / len(words)


def _misread() -> float:
    started = time.perf_counter()
    miscues.explain("bananab" * 6, " ".join(["B AE"] * 45))
    return time.perf_counter() - started


def _made(level: str) -> float:
    pseudowords.make(level, 20, 0)
    started = time.perf_counter()
    for seed in range(1, ROUNDS + 1):
        pseudowords.make(level, 20, seed)
    return (time.perf_counter() - started) / ROUNDS


def _dealt(level: str) -> float:
    forms.make(forms.Blueprint(level), 0)
    started = time.perf_counter()
    for seed in range(1, ROUNDS + 1):
        forms.make(forms.Blueprint(level), seed)
    return (time.perf_counter() - started) / ROUNDS


if __name__ == "__main__":
    main()
