"""The shelf's keeper: build what is missing, keep what is already right, and say what is wrong with a shelf."""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from phonics.errors import Invalid
from phonics.voice import clips, loudness, makers, synth
from phonics.voice.library import SHELF, Clip, Row, load, row_of
from phonics.voice.makers import Maker
from phonics.voice.shelving import Name, Progress, file_name, lies_there, locked, put_whole, sweep, write_manifest
from phonics.voice.wanted import Wanted

# The manifest is written again after this many new clips: a build whose power fails loses no more than these.
SAVE_EVERY = 250


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
    :raises Conflict: if another build is at work there
    """
    wishes = _chosen({wish.name: wish for wish in wanted}, only)
    (Path(audio_dir) / SHELF).mkdir(parents=True, exist_ok=True)
    with locked(audio_dir):
        return _built(audio_dir, wishes, jobs, on_progress, bool(only), maker)


def _built(
    audio_dir: Path, wishes: dict[Name, Wanted], jobs: int, on_progress: Progress, partial: bool, maker: Maker
) -> Report:
    library = load(audio_dir)
    listed = library.rows
    before = {name: row for name, row in listed.items() if lies_there(library.path(row))}
    kept = {name: row for name, row in before.items() if _stays(row, wishes.get(name), partial)}
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
                write_manifest(audio_dir, {**listed, **rows})
            on_progress(done, len(missing))
    dropped = sweep(library.shelf, {row.file for row in rows.values()})
    return Report(len(missing) - len(failed), len(wishes) - len(missing), dropped, tuple(failed))


def inputs_hash(wish: Wanted) -> str:
    """Return the hash of all that decides how a clip sounds: never of its bytes, another processor rounds otherwise."""
    way = clips.WAYS[wish.kind]
    settings = {
        "recipe": clips.RECIPE,
        "voice": synth.SOURCE,
        "carrier": way.carrier,
        "tries": way.tries,
        "levels": (loudness.target_lufs(wish.kind), clips.PEAK_DB, clips.STOP_PEAK_DB),
        "kbps": clips.kbps(wish),
    }
    text = json.dumps([_plain(wish), settings], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(wish: Wanted) -> dict[str, object]:
    """Return the wish's fields; `asdict` would copy every letter's place, and there are thousands of wishes."""
    return {field.name: getattr(wish, field.name) for field in fields(wish)}


def _chosen(wishes: dict[Name, Wanted], only: Collection[str]) -> dict[Name, Wanted]:
    asked = set(only)
    chosen = {name: wish for name, wish in wishes.items() if not asked or {name[0], ":".join(name)} & asked}
    unknown = sorted(asked - {part for name in chosen for part in (name[0], ":".join(name))})
    if unknown:
        raise Invalid("Nothing that is wanted is called %(names)s", names=", ".join(unknown))
    return chosen


def _stays(row: Row, wish: Wanted | None, partial: bool) -> bool:
    if row.voice != synth.VOICE:
        return True
    return partial if wish is None else inputs_hash(wish) == row.inputs


@contextmanager
def _saved_whatever_comes(audio_dir: Path, listed: Mapping[Name, Row], rows: dict[Name, Row]) -> Iterator[None]:
    """Write the manifest at the end; after an interruption what was on the shelf stays beside what is new."""
    try:
        yield
    except BaseException:
        write_manifest(audio_dir, {**listed, **rows})
        raise
    if rows != listed:
        write_manifest(audio_dir, rows)


def _shelve(shelf: Path, wish: Wanted, made: clips.Made) -> Row:
    name, inputs = file_name(made.data), inputs_hash(wish)
    put_whole(shelf / name, made.data)
    return row_of(
        Clip(wish.kind, wish.text, synth.VOICE, name, made.seconds, made.cues, synth.SOURCE, synth.LICENCE, inputs)
    )
