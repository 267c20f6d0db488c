"""What a teacher's tablet sent becomes samples: decoded with care, for the bytes may be anything."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from phonics.errors import Invalid
from phonics.voice.wave import RATE, Wave

MOST_BYTES = 3 * 1024 * 1024
LONGEST_S = 15.0
# A recorder told to stop at 15 s stops a moment later.
GRACE_S = 0.5
MOST_CHANNELS = 8
LOUDEST = 16.0  # full scale is 1; floats may pass it
_RATES = range(8_000, 192_001)
# The microphone could not follow: so near to full scale, so many samples in a row, such a share of all.
CLIPPED_AT, CLIPPED_RUN, MOST_CLIPPED = 10 ** (-0.1 / 20), 3, 0.001
# The container is named by us, never guessed: a guess may be a playlist, which opens other files.
_CONTAINERS = (
    (0, b"\x1aE\xdf\xa3", "matroska"),  # WebM
    (4, b"ftyp", "mov"),  # MP4, M4A, 3GP
    (8, b"WAVE", "wav"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
)
_CODECS = (
    "opus,libopus,vorbis,aac,mp3,mp3float,flac,alac,pcm_u8,pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_f64le,"
    "pcm_mulaw,pcm_alaw"
)


@dataclass(frozen=True, slots=True)
class Take:
    """What was said.

    :param wave: mono, at the house's rate
    :param loudest: the magnitude of every sample as it was sent, in the louder channel
    :param sent_rate: samples a second of `loudest`
    """

    wave: Wave
    loudest: NDArray[np.float32]
    sent_rate: int

    @property
    def seconds(self) -> float:
        return len(self.wave) / RATE

    def is_clipped(self, start: float, end: float) -> bool:
        """Return whether the microphone could not follow between two moments (seconds)."""
        heard = self.loudest[int(start * self.sent_rate) : int(end * self.sent_rate)]
        return len(heard) > 0 and _flat(heard) >= MOST_CLIPPED


def read(data: bytes, longest_s: float = LONGEST_S) -> Take:
    """Return the take in WebM, MP4 (also fragmented), WAV, MP3, Ogg, FLAC or AAC; pictures in it are not looked at.

    Decoding ends where the take becomes too long: a small file can hold an hour.

    :raises Invalid: with a `reason` in its details: too_big, not_audio, damaged or too_long
    """
    if len(data) > MOST_BYTES:
        raise Invalid("A recording may have at most 3 MB.", reason="too_big")
    sent, rate = _decoded(data, _container(data), longest_s)
    if not (np.abs(sent) <= LOUDEST).all():  # what is not a number is not below either
        raise _damaged()
    return Take(_resampled(sent.mean(axis=0, dtype=np.float32), rate), np.abs(sent).max(axis=0), rate)


def _container(data: bytes) -> str:
    """Return the container by its first bytes."""
    for at, sign, name in _CONTAINERS:
        if data[at : at + len(sign)] == sign and (name != "wav" or data[:4] == b"RIFF"):
            return name
    if len(data) > 4 and data[0] == 0xFF and data[1] & 0xE0 == 0xE0:
        return "mp3" if data[1] & 0x06 else "aac"
    raise _not_audio()


def _decoded(data: bytes, container: str, longest_s: float) -> tuple[NDArray[np.float32], int]:
    """Return the samples of every channel as they were sent, and their rate."""
    import av  # noqa: PLC0415 - half a second that only who records waits for

    options = {"codec_whitelist": _CODECS}
    try:
        with av.open(io.BytesIO(data), "r", format=container, options=options, metadata_errors="ignore") as opened:
            if not opened.streams.audio:
                raise _not_audio()
            stream = opened.streams.audio[0]
            if stream.codec_context is None or stream.codec_context.codec.name not in _CODECS.split(","):
                raise _not_audio()
            frames = list(_within_limits(opened.decode(stream), longest_s))
            return _even(frames), frames[0].sample_rate
    except Invalid:
        raise
    # what foreign bytes can end in: ffmpeg's own errors, and those of the numbers that they hold
    except (av.FFmpegError, OSError, ValueError, LookupError, ArithmeticError, RuntimeError, MemoryError) as error:
        raise _damaged() from error


def _within_limits(frames: Iterable[Any], longest_s: float) -> Iterator[Any]:
    """Yield the frames, and refuse as soon as one is more than a voice needs."""
    lasting = 0.0
    for frame in frames:
        if frame.sample_rate not in _RATES or not 1 <= frame.layout.nb_channels <= MOST_CHANNELS:
            raise _damaged()
        lasting += frame.samples / frame.sample_rate
        if lasting > longest_s + GRACE_S:
            raise Invalid("This recording is longer than %(most)s seconds.", most=round(longest_s), reason="too_long")
        yield frame
    if not lasting:
        raise _not_audio()


def _even(frames: list[Any]) -> NDArray[np.float32]:
    """Return the samples of frames that are all alike, as floats, channel by channel."""
    import av  # noqa: PLC0415

    first = frames[0]
    as_floats = av.AudioResampler(format="fltp", layout=first.layout, rate=first.sample_rate)
    parts = [part.to_ndarray() for frame in frames for part in as_floats.resample(frame)]
    return np.concatenate(parts, axis=1).astype(np.float32)


def _resampled(mono: NDArray[np.float32], rate: int) -> Wave:
    if rate == RATE:
        return mono
    import av  # noqa: PLC0415

    frame = av.AudioFrame.from_ndarray(mono[np.newaxis], format="fltp", layout="mono")
    frame.sample_rate = rate
    slow = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    parts = [part.to_ndarray()[0] for given in (frame, None) for part in slow.resample(given)]
    return np.concatenate([np.zeros(0), *parts]).astype(np.float32)


def _flat(loudest: NDArray[np.float32]) -> float:
    """Return the share of samples that stand at full scale at least three in a row."""
    full = np.concatenate([[False], loudest >= CLIPPED_AT, [False]])
    edges = np.flatnonzero(full[1:] != full[:-1])
    lengths = edges[1::2] - edges[::2]
    return float(lengths[lengths >= CLIPPED_RUN].sum()) / len(loudest)


def _not_audio() -> Invalid:
    return Invalid("This is not a sound recording.", reason="not_audio")


def _damaged() -> Invalid:
    return Invalid("This recording is damaged. Please record it again.", reason="damaged")
