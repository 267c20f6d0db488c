"""Where in a take somebody speaks."""

import numpy as np
from numpy.typing import NDArray

from phonics.voice.cutting import GRAIN_S, grain_db
from phonics.voice.wave import RATE, Wave

MARGIN_S = 0.04
# Speech stands this far above the room, and no further than this below its own loudest moment.
ABOVE_ROOM_DB, BELOW_LOUDEST_DB = 10.0, 36.0
# A room is never taken to be louder than this below the loudest moment: a take may hold nothing but speech.
ROOM_AT_MOST_DB = 24.0
# A soft beginning (f, th, h) may lead on from there, down to this much above the room.
SOFT_DB, SOFT_S = 5.0, 0.25
# What is shorter is a knock on the table, unless it is so near to speech: the t of cat after its silence.
SHORTEST_S, NEAR_S = 0.03, 0.2


def suggested(wave: Wave) -> tuple[float, float]:
    """Return when speech begins and ends, with 40 ms of air, in seconds; the whole take where nothing stands out."""
    levels = grain_db(wave)
    if not len(levels):
        return 0.0, len(wave) / RATE
    loudest = float(np.max(levels))
    room = min(float(np.percentile(levels, 10)), loudest - ROOM_AT_MOST_DB)
    spoken = _spoken(_runs(levels > max(room + ABOVE_ROOM_DB, loudest - BELOW_LOUDEST_DB)))
    if not spoken:
        return 0.0, len(wave) / RATE
    soft = levels > room + SOFT_DB
    begin, end = spoken
    first, last = begin - _lead(soft[:begin][::-1]), end + _lead(soft[end:])
    return max(0.0, first * GRAIN_S - MARGIN_S), min(len(wave) / RATE, last * GRAIN_S + MARGIN_S)


def _runs(loud: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (first, after the last) of every run of loud grains."""
    padded = np.concatenate([[False], loud, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [(int(begin), int(end)) for begin, end in zip(edges[::2], edges[1::2], strict=True)]


def _spoken(runs: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first grain of speech and the one after the last, None without speech."""
    long = [at for at, (begin, end) in enumerate(runs) if (end - begin) * GRAIN_S >= SHORTEST_S]
    if not long:
        return None
    first, last, near = long[0], long[-1], NEAR_S / GRAIN_S
    while first and runs[first][0] - runs[first - 1][1] <= near:
        first -= 1
    while last + 1 < len(runs) and runs[last + 1][0] - runs[last][1] <= near:
        last += 1
    return runs[first][0], runs[last][1]


def _lead(soft: NDArray[np.bool_]) -> int:
    """Return how many grains go on without a gap, at most a quarter of a second."""
    most = int(SOFT_S / GRAIN_S)
    gaps = np.flatnonzero(~soft[:most])
    return int(gaps[0]) if len(gaps) else min(len(soft), most)
