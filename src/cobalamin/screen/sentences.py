"""In which words does the worklist say why a patient is on it? One table of sentences.

In round words: `{fact}` is an amount with its unit, `{fact:day}` the day so many days before
the day of screening, `{fact:days}` a span, `{fact+fact:names}` those of the findings that are so.
What stands in square brackets is left out where something in it is not known. Of several sentences
the first is taken of which everything else is known.
"""

from __future__ import annotations

from cobalamin.value import Value


class Sentence(Value):
    """One way to say it; with `when`, only where that question has one of these answers."""

    says: str
    when: tuple[str, tuple[str, ...]] | None = None


SENTENCES: dict[str, tuple[Sentence, ...]] = {
    "metformin-never-tested": (
        Sentence("Metformin for {days_on_metformin:days}, B12 never tested."),
        Sentence("Metformin for a year or more, B12 never tested."),
    ),
    "neuropathy-never-tested": (
        Sentence("Recorded: {sensory_symptoms+gait_disorder+myelopathy:names}; B12 never tested."),
        Sentence("Nerve symptoms recorded, B12 never tested."),
    ),
    "low-b12-no-follow-up": (
        Sentence(
            "Total B12 {total_b12} on {total_b12_age_days:day} ({total_b12_age_days:days} ago), "
            "no MMA or homocysteine on record.",
            when=("total_b12", ("deficient",)),
        ),
        Sentence(
            "Active B12 {active_b12} on {active_b12_age_days:day} "
            "({active_b12_age_days:days} ago), no MMA or homocysteine on record.",
            when=("active_b12", ("deficient",)),
        ),
        Sentence("B12 was low, no MMA or homocysteine on record."),
    ),
    "deficient-never-treated": (
        Sentence(
            "B12 deficiency confirmed[; total B12 {total_b12}][; active B12 {active_b12}]"
            "[; MMA {mma}][; homocysteine {homocysteine}]; no B12 treatment on record.",
            when=("deficiency", ("confirmed",)),
        ),
        Sentence(
            "Functional B12 deficiency[; total B12 {total_b12}][; MMA {mma}]"
            "[; homocysteine {homocysteine}]; no B12 treatment on record.",
            when=("deficiency", ("functional",)),
        ),
        Sentence(
            "B12 deficiency or pernicious anaemia on the problem list[; total B12 {total_b12}]; "
            "no B12 treatment on record."
        ),
    ),
    "injections-without-evidence": (
        Sentence(
            "B12 injections[ since {days_on_course:day}]; no low B12, raised MMA or raised "
            "homocysteine and no lasting cause on record."
        ),
    ),
    "review-overdue": (
        Sentence(
            "On B12, last reviewed on {days_since_review:day} ({days_since_review:days} ago).",
        ),
        Sentence("On B12 for {days_on_course:days}, no review on record."),
        Sentence("On B12, no review on record."),
    ),
}
"""The sentences of each gap, by its id. A gap without sentences of its own says what it says."""

FINDINGS = Sentence(
    "On record:"
    "[ {myelopathy+gait_disorder+progressive_weakness+optic_neuropathy+sensory_symptoms:names};]"
    "[ total B12 {total_b12} on {total_b12_age_days:day};]"
    "[ active B12 {active_b12} on {active_b12_age_days:day};]"
    "[ MMA {mma};][ homocysteine {homocysteine};]"
)
"""What is said after a step that cannot wait; the last semicolon becomes a full stop."""

TELL_FINDINGS = ("neuropathy-never-tested",)
"""Gaps whose own sentences say what is on record, so that it is not said twice."""
