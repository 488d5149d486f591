"""Which steps follow from the causes: what to test for, which medicine to review, what to stop?"""

from __future__ import annotations

from cobalamin.guideline import cause_facts as c
from cobalamin.guideline import facts as f
from cobalamin.guideline.causes import Kinds
from cobalamin.guideline.sources import (
    AAFP_2025,
    MHRA_2022,
    NG239,
    NWLP_IF_ANTIBODY,
    PROJECT,
    STABLER_2013,
)
from cobalamin.guideline.tests_due import Asked
from cobalamin.rules.expression import Criterion, Rule, all_of, any_of, no
from cobalamin.rules.question import Action, Urgency
from cobalamin.source import Citation

OTHER_MEDICINE_TAKEN = Rule(
    "finding.other-medicine-taken",
    any_of(
        c.COLCHICINE.holds(),
        c.NEOMYCIN.holds(),
        c.AMINOSALICYLATE.holds(),
        c.COLESTYRAMINE.holds(),
        c.PHENOBARBITAL.holds(),
        c.PRIMIDONE.holds(),
        c.PREGABALIN.holds(),
        c.TOPIRAMATE.holds(),
    ),
    "A medicine other than metformin and acid blockers that lowers B12 is taken.",
    (NG239.at("colchicine, phenobarbital, pregabalin, primidone, topiramate", "seen"),),
)


def cause_steps(a: Asked, kinds: Kinds) -> tuple[Action, ...]:
    """Every step of one guideline that looks for a cause or deals with one."""
    return (*_antibodies(a, kinds), *_gut(a, kinds), *_medicines(a))


def _step(name: str, urgency: Urgency, when: Criterion, says: str, *because: Citation) -> Action:
    """A step named "code.reason"; one that only asks is called for unless it is ruled out."""
    code = name.partition(".")[0]
    rule = Rule(f"step.{name}", when, says, because)
    return Action(code, urgency, rule, asks=code.startswith("test-"))


def _sought(a: Asked) -> Criterion:
    return any_of(a.deficiency.is_("confirmed"), a.deficiency.is_("probable"))


def _antibodies(a: Asked, kinds: Kinds) -> tuple[Action, ...]:
    """Intrinsic factor antibody, and what to ask for when it is negative."""
    due = all_of(
        _sought(a),
        no(f.IF_ANTIBODY_MEASURED.holds()),
        no(f.AUTOIMMUNE_GASTRITIS.holds()),
        no(f.GUT_SURGERY.holds()),
    )
    antibody = NG239.at("autoimmune gastritis: anti-intrinsic-factor antibody", "seen")
    rules_nothing_out = NWLP_IF_ANTIBODY.at("negative does not rule out", "seen")
    after_injection = STABLER_2013.at("false positive after an injection, by assay", "memory")
    return (
        _step(
            "test-if-antibody.soon",
            "soon",
            all_of(due, no(c.INJECTED_LATELY.holds())),
            "Test for intrinsic factor antibody, not within 2 weeks of an injection. A negative "
            "result does not rule out autoimmune gastritis.",
            antibody,
            rules_nothing_out,
        ),
        _step(
            "test-if-antibody.after-injection",
            "routine",
            all_of(due, c.INJECTED_LATELY.holds()),
            "Test for intrinsic factor antibody once 2 weeks have passed since the last injection: "
            "sooner it can be falsely positive.",
            antibody,
            after_injection,
        ),
        _step(
            "test-if-antibody.repeat",
            "routine",
            all_of(f.IF_ANTIBODY_POSITIVE.holds(), c.IF_ANTIBODY_AFTER_INJECTION.holds()),
            "Repeat the intrinsic factor antibody more than 2 weeks after an injection: this one "
            "can be falsely positive.",
            after_injection,
        ),
        _step(
            "test-parietal-antibody.negative",
            "routine",
            all_of(
                _sought(a),
                f.IF_ANTIBODY_MEASURED.holds(),
                no(f.IF_ANTIBODY_POSITIVE.holds()),
                no(c.PARIETAL_ANTIBODY_MEASURED.holds()),
                no(kinds.stays.holds()),
            ),
            "Intrinsic factor antibody is negative, which does not rule out autoimmune gastritis: "
            "if suspicion stays, test parietal cell antibody and gastrin, then think of a biopsy.",
            NWLP_IF_ANTIBODY.at("if suspicion stays: parietal cell antibody, gastrin", "seen"),
        ),
    )


def _gut(a: Asked, kinds: Kinds) -> tuple[Action, ...]:
    """Where no cause is likely: coeliac disease and Helicobacter pylori."""
    unexplained = all_of(_sought(a), no(kinds.likely.holds()))
    return (
        _step(
            "test-coeliac.no-cause",
            "routine",
            all_of(unexplained, no(c.TTG_MEASURED.holds())),
            "No likely cause is recorded: consider testing for coeliac disease (tissue "
            "transglutaminase), while gluten is eaten.",
            NG239.at("consider testing for coeliac disease", "seen"),
        ),
        _step(
            "test-h-pylori.no-cause",
            "routine",
            all_of(unexplained, no(c.H_PYLORI_TESTED.holds()), no(c.H_PYLORI.holds())),
            "No likely cause is recorded: consider testing for Helicobacter pylori.",
            AAFP_2025.at("Helicobacter pylori testing", "seen"),
        ),
    )


def _medicines(a: Asked) -> tuple[Action, ...]:
    """One step for the medicines that lower B12; its words fit what is taken."""
    shown = any_of(
        a.deficiency.is_("confirmed"),
        a.deficiency.is_("functional"),
        a.deficiency.is_("probable"),
    )
    metformin, acid, other = (
        f.METFORMIN.holds(),
        f.ACID_BLOCKER.holds(),
        OTHER_MEDICINE_TAKEN.holds(),
    )
    keep = MHRA_2022.at("correct the deficiency, continue metformin", "seen")
    review = NG239.at("medicine-induced: review the medicine", "memory")
    report = MHRA_2022.at("report to the Yellow Card scheme", "seen")
    return (
        _step(
            "review-medicine.metformin",
            "routine",
            all_of(shown, metformin, no(acid), no(other)),
            "Review metformin: correct the deficiency and go on with it as long as it is needed; "
            "in the UK report it (Yellow Card).",
            keep,
            report,
        ),
        _step(
            "review-medicine.acid-blocker",
            "routine",
            all_of(shown, acid, no(metformin), no(other)),
            "Review the acid blocker: is it still needed, and at this dose?",
            review,
        ),
        _step(
            "review-medicine.several",
            "routine",
            all_of(shown, any_of(other, all_of(metformin, acid))),
            "Review each medicine that lowers B12 and is named here: is it still needed? Go on "
            "with metformin as long as it is needed.",
            review,
            PROJECT.at("each medicine is named in the reasons", "chosen"),
        ),
    )
