"""Print what a teacher's recording costs in seconds of CPU, and how long the studio's list takes beside its ceiling.

Run: python bench/recordings.py [--times N] [--clips N]
"""

import argparse
import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from cast import NOW, World, make_world
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from takes import file_of, take

from phonics.services import audio, studio
from phonics.store import base, curriculum, instruments, people, programme, progress, sittings, voice  # noqa: F401
from phonics.store.voice import Recording, RecordingVerdict, SoundOpinion
from phonics.voice import recorded
from phonics.voice.library import COLUMNS

CEILING_MS = 50.0
TAKES = {"a sound": 1.0, "a word": 1.2, "a sentence": 4.0, "the longest": 13.5}
MISHEARD = 300


def main() -> None:
    """Print both tables; end with 1 if the list is slower than its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--clips", type=int, default=9_000)
    told = parser.parse_args()
    for container in ("webm", "fragmented mp4", "wav"):
        for name, spoken in TAKES.items():
            _print_take(container, name, spoken, told.times)
    with tempfile.TemporaryDirectory() as folder:
        slowest = max(_lists(Path(folder), told.clips, told.times))
    sys.exit(slowest > CEILING_MS)


def _print_take(container: str, name: str, spoken: float, times: int) -> None:
    data = file_of(take(0.5, spoken, 0.5), container)
    cost = statistics.median(_cpu(partial(recorded.make, data, None, "word")) for _ in range(times))
    size = len(recorded.make(data, None, "word").mp3) / 1000
    print(f"{container:>15}, {name:<12} {spoken + 1:4.1f} s  {cost:.3f} s of CPU  {size:5.1f} kB")


def _cpu(deed: Callable[[], object]) -> float:
    begun = time.process_time()
    deed()
    return time.process_time() - begun


def _lists(folder: Path, clips: int, times: int) -> list[float]:
    """Return the median milliseconds of CPU of each list, for a busy unit beside a shelf of that many clips."""
    engine = base.prepare(create_engine("sqlite://"))
    base.Base.metadata.create_all(engine)
    _shelve(folder, clips)
    found = []
    with Session(engine) as session:
        world = make_world(session)
        _live(session, world, folder)
        for who, actor in (("a teacher", world.alice), ("the officer", world.ek)):
            for section in studio.SECTIONS:
                ask = partial(studio.wishlist, session, actor, folder, folder, section)
                lines = len(ask())
                found.append(1000 * statistics.median(_cpu(ask) for _ in range(times)))
                print(f"{section:>15}, {who:<12} {lines:4} lines  {found[-1]:5.1f} ms  (ceiling {CEILING_MS:.0f} ms)")
    return found


def _shelve(folder: Path, clips: int) -> None:
    """Write a shelf with what the product asks for, filled up to that many clips, and a list of those misheard."""
    names = [wish.name for wish in audio.wanted()][:clips]
    names += [("word", f"word-{n}") for n in range(clips - len(names))]
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(
            [*name, "hibari-heart", f"{n:020x}.mp3", 0.5, "[]", "", "", ""] for n, name in enumerate(names)
        )
    words = [name for name in names if name[0] == "word"][:MISHEARD]
    rows = "".join(f"{kind},{text},x\n" for kind, text in words)
    (folder / "misheard.csv").write_text(f"kind,text,heard\n{rows}", "utf-8")


def _live(session: Session, world: World, folder: Path) -> None:
    """Let a unit record every sound five times and a hundred words, and thirty people judge all 44 sounds."""
    shelf = folder / "voice" / "recorded"
    shelf.mkdir(parents=True)
    sounds = [("sound", one.text) for one in studio.the_44()]
    words = [("word", wish.text) for wish in audio.wanted() if wish.kind == "word"][:100]
    for n, (kind, text) in enumerate(sounds * 5 + words):
        _record(session, world, shelf, kind, text, NOW + timedelta(seconds=n))
    for n in range(30):
        by = (world.alice, world.bob, world.charlie)[n % 3]
        for kind, text in sounds:
            facts = {"file": f"{n:020x}.mp3", "opinion": "weak", "by_id": by.id, "unit_id": by.unit_id, "at": NOW}
            session.add(SoundOpinion(id=uuid4(), kind=kind, text=text, **facts))
    session.commit()


def _record(session: Session, world: World, shelf: Path, kind: str, text: str, at: datetime) -> None:
    name = f"{uuid4().hex[:20]}.mp3"
    (shelf / name).write_bytes(b"x")
    figures = {"seconds": 0.5, "trim_start": 0.0, "trim_end": 0.5, "lufs": -18.0, "peak_db": -2.0}
    row = Recording(
        id=uuid4(), unit_id=world.unit.id, kind=kind, text=text, file=name, by_id=world.alice.id, at=at, **figures
    )
    session.add(row)
    session.flush()
    facts = {"recording_id": row.id, "unit_id": world.unit.id, "by_id": world.bob.id, "at": at.astimezone(UTC)}
    session.add(RecordingVerdict(id=uuid4(), scope="unit", verdict="approved", **facts))


if __name__ == "__main__":
    main()
