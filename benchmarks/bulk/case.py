"""What is a planted case: which gaps it shows, why, and of which pieces it is made?"""

from __future__ import annotations

from typing import Literal

from benchmarks.bulk.person import Json
from benchmarks.bulk.pieces import Piece
from cobalamin.value import Value

Expected = Literal["yes", "no", "unknown"]

METFORMIN_GAP = "metformin-never-tested"
NEUROPATHY_GAP = "neuropathy-never-tested"
LOW_B12_GAP = "low-b12-no-follow-up"
DEFICIENT_GAP = "deficient-never-treated"
INJECTIONS_GAP = "injections-without-evidence"
REVIEW_GAP = "review-overdue"
GAPS = (
    METFORMIN_GAP,
    NEUROPATHY_GAP,
    LOW_B12_GAP,
    DEFICIENT_GAP,
    INJECTIONS_GAP,
    REVIEW_GAP,
)


class Case(Value):
    """One story: the gap it is about, whether the patient has it, and why.

    `also` names other gaps that it shows. With `died` the Patient is recorded as dead (deceased[x]
    with a day counted back, or "boolean"); with `patient` False there is no Patient resource.
    A hostile case stands only in a hostile export.
    """

    name: str
    gap: str
    expected: Expected
    why: str
    pieces: tuple[Piece, ...]
    also: tuple[str, ...] = ()
    died: float | Literal["", "boolean"] = ""
    sex: str = ""
    patient: bool = True
    refused: bool = False  # `assess` refuses the whole record

    def expects(self, gap: str) -> Expected:
        """What is to be answered about a gap."""
        if gap == self.gap:
            return self.expected
        return "yes" if gap in self.also else "no"

    def death(self, day: str) -> Json | None:
        """deceased[x], given the day of it; None while the patient lives."""
        if self.died == "":
            return None
        return {"deceasedBoolean": True} if self.died == "boolean" else {"deceasedDateTime": day}
