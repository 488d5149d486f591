"""Between which ends does a share lie, with how few people it was counted in?"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from cobalamin.value import Value

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


class Share(Value):
    """So many of so many, with the ends of the 95% interval of Wilson. All shares are 0 to 1."""

    count: int
    of: int
    share: float
    low: float
    high: float


def share_of(count: int, of: int) -> Share | None:
    """The share with its interval; None of nobody.

    Wilson 1927, the score interval without correction: it keeps within 0 and 1 and holds for
    few people and rare things, where the usual interval does not.
    """
    if of == 0:
        return None
    share = count / of
    middle = (share + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    reach = _Z / (1 + _Z**2 / of) * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    low = 0.0 if count == 0 else middle - reach  # exact at the ends, whatever was rounded
    high = 1.0 if count == of else middle + reach
    return Share(count, of, share, low, high)
