"""What is wrong with a shelf: one sentence for each fault."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from phonics.errors import Invalid
from phonics.voice import loudness, mp3, synth
from phonics.voice.library import MANIFEST, RECORDED, Clip, Library, load
from phonics.voice.pack import inputs_hash
from phonics.voice.shelving import file_name
from phonics.voice.wanted import Wanted
from phonics.voice.wave import RATE

SHORTEST_S, LONGEST_S = 0.15, 12.0
# Loudness needs a block of 0.4 s to mean anything; a shorter clip (the burst of a stop) is judged by peak and RMS.
QUIETEST_LUFS, QUIETEST_PEAK_DB, QUIETEST_RMS_DB = -30.0, -16.0, -42.0
CLIPPED_DB = 0.0
# With fewer clips than these it is not worth waking workers.
MANY = 500

Case = tuple[Path, Clip, Wanted | None]


def check(audio_dir: Path, wanted: Iterable[Wanted], jobs: int = 1) -> list[str]:
    """Return every fault of the shipped shelf and of the human one beside it, in a steady order; none: all is well."""
    wishes = {wish.name: wish for wish in wanted}
    shelves = load(audio_dir), load(Path(audio_dir) / RECORDED, "")
    faults = [f"missing clip: {kind} {text}" for kind, text in sorted(wishes) if not any(_has(shelves, kind, text))]
    faults += [f"file without row: {name}" for library in shelves for name in _strays(library)]
    cases = [(one.path(clip), clip, wishes.get((clip.kind, clip.text))) for one in shelves for clip in one]
    return faults + [f"{clip.kind} {clip.text}: {fault}" for clip, fault in _found(cases, jobs)]


def _has(shelves: Iterable[Library], kind: str, text: str) -> Iterator[bool]:
    yield from ((kind, text) in library.rows for library in shelves)


def _strays(library: Library) -> list[str]:
    rows = {row.file for row in library.rows.values()} | {MANIFEST}
    return sorted(file.name for file in library.shelf.glob("*.*") if file.name not in rows)


def _found(cases: Sequence[Case], jobs: int) -> Iterator[tuple[Clip, str]]:
    """Yield each clip with each of its faults; many clips are shared out among worker processes."""
    if jobs <= 1 or len(cases) < MANY:
        yield from ((case[1], fault) for case in cases for fault in _faults(case))
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        listed = pool.map(_faults, cases, chunksize=MANY // 5)
        yield from ((case[1], fault) for case, faults in zip(cases, listed, strict=True) for fault in faults)


def _faults(case: Case) -> list[str]:
    path, clip, wish = case
    if not path.exists():
        return [f"row without file {clip.file}"]
    data = path.read_bytes()
    faults = [] if file_name(data) == clip.file else [f"the content of {clip.file} is not what its name says"]
    faults += _row_faults(clip, wish)
    try:
        return [*faults, *_length_faults(clip, mp3.seconds(data)), *_heard_faults(data)]
    except Invalid as error:
        return [*faults, error.message]


def _row_faults(clip: Clip, wish: Wanted | None) -> Iterator[str]:
    if clip.voice != synth.VOICE:
        return
    if wish is None:
        yield "nothing asks for this clip"
    elif clip.inputs != inputs_hash(wish):
        yield "made from other inputs than today's: build again"
    elif [cue.letters for cue in clip.cues] != _parts(wish):
        yield "its cues do not cover its letters"


def _parts(wish: Wanted) -> list[tuple[int, ...]]:
    """Return the letters that need a cue, in order: of each phone of a word and each silent letter; of each word."""
    if wish.kind == "sentence":
        return [letters for letters, _ in wish.segments]
    return [letters for letters, phones in wish.segments for _ in range(max(1, phones))]


def _length_faults(clip: Clip, seconds: float) -> Iterator[str]:
    if not SHORTEST_S <= seconds <= LONGEST_S:
        yield f"lasts {seconds:.2f} s, not {SHORTEST_S}–{LONGEST_S:.0f} s"
    if abs(seconds - clip.seconds) > 0.01:
        yield f"lasts {seconds:.2f} s, its row says {clip.seconds:.2f} s"
    if any(not 0 <= cue.start <= cue.end <= seconds for cue in clip.cues):
        yield "a cue lies outside the clip"
    if any(one.start > other.start for one, other in pairwise(clip.cues)):
        yield "its cues do not follow one another"


def _heard_faults(data: bytes) -> Iterator[str]:
    wave = mp3.decode(data)
    peak, level, rms = loudness.peak_db(wave), loudness.lufs(wave), loudness.rms_db(wave)
    long_enough = len(wave) >= loudness.BLOCK_S * RATE
    if peak < QUIETEST_PEAK_DB or (level < QUIETEST_LUFS if long_enough else rms < QUIETEST_RMS_DB):
        yield f"too quiet ({level:.0f} LUFS, peak {peak:.0f} dBFS, RMS {rms:.0f} dBFS)"
    if peak >= CLIPPED_DB:
        yield "clipped"
