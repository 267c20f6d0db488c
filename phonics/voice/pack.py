"""The shelf's keeper: build what is missing, keep what is already right, and say what is wrong with a shelf."""

import csv
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from phonics.errors import PhonicsError
from phonics.voice import clips, synth
from phonics.voice.library import MANIFEST, Clip, Library, load
from phonics.voice.wanted import Wanted

COLUMNS = ("kind", "text", "voice", "file", "seconds", "cues", "source", "licence", "inputs")
# The manifest is written again after this many new clips: a build that is cut short loses no more than these.
SAVE_EVERY = 50

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did; `failed` has one sentence for every clip that could not be made."""

    made: int
    kept: int
    dropped: int
    failed: tuple[str, ...]


def build(
    audio_dir: Path,
    wanted: Iterable[Wanted],
    jobs: int = 1,
    on_progress: Progress = lambda done, of: None,
    maker: Callable[[Wanted], clips.Made] = clips.make,
) -> Report:
    """Make every wanted clip that is not on the shelf already, and drop the embedded voice's clips no one wants.

    A clip is kept when the hash of its inputs is unchanged and its file is there. Clips of another voice (a person's,
    or an online one's) are never touched, and never replaced. Can be interrupted and started again.
    """
    wishes = {wish.name: wish for wish in wanted}
    library = load(audio_dir)
    library.shelf.mkdir(parents=True, exist_ok=True)
    kept = {(clip.kind, clip.text): clip for clip in library if _stays(library, clip, wishes)}
    missing = [wish for name, wish in wishes.items() if name not in kept]
    rows, failed = dict(kept), []
    for done, (wish, made) in enumerate(_made(missing, jobs, maker), start=1):
        if isinstance(made, str):
            failed.append(made)
        else:
            rows[wish.name] = _shelve(library.shelf, wish, made)
        if done % SAVE_EVERY == 0:
            _write_manifest(audio_dir, {**{(c.kind, c.text): c for c in library}, **rows})
        on_progress(done, len(missing))
    _write_manifest(audio_dir, rows)
    dropped = _sweep(library.shelf, {clip.file for clip in rows.values()})
    return Report(len(missing) - len(failed), len(kept), dropped, tuple(failed))


def inputs_hash(wish: Wanted) -> str:
    """Return the hash of all that decides how a clip sounds: never of its bytes, another processor rounds otherwise."""
    settings = {
        "recipe": clips.RECIPE,
        "voice": synth.SOURCE,
        "carrier": clips.CARRIERS[wish.kind],
        "tries": clips.TRIES[wish.kind],
        "levels": (clips.LOUDNESS_LUFS[wish.kind], clips.PEAK_DB, clips.STOP_PEAK_DB),
    }
    text = json.dumps([asdict(wish), settings], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def file_name(data: bytes) -> str:
    """Return the name of a clip: the hash of its content."""
    return hashlib.sha256(data).hexdigest()[:20] + ".mp3"


def _stays(library: Library, clip: Clip, wishes: dict[tuple[str, str], Wanted]) -> bool:
    if not library.path(clip).exists():
        return False
    if clip.voice != synth.VOICE:
        return True
    wish = wishes.get((clip.kind, clip.text))
    return wish is not None and inputs_hash(wish) == clip.inputs


def _made(
    wishes: list[Wanted], jobs: int, maker: Callable[[Wanted], clips.Made]
) -> Iterator[tuple[Wanted, clips.Made | str]]:
    """Yield each wish with its clip, or with the sentence that says why there is none, as they get ready."""
    if jobs <= 1 or len(wishes) < 2 * jobs:
        yield from ((wish, _try(maker, wish)) for wish in wishes)
        return
    with _workers(jobs) as pool:
        waiting = {pool.submit(_try, maker, wish): wish for wish in wishes}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _try(maker: Callable[[Wanted], clips.Made], wish: Wanted) -> clips.Made | str:
    try:
        return maker(wish)
    except PhonicsError as error:
        return f"{wish.kind} {wish.text}: {error.message % error.details}"


def _shelve(shelf: Path, wish: Wanted, made: clips.Made) -> Clip:
    name = file_name(made.data)
    _replace(shelf / name, made.data)
    return Clip(
        wish.kind, wish.text, synth.VOICE, name, made.seconds, made.cues, synth.SOURCE, synth.LICENCE, inputs_hash(wish)
    )


def _write_manifest(audio_dir: Path, rows: dict[tuple[str, str], Clip]) -> None:
    lines = [_row(rows[name]) for name in sorted(rows)]
    target = Path(audio_dir) / MANIFEST
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    with draft.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    draft.replace(target)


def _row(clip: Clip) -> list[str]:
    cues = json.dumps([[cue.start, cue.end, list(cue.letters)] for cue in clip.cues], separators=(",", ":"))
    return [cues if name == "cues" else str(getattr(clip, name)) for name in COLUMNS]


def _replace(target: Path, data: bytes) -> None:
    draft = target.with_suffix(f".{os.getpid()}.tmp")
    draft.write_bytes(data)
    draft.replace(target)


def _sweep(shelf: Path, named: set[str]) -> int:
    strays = [file for file in shelf.iterdir() if file.name not in named and file.suffix in {".mp3", ".tmp"}]
    for file in strays:
        file.unlink()
    return len(strays)
