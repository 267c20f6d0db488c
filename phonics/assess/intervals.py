"""How sure a number is: 95 % intervals of a share, of a correlation and of a reliability."""

import math
from statistics import NormalDist

Interval = tuple[float, float]

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)  # 1.95996


def wilson(right: float, n: int) -> Interval | None:
    """Return the score interval of the share `right`/n; None without a case.

    Source: Wilson (1927), "Probable inference, the law of succession, and statistical inference".
    """
    if n < 1:
        return None
    p, wide = right / n, Z * Z / n
    centre, half = p + wide / 2, Z * math.sqrt(p * (1 - p) / n + wide / (4 * n))
    low, high = (centre - half) / (1 + wide), (centre + half) / (1 + wide)
    return (0.0 if right == 0 else low, 1.0 if right == n else high)


def fisher(r: float, n: int) -> Interval | None:
    """Return the interval of a correlation of n pairs; None where it has none (n < 4, or r = ±1).

    Source: Fisher (1921): z = artanh r is about normal, with variance 1/(n − 3).
    """
    if n < 4 or abs(r) >= 1:
        return None
    half = Z / math.sqrt(n - 3)
    return math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half)


def feldt(alpha: float, n: int, k: int) -> Interval | None:
    """Return the interval of alpha or KR-20 of n persons and k items; None below two of either.

    Source: Feldt (1965): (1 − α)/(1 − α̂) follows F with n − 1 and (n − 1)(k − 1) degrees of freedom.
    """
    if n < 2 or k < 2:
        return None
    tail, freedom = (1 - CONFIDENCE) / 2, (n - 1, (n - 1) * (k - 1))
    return tuple(1 - (1 - alpha) * f_quantile(share, *freedom) for share in (1 - tail, tail))  # type: ignore[return-value]


def f_quantile(share: float, d1: float, d2: float) -> float:
    """Return the value that the F distribution stays below with this probability."""
    low, high = 0.0, 1.0  # of x = d1 F / (d1 F + d2), which is beta distributed
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_below(middle, d1 / 2, d2 / 2) < share else (low, middle)
    x = (low + high) / 2
    return d2 * x / (d1 * (1 - x))


def beta_below(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (DLMF 8.17.22)."""
    if not 0 < x < 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_below(1 - x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction 1 + d₁/(1 + d₂/(1 + …))."""
    f = c = 1.0
    d = 0.0
    for step in range(1, 10_000):
        m, odd = divmod(step, 2)
        if odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1 / ((1 + term * d) or 1e-300)
        c = (1 + term / c) or 1e-300
        f *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return f
