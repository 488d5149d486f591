"""Does an explained assessment say what the codes say?"""

from __future__ import annotations

from cobalamin.assess.assessment import Assessment
from studies.nhanes.codes import Codes


def same(codes: Codes, told: Assessment) -> int:
    """Compare every answer, whether it is settled, and every step; how many answers there were."""
    for answer in told.answers:
        assert codes.answers[answer.question] == answer.code
        assert (answer.question not in codes.unsettled) is answer.settled
    assert codes.steps == {step.code: step.urgency for step in told.steps}
    return len(told.answers)
