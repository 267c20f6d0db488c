"""What is wrong with a shelf: one sentence for each fault."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from phonics.errors import Invalid, Unavailable
from phonics.voice import loudness, mp3, synth
from phonics.voice.library import Clip, Library, load
from phonics.voice.pack import file_name, inputs_hash
from phonics.voice.wanted import Wanted

SHORTEST_S, LONGEST_S = 0.15, 12.0
# Loudness needs a block of 0.4 s to mean anything; a shorter clip (the burst of a stop) is judged by peak and RMS.
QUIETEST_LUFS, QUIETEST_PEAK_DB, QUIETEST_RMS_DB = -30.0, -16.0, -42.0
CLIPPED_DB = 0.0


def check(audio_dir: Path, wanted: Iterable[Wanted]) -> list[str]:
    """Return every fault of the shelf, in a steady order; an empty list is a good shelf.

    Files are listened to (silent, clipped) only where the audio extra is installed.
    """
    wishes = {wish.name: wish for wish in wanted}
    library = load(audio_dir)
    faults = [f"missing clip: {kind} {text}" for kind, text in sorted(wishes) if library.find(kind, text) is None]
    faults += [f"file without row: {name}" for name in _strays(library)]
    for clip in library:
        faults += [f"{clip.kind} {clip.text}: {fault}" for fault in _faults(library, clip, wishes)]
    return faults


def _strays(library: Library) -> list[str]:
    rows = {clip.file for clip in library}
    return sorted(file.name for file in library.shelf.glob("*") if file.name not in rows)


def _faults(library: Library, clip: Clip, wishes: dict[tuple[str, str], Wanted]) -> Iterator[str]:
    if not library.path(clip).exists():
        yield f"row without file {clip.file}"
        return
    data = library.path(clip).read_bytes()
    if file_name(data) != clip.file:
        yield f"the content of {clip.file} is not what its name says"
    yield from _row_faults(clip, wishes.get((clip.kind, clip.text)))
    try:
        yield from _length_faults(clip, mp3.seconds(data))
        yield from _heard_faults(data)
    except Invalid as error:
        yield error.message


def _row_faults(clip: Clip, wish: Wanted | None) -> Iterator[str]:
    if clip.voice != synth.VOICE:
        return
    if wish is None:
        yield "nothing asks for this clip"
    elif clip.inputs != inputs_hash(wish):
        yield "made from other inputs than today's: build again"
    elif Counter(cue.letters for cue in clip.cues) != Counter(letters for letters, _ in wish.segments):
        yield "its cues do not cover its letters"


def _length_faults(clip: Clip, seconds: float) -> Iterator[str]:
    if not SHORTEST_S <= seconds <= LONGEST_S:
        yield f"lasts {seconds:.2f} s, not {SHORTEST_S}–{LONGEST_S:.0f} s"
    if abs(seconds - clip.seconds) > 0.01:
        yield f"lasts {seconds:.2f} s, its row says {clip.seconds:.2f} s"
    if any(not 0 <= cue.start <= cue.end <= seconds for cue in clip.cues):
        yield "a cue lies outside the clip"


def _heard_faults(data: bytes) -> Iterator[str]:
    try:
        wave = mp3.decode(data)
    except Unavailable:
        return
    peak, level, rms = loudness.peak_db(wave), loudness.lufs(wave), loudness.rms_db(wave)
    long_enough = len(wave) >= loudness.BLOCK_S * synth.RATE
    if peak < QUIETEST_PEAK_DB or (level < QUIETEST_LUFS if long_enough else rms < QUIETEST_RMS_DB):
        yield f"too quiet ({level:.0f} LUFS, peak {peak:.0f} dBFS, RMS {rms:.0f} dBFS)"
    if peak >= CLIPPED_DB:
        yield "clipped"
