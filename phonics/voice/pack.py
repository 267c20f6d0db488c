"""The shelf's keeper: build what is missing, keep what is already right, and say what is wrong with a shelf."""

import csv
import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from phonics.errors import Invalid
from phonics.voice import clips, makers, synth
from phonics.voice.library import COLUMNS, MANIFEST, Clip, load
from phonics.voice.makers import Maker
from phonics.voice.wanted import Wanted

# The manifest is written again after this many new clips: a build whose power fails loses no more than these.
SAVE_EVERY = 250

Name = tuple[str, str]
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
    only: Collection[str] = (),
    maker: Maker = clips.make,
) -> Report:
    """Make every wanted clip that is not on the shelf already, and drop the embedded voice's clips no one wants.

    A clip is kept when the hash of its inputs is unchanged and its file is there; one that cannot be made anew keeps
    its place. Clips of another voice (a person's, or an online one's) are never touched, and never replaced. Can be
    interrupted and started again: what was made stays.

    :param only: kinds ("sound") or clips ("word:ship") to look after; all others stay as they are
    :raises Invalid: if `only` names what nobody wants
    """
    wishes = _chosen({wish.name: wish for wish in wanted}, only)
    library = load(audio_dir)
    library.shelf.mkdir(parents=True, exist_ok=True)
    listed = {(clip.kind, clip.text): clip for clip in library}
    before = {name: clip for name, clip in listed.items() if library.path(clip).exists()}
    kept = {name: clip for name, clip in before.items() if _stays(clip, wishes.get(name), partial=bool(only))}
    missing = [wish for name, wish in wishes.items() if name not in kept]
    rows, failed = dict(kept), []
    with _saved_whatever_comes(audio_dir, listed, rows), closing(makers.all_made(missing, jobs, maker)) as all_made:
        for done, (wish, made) in enumerate(all_made, start=1):
            if isinstance(made, str):
                failed.append(made)
                rows |= {wish.name: before[wish.name]} if wish.name in before else {}
            else:
                rows[wish.name] = _shelve(library.shelf, wish, made)
            if done % SAVE_EVERY == 0:
                _write_manifest(audio_dir, listed | rows)
            on_progress(done, len(missing))
    dropped = _sweep(library.shelf, {clip.file for clip in rows.values()})
    return Report(len(missing) - len(failed), len(wishes) - len(missing), dropped, tuple(failed))


def inputs_hash(wish: Wanted) -> str:
    """Return the hash of all that decides how a clip sounds: never of its bytes, another processor rounds otherwise."""
    settings = {
        "recipe": clips.RECIPE,
        "voice": synth.SOURCE,
        "carrier": clips.CARRIERS[wish.kind],
        "tries": clips.TRIES[wish.kind],
        "levels": (clips.LOUDNESS_LUFS[wish.kind], clips.PEAK_DB, clips.STOP_PEAK_DB),
        "kbps": clips.kbps(wish),
    }
    text = json.dumps([_plain(wish), settings], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(wish: Wanted) -> dict[str, object]:
    """Return the wish's fields; `asdict` would copy every letter's place, and there are thousands of wishes."""
    return {field.name: getattr(wish, field.name) for field in fields(wish)}


def file_name(data: bytes) -> str:
    """Return the name of a clip: the hash of its content."""
    return hashlib.sha256(data).hexdigest()[:20] + ".mp3"


def _chosen(wishes: dict[Name, Wanted], only: Collection[str]) -> dict[Name, Wanted]:
    chosen = {name: wish for name, wish in wishes.items() if not only or {name[0], ":".join(name)} & set(only)}
    unknown = sorted(set(only) - {part for name in chosen for part in (name[0], ":".join(name))})
    if unknown:
        raise Invalid("Nothing that is wanted is called %(names)s", names=", ".join(unknown))
    return chosen


def _stays(clip: Clip, wish: Wanted | None, partial: bool) -> bool:
    if clip.voice != synth.VOICE:
        return True
    return partial if wish is None else inputs_hash(wish) == clip.inputs


@contextmanager
def _saved_whatever_comes(audio_dir: Path, listed: dict[Name, Clip], rows: dict[Name, Clip]) -> Iterator[None]:
    """Write the manifest at the end; after an interruption what was on the shelf stays beside what is new."""
    try:
        yield
    except BaseException:
        _write_manifest(audio_dir, listed | rows)
        raise
    if rows != listed:
        _write_manifest(audio_dir, rows)


def _shelve(shelf: Path, wish: Wanted, made: clips.Made) -> Clip:
    name = file_name(made.data)
    _replace(shelf / name, made.data)
    return Clip(
        wish.kind, wish.text, synth.VOICE, name, made.seconds, made.cues, synth.SOURCE, synth.LICENCE, inputs_hash(wish)
    )


def _write_manifest(audio_dir: Path, rows: dict[Name, Clip]) -> None:
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
