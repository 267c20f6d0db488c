"""A teacher's take becomes a clip: trimmed, refused where nobody could use it, brought to the house's level, MP3."""

import io
import math
from dataclasses import dataclass

import numpy as np

from phonics.errors import Invalid
from phonics.voice import cutting, intake, limiting, loudness, mp3, trimming
from phonics.voice.intake import Take
from phonics.voice.wave import DECODER_DELAY_S, RATE, TAIL_S, Wave, pcm16

SHORTEST_S = 0.15
# Quieter than this, and the room would be heard before the voice.
QUIETEST_PEAK_DB, QUIETEST_RMS_DB = -40.0, -52.0
_LOUD_S = 0.05
# What is too short for a measure of loudness: its mean power, and room above a burst.
SHORT_RMS_DB, SHORT_PEAK_DB = -19.0, -3.0
# Before encoding; MP3 may add up to a decibel, and no peak passes −1 dBFS afterwards.
CEILING_DB, PEAK_DB = -2.0, -1.0
# So much may be taken off a peak; what would need more stays softer.
MOST_LIMITED_DB = 6.0
FADE_S = 0.005
# LAME turns everything down by this before it encodes.
LAME_SCALE = 0.95


@dataclass(frozen=True, slots=True)
class Preview:
    """A finished clip as children would hear it: MP3 bytes, playing time, loudness (LUFS), true peak (dBFS).

    :param start: where it was cut out of the take, in seconds
    """

    mp3: bytes
    seconds: float
    lufs: float
    peak_db: float
    start: float
    end: float


def make(data: bytes, trim: tuple[float, float] | None, kind: str, longest_s: float = intake.LONGEST_S) -> Preview:
    """Return the clip; the same take and trim give the same bytes.

    :param trim: begin and end in seconds; None: where speech is found
    :raises Invalid: with a `reason` in its details, those of `intake.read` and: trim, too_short, silent, clipped
    """
    take = intake.read(data, longest_s)
    start, end = _within(take, trim) if trim else trimming.suggested(take.wave)
    if end - start < SHORTEST_S:
        raise Invalid("This recording is too short: less than 0.15 seconds.", reason="too_short")
    wave = cutting.piece(take.wave, start, end, FADE_S, FADE_S)
    _refuse_silence(wave)
    if take.is_clipped(start, end):
        raise Invalid("This recording is too loud: the microphone could not follow. Move it away.", reason="clipped")
    return _finished(wave, loudness.target_lufs(kind), start, end)


def _within(take: Take, trim: tuple[float, float]) -> tuple[float, float]:
    start, end = trim
    if not (math.isfinite(start) and math.isfinite(end) and 0 <= start < end and start < take.seconds):
        raise Invalid("The beginning must lie before the end, and both in the recording.", reason="trim")
    return start, min(end, take.seconds)


def _refuse_silence(wave: Wave) -> None:
    """Refuse what has no peak, or nothing beside it: the loudest 50 ms decide."""
    size = int(_LOUD_S * RATE)
    power = np.convolve(wave.astype(np.float64) ** 2, np.full(size, 1 / size), "valid")
    loudest_db = 10 * np.log10(float(power.max()) + 1e-12)
    if loudness.peak_db(wave) < QUIETEST_PEAK_DB or loudest_db < QUIETEST_RMS_DB:
        raise Invalid("This recording is silent. Is the microphone on?", reason="silent")


def _finished(wave: Wave, target: float, start: float, end: float) -> Preview:
    """Return the clip; where encoding lifted a peak over the limit, once more and softer."""
    even = _levelled(np.concatenate([wave, np.zeros(int(TAIL_S * RATE), np.float32)]), len(wave), target)
    encoded, heard, peak = _encoded(even)
    if peak > PEAK_DB:
        encoded, heard, peak = _encoded(even * np.float32(10 ** ((PEAK_DB - 0.1 - peak) / 20)))
    level = round(loudness.lufs(heard), 2)
    return Preview(encoded, round(mp3.seconds(encoded), 3), level, round(peak, 2), round(start, 3), round(end, 3))


def _levelled(wave: Wave, spoken: int, target: float) -> Wave:
    """Return the wave at the house's level; `spoken` samples of it are speech, the rest is air."""
    if spoken < loudness.BLOCK_S * RATE:
        gain = SHORT_RMS_DB + (target - loudness.HOUSE_LUFS) - loudness.rms_db(wave[:spoken])
        return _gained(wave, min(gain, SHORT_PEAK_DB - limiting.true_peak_db(wave)))
    peak = limiting.true_peak_db(wave)
    room = CEILING_DB + MOST_LIMITED_DB - peak
    delay = np.zeros(int(DECODER_DELAY_S * RATE), np.float32)  # a meter hears it too
    gain = min(target - loudness.lufs(np.concatenate([delay, wave])), room)
    even = limiting.held_under(_gained(wave, gain), CEILING_DB)
    if peak + gain > CEILING_DB:  # a peak held down took a little loudness away
        gain = min(gain + target - loudness.lufs(np.concatenate([delay, even])), room)
        even = limiting.held_under(_gained(wave, gain), CEILING_DB)
    return even


def _gained(wave: Wave, db: float) -> Wave:
    louder: Wave = (wave * 10 ** (db / 20)).astype(np.float32)
    return louder


def _encoded(wave: Wave) -> tuple[bytes, Wave, float]:
    """Return the MP3, what is heard of it, and the true peak of that in dBFS."""
    import av  # noqa: PLC0415 - only who records waits for it

    file = io.BytesIO()
    # no tags and no frame of figures: nothing but sound, the same bytes each time
    with av.open(file, "w", format="mp3", options={"write_xing": "0", "id3v2_version": "0"}) as container:
        stream = container.add_stream("libmp3lame", rate=RATE, layout="mono", format="s16p")
        stream.bit_rate = mp3.BIT_RATE_KBPS * 1000
        pcm = np.frombuffer(pcm16(wave / np.float32(LAME_SCALE)), "<i2")[np.newaxis]
        frame = av.AudioFrame.from_ndarray(pcm, format="s16p", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    data = file.getvalue()
    heard = mp3.decode(data)
    return data, heard, limiting.true_peak_db(heard)
