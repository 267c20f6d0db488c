"""MP3 in and out with the audio extra; and a file's length without it."""

import io
from collections.abc import Iterator

import numpy as np

from phonics.errors import Invalid, Unavailable
from phonics.voice.synth import Wave

BIT_RATE_KBPS = 48
_SAMPLES_PER_FRAME = {3: 1152, 2: 576, 0: 576}  # MPEG-1, 2, 2.5, layer III
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def encode(pcm16: bytes, rate: int, kbps: int = BIT_RATE_KBPS) -> bytes:
    """Return mono MP3 of 16-bit little-endian samples, `kbps` thousand bits a second.

    :raises Unavailable: if the audio extra is not installed
    """
    try:
        import lameenc  # noqa: PLC0415 - only who builds has it
    except ImportError as error:
        raise Unavailable("The audio tools are not installed: pip install -r requirements-audio.lock") from error
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(kbps)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(2)
    return bytes(encoder.encode(pcm16) + encoder.flush())


def decode(data: bytes) -> Wave:
    """Return the samples, −1…1, at the file's own rate.

    :raises Invalid: if it is not audio
    :raises Unavailable: if the audio extra is not installed
    """
    try:
        import av  # noqa: PLC0415 - only who builds has it
    except ImportError as error:
        raise Unavailable("The audio tools are not installed: pip install -r requirements-audio.lock") from error
    try:
        with av.open(io.BytesIO(data)) as container:
            blocks = [block.to_ndarray().ravel() for block in container.decode(audio=0)]
    except (av.FFmpegError, IndexError) as error:
        raise Invalid("This is not an MP3 file") from error
    return np.concatenate(blocks or [np.zeros(0)]).astype(np.float32)


def seconds(data: bytes) -> float:
    """Return how long the file plays, counted frame by frame; a leading ID3v2 tag is stepped over.

    :raises Invalid: if this is not MPEG layer III from its first frame on
    """
    at, total = _after_id3(data), 0.0
    while at + 4 <= len(data) and data[at : at + 3] != b"TAG":
        size, lasting = _frame(data, at)
        at, total = at + size, total + lasting
    if not total:
        raise Invalid("This is not an MP3 file")
    return total


def frames(data: bytes) -> Iterator[bytes]:
    """Yield the file's frames, tags left out, and a last one that was cut short.

    :raises Invalid: at the first place before the end where no frame of MPEG layer III stands
    """
    at = _after_id3(data)
    while at + 4 <= len(data) and data[at : at + 3] != b"TAG":
        size, _ = _frame(data, at)
        if at + size <= len(data):
            yield data[at : at + size]
        at += size


def _after_id3(data: bytes) -> int:
    if data[:3] != b"ID3":
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))


def _frame(data: bytes, at: int) -> tuple[int, float]:
    """Return the bytes and the seconds of the frame whose header stands at `at`."""
    sync, rates = data[at : at + 4], data[at + 2]
    version, layer = sync[1] >> 3 & 3, sync[1] >> 1 & 3
    bit_index, rate_index, padding = rates >> 4, rates >> 2 & 3, rates >> 1 & 1
    if sync[0] != 0xFF or sync[1] >> 5 != 7 or version == 1 or layer != 1 or rate_index == 3 or not 0 < bit_index < 15:
        raise Invalid("This is not an MP3 file")
    rate = _RATES[version][rate_index]
    kbps = (_KBPS_1 if version == 3 else _KBPS_2)[bit_index]
    samples = _SAMPLES_PER_FRAME[version]
    return samples // 8 * kbps * 1000 // rate + padding, samples / rate
