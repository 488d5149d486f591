"""Which regimen suits this patient under this guideline, what else is possible, and why?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import regimens as r
from cobalamin.guideline import safety as s
from cobalamin.guideline import safety_facts as sf
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import SEVERE_ANAEMIA
from cobalamin.guideline.sources import (
    AAFP_2017,
    ARTICLE,
    BNF,
    CARMEL_2008,
    DELPHI_2024,
    LABEL_CYANOCOBALAMIN_EU,
    METHYCOBAL,
    NG239,
    NIH_REPOST,
    PARIS_2023,
    PROJECT,
    SMPC_HYDROXOCOBALAMIN,
    STABLER_2013,
)
from cobalamin.guideline.treatment import HARM_BY_WAITING, LIFELONG_CAUSE
from cobalamin.regimen import Regimen, describe
from cobalamin.rules.expression import Criterion, Dissent, Rule, all_of, any_of, no
from cobalamin.rules.question import Case, Question, first_match
from cobalamin.source import Citation

NAME = "regimen"

NERVE_INVOLVED = Rule(
    "finding.nerve-for-regimen",
    any_of(
        f.SENSORY_SYMPTOMS.holds(),
        s.NERVE_IN_DANGER.holds(),
    ),
    "Nerves, cord, brain or sight are involved.",
    (SMPC_HYDROXOCOBALAMIN.at("with or without neurological involvement", "seen"),),
)
NEEDLE_UNFIT = Rule(
    "finding.needle-unfit",
    any_of(
        sf.INJECTION_REFUSED.holds(),
        s.INR_HIGH.holds(),
        s.PLATELETS_TOO_LOW.holds(),
    ),
    "Injections are refused, or unsafe today.",
    (PROJECT.at("oral instead of no treatment, with early review", "chosen"),),
    guards=("H-14",),
)

_SAME_OUTCOME = Dissent(
    "No form has been shown to give a better outcome. Cyanocobalamin is stable and has to be "
    "converted; methylcobalamin is one of the two active forms, is spoilt by light, and has no "
    "approved injection in the US; hydroxocobalamin is kept longer and is the UK standard.",
    (
        NIH_REPOST.at("active forms", "seen"),
        METHYCOBAL.at("protect from light", "seen"),
        ARTICLE.at("cyanocobalamin needs conversion; some prefer methylcobalamin", "seen"),
        BNF.at("hydroxocobalamin", "seen"),
        PROJECT.at(
            "no form shown to be superior; no methylcobalamin injection approved in the US",
            "memory",
        ),
    ),
)
_RETENTION = Dissent(
    "Of 1,000 mcg cyanocobalamin in muscle about 100 to 150 mcg are kept, of hydroxocobalamin "
    "more: absorbed is not kept.",
    (CARMEL_2008.at("retention", "memory"),),
)
_DENSER = Dissent(
    f"Instead, {r.BNF_NEUROLOGICAL.id} ({r.BNF_NEUROLOGICAL.title}): UK and EU labels dose more "
    "densely where nerves are involved.",
    r.BNF_NEUROLOGICAL.because[:2],
    when=NERVE_INVOLVED.holds(),
)
_EU = Dissent(
    f"Instead, {r.EU_CYANOCOBALAMIN.id}: the same product on alternate days while improving.",
    (LABEL_CYANOCOBALAMIN_EU.at("neurological involvement", "seen"),),
    when=NERVE_INVOLVED.holds(),
)
_US_LABEL = Dissent(
    f"Instead, {r.US_LABEL_CYANOCOBALAMIN.id}: the US label gives 100 mcg a dose, a tenth of what "
    "is practised; it allows deep subcutaneous injection.",
    r.US_LABEL_CYANOCOBALAMIN.because,
)
_MECOBALAMIN = Dissent(
    f"Instead, {r.MECOBALAMIN_LABEL.id}: {r.MECOBALAMIN_LABEL.title} (licensed in "
    f"{r.MECOBALAMIN_LABEL.area}).",
    r.MECOBALAMIN_LABEL.because,
    when=NERVE_INVOLVED.holds(),
)
_ARTICLE_MONTHLY = Dissent(
    f"Instead, {r.SOURCE_DAILY.id} or {r.SOURCE_WEEKLY.id}: the source article keeps 1,000 mcg "
    "monthly for maintenance, UK labels every 2 to 3 months; many patients ask for shorter ones.",
    (ARTICLE.at("loading, then monthly", "seen"),),
)
_ORAL_TOO = Dissent(
    f"Instead, {r.ORAL_1MG.id}: AAFP holds it as effective; where nerves are involved UK and EU "
    "labels and an expert panel treat by injection first, and the evidence is thin.",
    (
        AAFP_2017.at("oral 1 to 2 mg daily as effective; injection acts faster", "seen"),
        DELPHI_2024.at("parenteral first in acute or severe disease", "seen"),
    ),
)
INJECT_RATHER = Dissent(
    f"Injection is preferred where nerves are involved ({r.BNF_NEUROLOGICAL.id}): record why not, "
    "review early, and take at least 1 mg a day.",
    (
        DELPHI_2024.at("parenteral first in acute or severe disease", "seen"),
        NG239.at("at least 1 mg a day", "seen"),
    ),
    when=NERVE_INVOLVED.holds(),
)
_LIFELONG_BY_NEEDLE = Dissent(
    "NICE offers lifelong injections after total gastrectomy or ileal resection and in autoimmune "
    "gastritis.",
    (NG239.at("injection or tablets by cause", "memory"),),
    when=LIFELONG_CAUSE.holds(),
)
_DEEP_SUBCUTANEOUS = Dissent(
    f"Instead of muscle, {r.US_LABEL_CYANOCOBALAMIN.id} can be given deep under the skin.",
    r.US_LABEL_CYANOCOBALAMIN.because,
    when=s.ANTICOAGULATED.holds(),
)
_SPECIALISTS_ON_GAS = Dissent(
    f"Nitrous oxide: UK specialists give {r.NITROUS_OXIDE.id}; a draft of NG239 left tablets or "
    "injections to the patient.",
    (PARIS_2023.at("UK practice", "memory"), NG239.at("draft of 2023: nitrous oxide", "seen")),
    when=NITROUS_OXIDE_EXPOSURE.holds(),
)
_STABLER = Dissent(
    f"Instead, {r.STABLER_NEUROLOGICAL.id}: {r.STABLER_NEUROLOGICAL.title}.",
    (STABLER_2013.at("treatment", "memory"),),
    when=NERVE_INVOLVED.holds(),
)
_FORMS = (_SAME_OUTCOME, _RETENTION)
_BY_NEEDLE = (_DEEP_SUBCUTANEOUS, _ORAL_TOO)


def words_of(regimen: Regimen) -> str:
    """A regimen and its phases in words; why it is chosen goes behind."""
    phases = "; ".join(describe(phase) for phase in regimen.phases)
    products = " or ".join(regimen.products)
    return f"{regimen.id}: {products} {regimen.routes[0]}, {phases}. "


def suits(
    regimen: Regimen,
    when: Criterion | None,
    why: str,
    *against: Dissent,
    cites: tuple[Citation, ...] = (),
    guards: tuple[str, ...] = (),
    explains: Criterion | None = None,
) -> Case:
    """The case that a regimen is the one suggested; its words name the regimen and its phases."""
    return Case(
        regimen.id,
        when,
        words_of(regimen) + why,
        (*cites, *regimen.because),
        against=against,
        guards=guards,
        explains=explains,
    )


_LEBER = suits(
    r.LEBER,
    s.LEBER.holds(),
    "Leber's disease: hydroxocobalamin, after sign-off; never cyanocobalamin.",
    _RETENTION,
    guards=("H-13",),
)
_ORAL = suits(
    r.ORAL_1MG,
    NEEDLE_UNFIT.holds(),
    "Injections are refused or unsafe today.",
    INJECT_RATHER,
    _LIFELONG_BY_NEEDLE,
    _DEEP_SUBCUTANEOUS,
    guards=("H-14",),
)


def choice_after_the_article() -> Question:
    """The regimens of the source article; hydroxocobalamin where cyanocobalamin must not be."""
    allergic = s.ALLERGY_TO_CYANOCOBALAMIN.holds()
    nerve = NERVE_INVOLVED.holds()
    return _question(
        _LEBER,
        _ORAL,
        *_without_cyanocobalamin(allergic, nerve),
        suits(
            r.SOURCE_DAILY,
            nerve,
            "Nerves are involved: the denser of the two regimens of the source article.",
            _DENSER,
            _EU,
            _STABLER,
            _MECOBALAMIN,
            _US_LABEL,
            _SPECIALISTS_ON_GAS,
            *_BY_NEEDLE,
            *_FORMS,
        ),
        suits(
            r.SOURCE_WEEKLY,
            None,
            "No nerve is known to be involved: the lighter of the two regimens of the article.",
            _US_LABEL,
            _SPECIALISTS_ON_GAS,
            *_BY_NEEDLE,
            *_FORMS,
            explains=no(nerve),
        ),
        leaning=(
            r.SOURCE_DAILY.id,
            r.SOURCE_WEEKLY.id,
            r.ORAL_1MG.id,
            r.BNF_NEUROLOGICAL.id,
            r.BNF_STANDARD.id,
            r.LEBER.id,
        ),
    )


def choice_in_the_uk() -> Question:
    """Hydroxocobalamin after the BNF; tablets where only the diet is the cause."""
    nerve = NERVE_INVOLVED.holds()
    only_diet = all_of(
        f.LOW_B12_DIET.holds(), no(LIFELONG_CAUSE.holds()), no(HARM_BY_WAITING.holds())
    )
    return _question(
        _LEBER,
        _ORAL,
        suits(
            r.NITROUS_OXIDE,
            NITROUS_OXIDE_EXPOSURE.holds(),
            "Nitrous oxide: treatment fails while exposure goes on.",
            _SPECIALISTS_ON_GAS,
            _DEEP_SUBCUTANEOUS,
        ),
        suits(
            r.BNF_NEUROLOGICAL,
            nerve,
            "Nerves are involved.",
            _ARTICLE_MONTHLY,
            _EU,
            _STABLER,
            _MECOBALAMIN,
            *_BY_NEEDLE,
            *_FORMS,
        ),
        suits(
            r.ORAL_DIET,
            only_diet,
            "Diet is the cause, no nerve is known to be involved, and nothing is urgent.",
            _LIFELONG_BY_NEEDLE,
            cites=(NG239.at("diet: oral", "memory"),),
        ),
        suits(
            r.BNF_STANDARD,
            None,
            "No nerve is known to be involved.",
            _ARTICLE_MONTHLY,
            *_BY_NEEDLE,
            *_FORMS,
            explains=no(nerve),
        ),
        leaning=(
            r.BNF_NEUROLOGICAL.id,
            r.NITROUS_OXIDE.id,
            r.ORAL_DIET.id,
            r.BNF_STANDARD.id,
            r.ORAL_1MG.id,
            r.LEBER.id,
        ),
    )


def choice_after_aafp() -> Question:
    """Injections where nerves are involved or anaemia is severe; else tablets of 1 mg."""
    nerve = NERVE_INVOLVED.holds()
    severe = any_of(
        nerve,
        f.SEVERE_ANAEMIA_RECORDED.holds(),
        all_of(f.HAEMOGLOBIN_MEASURED.holds(), f.HAEMOGLOBIN.below(SEVERE_ANAEMIA)),
    )
    faster = AAFP_2017.at("injection acts faster: severe deficiency or neurology", "seen")
    allergic = all_of(s.ALLERGY_TO_CYANOCOBALAMIN.holds(), no(NEEDLE_UNFIT.holds()))
    return _question(
        _LEBER,
        *_without_cyanocobalamin(allergic, nerve),
        suits(
            r.AAFP_CYANOCOBALAMIN,
            all_of(severe, no(NEEDLE_UNFIT.holds())),
            "Nerves are involved, or anaemia is severe: injection acts faster.",
            _DENSER,
            _EU,
            _STABLER,
            _MECOBALAMIN,
            _US_LABEL,
            _SPECIALISTS_ON_GAS,
            *_BY_NEEDLE,
            *_FORMS,
            cites=(faster,),
        ),
        suits(
            r.ORAL_1MG,
            None,
            "Tablets of 1 mg do as well as injections.",
            INJECT_RATHER,
            _LIFELONG_BY_NEEDLE,
            _US_LABEL,
            _SAME_OUTCOME,
            explains=any_of(NEEDLE_UNFIT.holds(), no(severe)),
        ),
        leaning=(
            r.AAFP_CYANOCOBALAMIN.id,
            r.ORAL_1MG.id,
            r.BNF_NEUROLOGICAL.id,
            r.BNF_STANDARD.id,
            r.LEBER.id,
        ),
    )


def _without_cyanocobalamin(allergic: Criterion, nerve: Criterion) -> tuple[Case, Case]:
    why = "An allergy to cyanocobalamin is recorded: another form, once an allergist clears it."
    return (
        suits(r.BNF_NEUROLOGICAL, all_of(allergic, nerve), why, _RETENTION, guards=("H-01",)),
        suits(r.BNF_STANDARD, allergic, why, _RETENTION, guards=("H-01",)),
    )


def _question(*cases: Case, leaning: tuple[str, ...]) -> Question:
    return first_match(NAME, "Which regimen is suggested if B12 is given?", cases, leaning=leaning)
