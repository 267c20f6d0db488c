"""One wish in, one finished clip out: said in a carrier sentence, aligned, cut, held or lifted, levelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from phonics.errors import Invalid
from phonics.voice import arpabet, cutting, loudness, mp3, synth
from phonics.voice.align import Span, align
from phonics.voice.library import Cue
from phonics.voice.synth import RATE, Wave
from phonics.voice.wanted import Wanted

# Change this when the same wish would sound different: every clip is then made anew.
RECIPE = "1"
CARRIERS = {
    "word": "DH AH0 | N EH1 K S T | W ER1 D | IH0 Z , | ",
    "sound": "DH AH0 | N EH1 K S T | W ER1 D | IH0 Z , | ",
    "letter": "DH AH0 | N EH1 K S T | L EH1 T ER0 | IH0 Z , | ",
    "phrase": "",
}
# (speed, seed), tried in turn until a clip passes its gate. Slower words than these were recognised less often.
TRIES = {
    "word": ((0.9, 0), (0.85, 1), (1.0, 2), (0.8, 3)),
    "sound": ((0.5, 0), (0.55, 1), (0.6, 2)),
    "letter": ((0.85, 0), (0.8, 1), (0.95, 2)),
    "phrase": ((0.9, 0), (1.0, 1)),
}
# Shortest and longest clip that may pass, in seconds.
GATE_S = {"word": (0.25, 1.6), "sound": (0.25, 1.2), "letter": (0.25, 1.6), "phrase": (0.3, 4.0)}
LOUDNESS_LUFS = {"word": -18.0, "sound": -20.0, "letter": -18.0, "phrase": -18.0}
PEAK_DB = -1.5
STOP_PEAK_DB = -3.0
FAINT = {"F", "TH", "HH", "V", "DH"}
FAINT_FLOOR_DB, FAINT_LIFT_DB = -42.0, 14.0
# These hum and hiss at once; in all other voiced sounds the breath stays far under the hum.
HISSING, BREATH_DB = {"V", "Z", "ZH"}, -12.0
BREATHED = {"P", "T", "K", "CH"}
# So much of a sound already belongs to the one that follows.
NEIGHBOUR_S = 0.015
TAIL_S = 0.06
# A decoder plays this much silence first: 576 samples of the encoder's delay and 529 of its own.
DECODER_DELAY_S = 1105 / RATE


@dataclass(frozen=True, slots=True)
class Made:
    """A finished clip: the file's bytes, its playing time, when each segment sounds."""

    data: bytes
    seconds: float
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as spoken, and where the phones of the part we want lie."""

    frames: synth.Frames
    wave: Wave
    before: float
    spans: tuple[Span, ...]


def make(wish: Wanted) -> Made:
    """Return the clip.

    :raises Invalid: if no try passed the gate; the message names the last reason
    :raises Unavailable: if the audio extra is not installed
    """
    reason = "not tried"
    for speed, seed in TRIES[wish.kind]:
        said = _say(wish, speed, seed)
        if said is None:
            reason = "the aligner could not follow"
            continue
        wave, starts = _CUTS[wish.kind](wish, said)
        low, high = GATE_S[wish.kind]
        length = len(wave) / RATE
        if low <= length <= high:
            return _finished(wish, wave, _cues(wish, said.spans, starts))
        reason = f"it lasts {length:.2f} s"
    raise Invalid("No clip of %(kind)s %(text)s passed: %(reason)s", kind=wish.kind, text=wish.text, reason=reason)


def pcm16(wave: Wave) -> bytes:
    """Return 16-bit little-endian samples."""
    return (np.clip(wave, -1, 1) * 32767).astype("<i2").tobytes()


def _say(wish: Wanted, speed: float, seed: int) -> Said | None:
    sentence = CARRIERS[wish.kind] + wish.spoken + ("" if wish.kind == "phrase" else " .")
    frames = synth.draw(sentence, speed)
    wave = synth.sound(frames, seed)
    words = align(wave, sentence)
    if words is None:
        return None
    carried = len(arpabet.words_of(CARRIERS[wish.kind]))
    target = [span for word in words[carried:] for span in word]
    # The last phone of the carrier stays out, but its second half may already be silence.
    last = words[carried - 1][-1] if carried else Span("", 0.0, 0.0)
    return Said(frames, wave, (last.start + last.end) / 2, tuple(target))


def _cut_word(wish: Wanted, said: Said) -> tuple[Wave, float]:
    """Return the word cut free of its carrier, and the moment of the cut."""
    start = cutting.onset(said.wave, said.spans[0].start, said.before)
    wave = said.wave
    for span in said.spans:
        if span.phone in FAINT:
            wave = cutting.lift(wave, max(start, span.start), span.end, FAINT_FLOOR_DB, FAINT_LIFT_DB)
    return cutting.piece(wave, start, cutting.ending(wave, said.spans[-1].end)), start


def _cut_phrase(wish: Wanted, said: Said) -> tuple[Wave, float]:
    start = max(0.0, said.spans[0].start - 0.02)
    return cutting.piece(said.wave, start, cutting.ending(said.wave, said.spans[-1].end)), start


def _cut_sound(wish: Wanted, said: Said) -> tuple[Wave, float]:
    """Return one sound of the host word: held, or as it was said."""
    if wish.part is None:
        raise Invalid("A sound needs a part of its host word: %(text)s", text=wish.text)
    first, last = said.spans[wish.part[0]], said.spans[wish.part[1]]
    if wish.how == "hold":
        breath_db = 0.0 if first.phone in HISSING else BREATH_DB
        wave = cutting.steadied(synth.sound(cutting.held(said.frames, first.start, last.end, breath_db), 0))
        return cutting.piece(wave, 0, len(wave) / RATE, fade_in_s=0.03, fade_out_s=0.08), first.start
    start, end = _edges(wish.part, said)
    cut = cutting.piece(said.wave, start, end, fade_in_s=0.02, fade_out_s=0.05)
    return _at_least(cut, GATE_S["sound"][0]), start


def _edges(part: tuple[int, int], said: Said) -> tuple[float, float]:
    """Return where a sound begins (a stop without voice: in its closure) and ends (the last one: with its release)."""
    first, last = said.spans[part[0]], said.spans[part[1]]
    final = part[1] == len(said.spans) - 1
    end = cutting.ending(said.wave, last.end) if final else last.end - NEIGHBOUR_S
    if part[0] == 0:
        return cutting.onset(said.wave, first.start, said.before), end
    return (cutting.closure(said.wave, first.start, end) if first.phone in BREATHED else first.start), end


_CUTS: dict[str, Callable[[Wanted, Said], tuple[Wave, float]]] = {
    "word": _cut_word,
    "letter": _cut_word,
    "sound": _cut_sound,
    "phrase": _cut_phrase,
}


def _at_least(wave: Wave, seconds: float) -> Wave:
    missing = int(seconds * RATE) + 1 - len(wave)
    return np.concatenate([wave, np.zeros(missing, np.float32)]) if missing > 0 else wave


def _finished(wish: Wanted, wave: Wave, cues: tuple[Cue, ...]) -> Made:
    peak = STOP_PEAK_DB if wish.how == "stop" else PEAK_DB
    even = loudness.levelled(wave, LOUDNESS_LUFS[wish.kind], peak)
    data = mp3.encode(pcm16(np.concatenate([even, np.zeros(int(TAIL_S * RATE), np.float32)])), RATE)
    return Made(data, round(mp3.seconds(data), 3), cues)


def _cues(wish: Wanted, spans: Sequence[Span], cut_at: float) -> tuple[Cue, ...]:
    """Return when each segment sounds in the decoded clip; a silent segment has no length.

    :raises Invalid: if the segments do not use up the phones
    """
    if not wish.segments:
        return ()
    if sum(count for _, count in wish.segments) != len(spans):
        raise Invalid("The segments of %(text)s do not fit its phones", text=wish.text)
    cues, at, now = [], 0, spans[0].start
    for letters, count in wish.segments:
        start = spans[at].start if count else now
        now = spans[at + count - 1].end if count else now
        at += count
        cues.append(Cue(_shifted(start - cut_at), _shifted(now - cut_at), letters))
    return tuple(cues)


def _shifted(moment: float) -> float:
    return round(max(0.0, moment) + DECODER_DELAY_S, 3)
