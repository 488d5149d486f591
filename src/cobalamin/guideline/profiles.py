"""Which named guidelines are there, and which rules answer which question in each?"""

from __future__ import annotations

from functools import cache

from cobalamin.guideline import deficiency as d
from cobalamin.guideline import exposure_causes as e
from cobalamin.guideline import suspicion as s
from cobalamin.guideline.active_b12 import ACTIVE_B12_QUESTION
from cobalamin.guideline.attribution import attribution
from cobalamin.guideline.cause_steps import cause_steps
from cobalamin.guideline.causes import causes, kinds
from cobalamin.guideline.choice_of_regimen import (
    choice_after_aafp,
    choice_after_the_article,
    choice_in_the_uk,
)
from cobalamin.guideline.cut_points import (
    B12_DEFICIENT,
    B12_DEFICIENT_AAFP,
    B12_UNLIKELY,
    B12_UNLIKELY_AAFP,
)
from cobalamin.guideline.declare import READ
from cobalamin.guideline.duration import duration
from cobalamin.guideline.gaps import gaps
from cobalamin.guideline.metabolites import HOMOCYSTEINE_READING, METABOLITES, MMA_READING
from cobalamin.guideline.nerve_steps import nerve_steps
from cobalamin.guideline.neuropathy import NEUROPATHY
from cobalamin.guideline.review_due import REVIEW_STEP
from cobalamin.guideline.safety_steps import safety_steps
from cobalamin.guideline.steps import steps
from cobalamin.guideline.tests_due import Asked
from cobalamin.guideline.total_b12 import total_b12
from cobalamin.guideline.treatment import in_doubt, treatment
from cobalamin.rules.expression import Criterion, CutPoint
from cobalamin.rules.question import Guideline, Question
from cobalamin.source import Citation

VERSION = "2026.1"
"""The version of the medicine; its exact content is its fingerprint."""

ASKED = (
    "total_b12",
    "active_b12",
    "metabolites",
    "deficiency",
    "suspicion",
    "neuropathy",
    "attribution",
    "treatment",
    "duration",
)
DEFAULT = "confirm-first"


def _guideline(
    name: str,
    title: str,
    *,
    deficient: CutPoint,
    unlikely: CutPoint,
    basis: d.Basis,
    risk: Criterion,
    risk_cites: tuple[Citation, ...],
    choice: Question,
    metformin: Criterion,
    acid_blocker: Criterion,
) -> Guideline:
    total = total_b12(deficient, unlikely)
    is_deficient = d.deficiency(total, deficient, basis=basis)
    suspected = s.suspicion(risk, risk_cites)
    confirms_first = basis == "metabolites"
    doubt = in_doubt(is_deficient, suspected)
    treated = treatment(is_deficient, suspected, total, doubt=doubt, confirms_first=confirms_first)
    asked = Asked(total, ACTIVE_B12_QUESTION, is_deficient, suspected, treated, doubt)
    looked_for = causes(is_deficient, metformin=metformin, acid_blocker=acid_blocker)
    of_cause = kinds(looked_for)
    return Guideline(
        name,
        title,
        questions=(
            total,
            ACTIVE_B12_QUESTION,
            MMA_READING,
            HOMOCYSTEINE_READING,
            METABOLITES,
            is_deficient,
            NEUROPATHY,
            suspected,
            attribution(is_deficient),
            treated,
            duration(is_deficient, treated, of_cause),
            choice,
        ),
        actions=(
            *nerve_steps(asked),
            *steps(asked, both_metabolites=confirms_first),
            *cause_steps(asked, of_cause),
            *safety_steps(treated),
            REVIEW_STEP,
        ),
        facts=tuple(sorted(READ, key=lambda fact: fact.name)),
        asked=ASKED,
        causes=looked_for,
        causes_bear_on="duration",
        gaps=gaps(asked),
    )


def _confirm_first() -> Guideline:
    return _guideline(
        "confirm-first",
        "The source article: metabolites confirm before treatment, except where waiting harms",
        deficient=B12_DEFICIENT,
        unlikely=B12_UNLIKELY,
        basis="metabolites",
        risk=s.RISK_ARTICLE,
        risk_cites=s.RISK_CITES_ARTICLE,
        choice=choice_after_the_article(),
        metformin=e.METFORMIN_LIKELY_ARTICLE,
        acid_blocker=e.ACID_BLOCKER_LIKELY,
    )


def _ng239() -> Guideline:
    return _guideline(
        "ng239",
        "NICE NG239 (2024): a deficient B12 confirms; MMA in the indeterminate range",
        deficient=B12_DEFICIENT,
        unlikely=B12_UNLIKELY,
        basis="level",
        risk=s.RISK_NG239,
        risk_cites=s.RISK_CITES_NG239,
        choice=choice_in_the_uk(),
        metformin=e.METFORMIN_LIKELY_NG239,
        acid_blocker=e.ACID_BLOCKER_LIKELY_NG239,
    )


def _aafp_2025() -> Guideline:
    return _guideline(
        "aafp-2025",
        "AAFP 2025: below 180 pg/mL is diagnostic; MMA from 180 to 350 pg/mL",
        deficient=B12_DEFICIENT_AAFP,
        unlikely=B12_UNLIKELY_AAFP,
        basis="total-level",
        risk=s.RISK_AAFP,
        risk_cites=s.RISK_CITES_AAFP,
        choice=choice_after_aafp(),
        metformin=e.METFORMIN_LIKELY_AAFP,
        acid_blocker=e.ACID_BLOCKER_LIKELY,
    )


_MAKERS = {"confirm-first": _confirm_first, "ng239": _ng239, "aafp-2025": _aafp_2025}
NAMES = tuple(_MAKERS)


@cache
def guideline(name: str) -> Guideline:
    """One guideline by its name; made when first asked for. Raises KeyError for another name."""
    return _MAKERS[name]()


def guidelines() -> dict[str, Guideline]:
    """Every guideline by its name."""
    return {name: guideline(name) for name in NAMES}


@cache
def fingerprint_of(rules: Guideline) -> str:
    """The digest of the rules, cut-points, citations and code lists behind a guideline.

    Those of the guidelines as we ship them are written down beside this file, for to work one out
    takes longer than to assess a patient; a test holds them to what `worked_out` says.
    """
    if rules.name in NAMES and guideline(rules.name) is rules:
        return _written_down()[rules.name]
    return worked_out(rules)


def worked_out(rules: Guideline) -> str:
    """The digest of a guideline, from its rules and our code lists as they are."""
    from hashlib import sha256
    from pathlib import Path

    from cobalamin.rules.fingerprint import fingerprint

    lists = sorted(Path(__file__).parent.glob("*.csv"))
    digests = (sha256(each.read_bytes()).digest() for each in lists)
    return fingerprint(rules, *digests)


@cache
def _written_down() -> dict[str, str]:
    place = __file__.replace("profiles.py", "fingerprints.txt")
    with open(place, encoding="utf-8") as file:  # noqa: PTH123  pathlib costs 2 ms of every start
        return dict(line.split() for line in file if line.strip())
