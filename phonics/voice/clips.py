"""One wish in, one finished clip out: said in a carrier, aligned, its short vowels raised, cut, lifted, levelled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from phonics.errors import Invalid
from phonics.voice import arpabet, cutting, loudness, mp3, synth, vowels
from phonics.voice.align import Span, align
from phonics.voice.library import Cue
from phonics.voice.wanted import Wanted
from phonics.voice.wave import DECODER_DELAY_S, RATE, TAIL_S, Wave, pcm16

# Change this when the same wish would sound different: every clip is then made anew.
RECIPE = "2"
# In a short word every sound tells it from another (sink, think): at 32 kbit/s a recogniser mixed them up.
FEW_PHONES, FEW_PHONES_KBPS = 5, 40
PEAK_DB = -1.5
STOP_PEAK_DB = -3.0
FAINT = {"F", "TH", "HH", "V", "DH", "S", "SH", "P", "T", "K", "CH"}
FAINT_FLOOR_DB, FAINT_LIFT_DB = -42.0, 14.0
# Breath that begins at once is heard as a stop (hat as pat): how long these take to come as first sound, and how loud.
COMING = {"HH": (0.05, -36.0), "F": (0.04, -38.0), "TH": (0.04, -38.0), "V": (0.04, -38.0), "DH": (0.04, -38.0)}
AT_ONCE = (0.005, FAINT_FLOOR_DB)
# These hum and hiss at once; in all other voiced sounds the breath stays far under the hum.
HISSING, BREATH_DB = {"V", "Z", "ZH"}, -12.0
BREATHED = {"P", "T", "K", "CH"}
# These begin with silence; before all others the quietest moment may already be their own breath.
HOLDING = {*BREATHED, "B", "D", "G", "JH"}
# So much of a sound already belongs to the one that follows.
NEIGHBOUR_S = 0.015


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
    way, reason = WAYS[wish.kind], "not tried"
    for speed, seed in way.tries:
        said = _say(wish, speed, seed)
        if said is None:
            reason = "the aligner could not follow"
            continue
        wave, starts = way.cut(wish, said)
        low, high = way.gate_s
        length = len(wave) / RATE
        if low <= length <= high:
            return _finished(wish, wave, _cues(wish, said.spans, starts))
        reason = f"it lasts {length:.2f} s"
    raise Invalid("No clip of %(kind)s %(text)s passed: %(reason)s", kind=wish.kind, text=wish.text, reason=reason)


def _say(wish: Wanted, speed: float, seed: int) -> Said | None:
    carrier = WAYS[wish.kind].carrier
    sentence = carrier + wish.spoken + (" ." if carrier else "")
    frames = synth.draw(sentence, speed)
    wave = synth.sound(frames, seed)
    words = align(wave, sentence)
    if words is None:
        return None
    carried = len(arpabet.words_of(carrier))
    target = [span for word in words[carried:] for span in word]
    # The last phone of the carrier stays out, but its second half may already be silence.
    last = words[carried - 1][-1] if carried else Span("", 0.0, 0.0)
    if carried:
        tokens = [token for word in arpabet.words_of(wish.spoken) for token in word]
        frames = vowels.raised(frames, target, tokens, speed)
        wave = synth.sound(frames, seed)
    return Said(frames, wave, (last.start + last.end) / 2, tuple(target))


def _cut_word(wish: Wanted, said: Said) -> tuple[Wave, float]:
    """Return the word cut free of its carrier, and the moment of the cut."""
    start = _start(said)
    end, wave = cutting.ending(said.wave, said.spans[-1].end), said.wave
    coming_s, first_floor_db = COMING.get(said.spans[0].phone, AT_ONCE)
    for span in said.spans:
        if span.phone in FAINT:
            until = end if span is said.spans[-1] else span.end
            floor_db = first_floor_db if span is said.spans[0] else FAINT_FLOOR_DB
            wave = cutting.lift(wave, max(start, span.start), until, floor_db, FAINT_LIFT_DB)
    return cutting.piece(wave, start, cutting.ending(wave, said.spans[-1].end), coming_s), start


def _start(said: Said) -> float:
    """Return the quiet moment before the first phone: where it is cut free of what comes before."""
    first = said.spans[0]
    after = cutting.SEARCH_S if first.phone in HOLDING else cutting.BREATH_S
    return cutting.onset(said.wave, first.start, said.before, after)


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
    coming_s, _ = COMING.get(first.phone, AT_ONCE)
    cut = cutting.piece(said.wave, start, end, fade_in_s=max(coming_s, 0.02), fade_out_s=0.05)
    return _at_least(cut, SOUND.gate_s[0]), start


def _edges(part: tuple[int, int], said: Said) -> tuple[float, float]:
    """Return where a sound begins (a stop without voice: in its closure) and ends (the last one: with its release)."""
    first, last = said.spans[part[0]], said.spans[part[1]]
    final = part[1] == len(said.spans) - 1
    end = cutting.ending(said.wave, last.end) if final else last.end - NEIGHBOUR_S
    if part[0] == 0:
        return _start(said), end
    return (cutting.closure(said.wave, first.start, end) if first.phone in BREATHED else first.start), end


class Way(NamedTuple):
    """How clips of a kind are made.

    :param carrier: the phones said before it: alone, the voice would swallow its beginning
    :param tries: (speed, seed), in turn until a clip passes its gate; slower words were recognised less often
    :param gate_s: shortest and longest clip that may pass, in seconds
    :param kbps: bits a second, in thousands; there are few sounds, and their hiss needs the most
    """

    carrier: str
    tries: tuple[tuple[float, int], ...]
    gate_s: tuple[float, float]
    kbps: int
    cut: Callable[[Wanted, Said], tuple[Wave, float]]


_NEXT_WORD = "DH AH0 | N EH1 K S T | W ER1 D | IH0 Z , | "
_NEXT_LETTER = "DH AH0 | N EH1 K S T | L EH1 T ER0 | IH0 Z , | "
WORD = Way(_NEXT_WORD, ((0.9, 0), (0.85, 1), (1.0, 2), (0.8, 3)), (0.25, 1.6), 32, _cut_word)
SOUND = Way(_NEXT_WORD, ((0.5, 0), (0.55, 1), (0.6, 2)), (0.25, 1.2), 48, _cut_sound)
WAYS = {
    "word": WORD,
    "pseudo": WORD,
    "sound": SOUND,
    "letter": Way(_NEXT_LETTER, ((0.85, 0), (0.8, 1), (0.95, 2)), (0.25, 1.6), 48, _cut_word),
    "phrase": Way("", ((0.9, 0), (1.0, 1)), (0.3, 4.0), 32, _cut_phrase),
    "sentence": Way("", ((0.9, 0), (1.0, 1), (0.85, 2)), (0.3, 12.0), 32, _cut_phrase),
}


def _at_least(wave: Wave, seconds: float) -> Wave:
    missing = int(seconds * RATE) + 1 - len(wave)
    return np.concatenate([wave, np.zeros(missing, np.float32)]) if missing > 0 else wave


def _finished(wish: Wanted, wave: Wave, cues: tuple[Cue, ...]) -> Made:
    peak = STOP_PEAK_DB if wish.how == "stop" else PEAK_DB
    even = loudness.levelled(wave, loudness.target_lufs(wish.kind), peak)
    data = mp3.encode(pcm16(np.concatenate([even, np.zeros(int(TAIL_S * RATE), np.float32)])), RATE, kbps(wish))
    return Made(data, round(mp3.seconds(data), 3), cues)


def kbps(wish: Wanted) -> int:
    """Return how many thousand bits a second the clip gets."""
    phones, most = sum(map(len, arpabet.words_of(wish.spoken))), WAYS[wish.kind].kbps
    return max(most, FEW_PHONES_KBPS) if phones <= FEW_PHONES else most


def _cues(wish: Wanted, spans: Sequence[Span], cut_at: float) -> tuple[Cue, ...]:
    """Return when each phone of a word sounds in the decoded clip, tied to the letters that spell it.

    A letter of two phones (the x of box) has a cue for each, a silent one a cue without length. A sentence has one cue
    for each word.

    :raises Invalid: if the segments do not use up the phones
    """
    if not wish.segments:
        return ()
    if sum(count for _, count in wish.segments) != len(spans):
        raise Invalid("The segments of %(text)s do not fit its phones", text=wish.text)
    cues, at, now = [], 0, spans[0].start
    for letters, count in wish.segments:
        phones = spans[at : at + count]
        parts = [(one.start, one.end) for one in phones] or [(now, now)]
        now, at = parts[-1][1], at + count
        if wish.kind == "sentence":
            parts = [(parts[0][0], now)]
        cues += [Cue(_shifted(start - cut_at), _shifted(end - cut_at), letters) for start, end in parts]
    return tuple(cues)


def _shifted(moment: float) -> float:
    return round(max(0.0, moment) + DECODER_DELAY_S, 3)
