"""Print how long Rasch and 2PL take, in seconds on the clock, beside the ceiling.

Run: python bench/analysis.py [--times N]
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import config  # noqa: F401 (first: one thread for numpy, as in the product)

# isort: split
import numpy as np

from phonics.assess.item_analysis import analyse
from phonics.assess.responses import Responses

CEILING_S = 5.0  # Rasch on 1,000 × 40
SIZES = ((1_000, 40), (10_000, 40))


def drawn(persons: int, items: int) -> Responses:
    """Return answers of a 2PL test to which one cell in ten is empty."""
    rng = np.random.default_rng(persons)
    slope, difficulty = rng.lognormal(0, 0.3, items), rng.normal(size=items)
    right = rng.random((persons, items)) < 1 / (1 + np.exp(-slope * (rng.normal(size=(persons, 1)) - difficulty)))
    cells = np.where(rng.random(right.shape) < 0.1, np.nan, right.astype(float))
    return Responses(tuple(f"i{n}" for n in range(items)), cells)


def main() -> int:
    """Print the table; return 1 when Rasch is slower than its ceiling."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times, slow = parser.parse_args().times, False
    for size in SIZES:
        responses = drawn(*size)
        for kind in ("rasch", "2pl"):
            took = []
            for _ in range(times):
                begun = time.perf_counter()
                model = analyse(responses, kind).model
                took.append(time.perf_counter() - begun)
            median = statistics.median(took)
            measured = (kind, size) == ("rasch", SIZES[0])
            slow |= measured and median > CEILING_S
            beside = f"  (ceiling {CEILING_S:.0f} s)" if measured else ""
            print(f"{size[0]:>6,} × {size[1]}  {kind:<5}  {median:6.2f} s  {model.log_likelihood:.4f}{beside}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
