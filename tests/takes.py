"""Takes as a teacher's tablet might send them, made here: a hummed vowel in a quiet room, in every container."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray

from phonics.errors import Invalid
from phonics.voice import recorded

RATE = 24_000
Samples = NDArray[np.float32]

# As Chrome, iPad Safari, phones' recorders and sound editors write them: container, codec, rate, layout, options.
CONTAINERS: dict[str, tuple[str, str, int, str, dict[str, str]]] = {
    "webm": ("webm", "libopus", 48_000, "mono", {}),
    "webm in stereo": ("webm", "libopus", 48_000, "stereo", {}),
    "fragmented mp4": ("mp4", "aac", 48_000, "mono", {"movflags": "frag_keyframe+empty_moov+default_base_moof"}),
    "mp4": ("mp4", "aac", 44_100, "stereo", {}),
    "m4a": ("ipod", "aac", 44_100, "mono", {}),
    "wav": ("wav", "pcm_s16le", 44_100, "mono", {}),
    "wav of 24 bits": ("wav", "pcm_s24le", 96_000, "stereo", {}),
    "wav of floats": ("wav", "pcm_f32le", 48_000, "mono", {}),
    "ogg": ("ogg", "libopus", 48_000, "mono", {}),
    "mp3": ("mp3", "libmp3lame", 44_100, "mono", {}),
    "adts": ("adts", "aac", 44_100, "mono", {}),
    "flac": ("flac", "flac", 48_000, "mono", {}),
}


def hum(seconds: float, peak: float = 0.3, pitch: float = 180.0) -> Samples:
    """Return a voice that holds a vowel: twelve harmonics under two formants, fading in and out."""
    t = np.arange(int(seconds * RATE)) / RATE
    tones = (np.sin(2 * np.pi * pitch * k * t + k) * _formant(pitch * k) for k in range(1, 13))
    wave = np.sum(list(tones), axis=0) * np.minimum(1.0, np.minimum(t, seconds - t) / 0.02)
    return (wave * peak / np.max(np.abs(wave))).astype(np.float32)


def _formant(hertz: float) -> float:
    return 1.0 / (1 + ((hertz - 650) / 150) ** 2) + 0.6 / (1 + ((hertz - 1100) / 200) ** 2)


def room(seconds: float, rms: float = 0.0005) -> Samples:
    """Return a room in which nobody speaks."""
    return np.random.default_rng(7).normal(0, rms, int(seconds * RATE)).astype(np.float32)


def take(before: float = 0.5, spoken: float = 0.8, after: float = 0.7, peak: float = 0.3) -> Samples:
    """Return a vowel said in a quiet room, after `before` seconds."""
    wave = room(before + spoken + after)
    said = hum(spoken, peak)
    begin = int(before * RATE)
    wave[begin : begin + len(said)] += said
    return wave


def file_of(wave: Samples, container: str = "webm") -> bytes:
    """Return the wave as a file."""
    import av

    name, codec, rate, layout, options = CONTAINERS[container]
    written = io.BytesIO()
    with av.open(written, "w", format=name, options=options) as opened:
        stream = opened.add_stream(codec, rate=rate, layout=layout)
        context = stream.codec_context
        frame = av.AudioFrame.from_ndarray(np.tile(wave, (1 + (layout == "stereo"), 1)), format="fltp", layout=layout)
        frame.sample_rate = RATE
        context.open()
        fitted = av.AudioResampler(format=context.format, layout=layout, rate=rate, frame_size=context.frame_size)
        for given in (frame, None):
            for part in fitted.resample(given):
                opened.mux(stream.encode(part))
        opened.mux(stream.encode(None))
    return written.getvalue()


def reason(data: bytes, trim: tuple[float, float] | None = None) -> object:
    """Return why a take is refused."""
    with pytest.raises(Invalid) as refused:
        recorded.make(data, trim, "word")
    return refused.value.details["reason"]
