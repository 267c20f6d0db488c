"""The time really used: from start to finish, pauses taken off, never more than the limit."""

from collections.abc import Iterable
from dataclasses import dataclass

from phonics.assess.marks import OF_THE_CLOCK, Mark, MarkKind, in_order


@dataclass(frozen=True, slots=True)
class Timing:
    """What the clock said.

    :param seconds_used: None when nobody saw it start, or nobody saw it end
    :param timed_out: the time ran out: how far the child came must be said, the end of the card does not say it
    :param told: the clock said anything at all
    :param backwards: one event stands before the one it follows; then the time used is not known
    """

    seconds_used: float | None = None
    timed_out: bool = False
    told: bool = False
    backwards: bool = False


def timing(marks: Iterable[Mark], timed_s: float | None) -> Timing:
    """Return the time that the events of one subtest tell, in the order of `seq`.

    It runs from the first start to the last finish; a second start, a pause in a pause, a resume without one change
    nothing; a pause still open at the finish lasts until then. Time that ran out is the whole limit.
    """
    clock = _Clock()
    for mark in in_order(mark for mark in marks if mark.kind in OF_THE_CLOCK):
        clock.hear(mark)
    seconds = None if clock.used_ms is None or clock.backwards else clock.used_ms / 1000
    if timed_s is not None:
        seconds = float(timed_s) if clock.timed_out else seconds and min(seconds, float(timed_s))
    return Timing(seconds, clock.timed_out, clock.told, clock.backwards)


class _Clock:
    """Start, pause, resume and end, as they come."""

    def __init__(self) -> None:
        self.started_ms: int | None = None
        self.paused_ms: int | None = None
        self.off_ms = self.now_ms = 0
        self.used_ms: int | None = None
        self.timed_out = self.told = self.backwards = False

    def hear(self, mark: Mark) -> None:
        self.backwards = self.backwards or mark.at_ms < self.now_ms
        self.now_ms, self.told = mark.at_ms, True
        if self.started_ms is None:
            self.started_ms = self.now_ms if mark.kind is MarkKind.START else None
        elif mark.kind is MarkKind.PAUSE and self.paused_ms is None:
            self.paused_ms = self.now_ms
        elif mark.kind is MarkKind.RESUME and self.paused_ms is not None:
            self.off_ms, self.paused_ms = self.off_ms + self.now_ms - self.paused_ms, None
        elif mark.kind in (MarkKind.FINISH, MarkKind.TIMEOUT):
            open_ms = 0 if self.paused_ms is None else self.now_ms - self.paused_ms
            self.used_ms = self.now_ms - self.started_ms - self.off_ms - open_ms
        self.timed_out = self.timed_out or mark.kind is MarkKind.TIMEOUT
