"""MP3 in and out, and a file taken apart into its frames: for that, the standard library is enough."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from phonics.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from phonics.voice.wave import Wave

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


def decode(data: bytes) -> "Wave":
    """Return the samples, −1…1, at the file's own rate.

    :raises Invalid: if it is not audio
    """
    import av  # noqa: PLC0415 - only who listens waits for it
    import numpy as np  # noqa: PLC0415

    try:
        with av.open(io.BytesIO(data)) as container:
            blocks = [block.to_ndarray().ravel() for block in container.decode(audio=0)]
    except (av.FFmpegError, IndexError) as error:
        raise Invalid("This is not an MP3 file") from error
    return np.concatenate(blocks or [np.zeros(0)]).astype(np.float32)


def seconds(data: bytes) -> float:
    """Return how long the file plays, counted frame by frame; tags are stepped over.

    :raises Invalid: if this is not MPEG layer III from its first frame to a whole last one
    """
    total = sum(lasting for _frame, lasting in _walk(data))
    if not total:
        raise Invalid("This is not an MP3 file")
    return total


def frames(data: bytes) -> Iterator[bytes]:
    """Yield the file's frames, tags left out.

    :raises Invalid: at the first place where no whole frame of MPEG layer III stands
    """
    yield from (frame for frame, _lasting in _walk(data))


def _walk(data: bytes) -> Iterator[tuple[bytes, float]]:
    """Yield each frame and how many seconds it lasts."""
    at = _after_id3(data)
    while at < len(data) and data[at : at + 3] != b"TAG":
        size, lasting = _measured(data[at : at + 4])
        if at + size > len(data):
            raise Invalid("This is not an MP3 file")
        yield data[at : at + size], lasting
        at += size


def _after_id3(data: bytes) -> int:
    if data[:3] != b"ID3":
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=False))


def _measured(header: bytes) -> tuple[int, float]:
    """Return the bytes and the seconds of the frame that begins so."""
    if len(header) < 4:
        raise Invalid("This is not an MP3 file")
    rates = header[2]
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bit_index, rate_index, padding = rates >> 4, rates >> 2 & 3, rates >> 1 & 1
    layer_iii = header[0] == 0xFF and header[1] >> 5 == 7 and version != 1 and layer == 1
    if not layer_iii or rate_index == 3 or not 0 < bit_index < 15:
        raise Invalid("This is not an MP3 file")
    rate = _RATES[version][rate_index]
    kbps = (_KBPS_1 if version == 3 else _KBPS_2)[bit_index]
    samples = _SAMPLES_PER_FRAME[version]
    return samples // 8 * kbps * 1000 // rate + padding, samples / rate
