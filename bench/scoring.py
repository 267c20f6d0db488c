"""How long 1,000 sittings of 40 items take to score, from their marks alone: `python bench/scoring.py`; ceiling 1 s.

Each has about as many marks as a careful teacher makes: twenty taps, some taken back, a row, a pause, the last item.
"""

import sys
import time
from pathlib import Path
from random import Random
from statistics import median
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from phonics.assess.instruments import Instrument, Purpose
from phonics.assess.items import Item
from phonics.assess.marks import Mark, MarkKind, Outcome
from phonics.assess.scoring import headline, parts
from phonics.assess.subtests import Kind, Stop, StopType, Subtest

SITTINGS, ITEMS, CEILING_S, ROUNDS = 1_000, 40, 1.0, 5


def instrument() -> Instrument:
    """Return a timed grid of 40 letter sounds that stops after a first row all wrong."""
    items = tuple(Item(n, "s", codes=("s=S",), phones=("S",)) for n in range(1, ITEMS + 1))
    stop = Stop(StopType.FIRST_K_ALL_WRONG, 10)
    grid = Subtest(Kind.LETTER_SOUND, items, columns=10, timed_s=60, stop=stop)
    return Instrument("bench", Purpose.PROGRESS, ("K3",), "A", "", "", "", "", (grid,))


def sitting(chance: Random) -> list[Mark]:
    """Return the marks of one sitting, in the order a tablet would hand them in after a bad line: any."""
    wrong = [(MarkKind.MARK, str(chance.randint(1, ITEMS)), Outcome.INCORRECT) for _ in range(14)]
    own = [(MarkKind.MARK, str(chance.randint(1, ITEMS)), Outcome.SELF_CORRECTED) for _ in range(3)]
    back = [(MarkKind.CLEAR, str(chance.randint(1, ITEMS)), Outcome.CLEAR) for _ in range(3)]
    taps = [*wrong, *own, *back, (MarkKind.ROW, "21", Outcome.INCORRECT)]
    chance.shuffle(taps)
    clock = [(MarkKind.START, 0), (MarkKind.PAUSE, 20_000), (MarkKind.RESUME, 25_000), (MarkKind.TIMEOUT, 65_000)]
    events = [(kind, "1", None, at_ms) for kind, at_ms in clock]
    told = [events[0], *((*tap, 1_000) for tap in taps), *events[1:], (MarkKind.LAST_ITEM, "38", None, 66_000)]
    marks = [
        Mark(UUID(int=chance.getrandbits(128)), seq, item, outcome, at_ms, kind=kind)
        for seq, (kind, item, outcome, at_ms) in enumerate(told, start=1)
    ]
    chance.shuffle(marks)
    return marks


def main() -> int:
    """Measure; exit 1 above the ceiling."""
    test, chance = instrument(), Random(2569)
    sittings = [sitting(chance) for _ in range(SITTINGS)]
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        scores = [headline(test, marks, parts(test, marks)) for marks in sittings]
        times.append(time.process_time() - start)
    marks = sum(map(len, sittings))
    told = f"{len(scores):,} sittings of {ITEMS} items, {marks:,} marks"
    print(f"{told}: {median(times):.3f} s of one core, ceiling {CEILING_S} s")
    return 0 if median(times) <= CEILING_S else 1


if __name__ == "__main__":
    sys.exit(main())
