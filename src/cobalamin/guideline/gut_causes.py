"""Which causes lie in stomach, gut, pancreas or genes, how sure are they, and do they stay?"""

from __future__ import annotations

from cobalamin.guideline import cause_facts as c
from cobalamin.guideline import facts as f
from cobalamin.guideline.sources import (
    AAFP_2017,
    AAFP_2025,
    ARTICLE,
    ESPEN_2023,
    NEJM_360,
    NG239,
    NWLP_IF_ANTIBODY,
    PANCREATIC_SURGERY_CASES,
    PROJECT,
    SMPC_HYDROXOCOBALAMIN,
    STABLER_2013,
)
from cobalamin.rules.cause import Cause, Course
from cobalamin.rules.expression import Criterion, Dissent, Rule, all_of, any_of, no
from cobalamin.source import Citation
from cobalamin.value import Value

_SURE_ANTIBODY = all_of(f.IF_ANTIBODY_POSITIVE.holds(), no(c.IF_ANTIBODY_AFTER_INJECTION.holds()))


class Kept(Value):
    """How a cause works, whether it stays, and what to do about it."""

    label: str
    course: Course
    mechanism: str
    then: str


def cause(
    name: str,
    kept: Kept,
    *because: Citation,
    likely: Criterion | None = None,
    possible: Criterion | None = None,
    against: tuple[Dissent, ...] = (),
) -> Cause:
    """One cause, with a rule for each grade that it can reach."""

    def graded(grade: str, when: Criterion | None) -> Rule | None:
        if when is None:
            return None
        says = f"{kept.label[:1].upper()}{kept.label[1:]} is a {grade} cause."
        return Rule(f"cause.{name}.{grade}", when, says, because, against=against)

    return Cause(
        name,
        kept.label,
        kept.course,
        kept.mechanism,
        kept.then,
        graded("likely", likely),
        graded("possible", possible),
    )


AUTOIMMUNE_GASTRITIS = cause(
    "autoimmune-gastritis",
    Kept(
        "autoimmune gastritis",
        "stays",
        "The stomach loses acid and intrinsic factor, without which B12 is not taken up.",
        "Treat for life, by injection; ask about gastric cancer surveillance and other autoimmune "
        "disease.",
    ),
    NEJM_360.at("antibody to intrinsic factor: specific, not sensitive", "seen"),
    NWLP_IF_ANTIBODY.at("if suspicion stays: parietal cell antibody, gastrin, biopsy", "seen"),
    NG239.at("autoimmune gastritis: lifelong injections, gastric cancer", "memory"),
    likely=any_of(
        _SURE_ANTIBODY,
        c.PERNICIOUS_ANAEMIA.holds(),
        c.ATROPHIC_GASTRITIS.holds(),
        all_of(c.PARIETAL_ANTIBODY.holds(), c.GASTRIN_HIGH.holds()),
    ),
    possible=any_of(
        f.IF_ANTIBODY_POSITIVE.holds(),
        c.PARIETAL_ANTIBODY.holds(),
        c.GASTRIN_HIGH.holds(),
        all_of(
            any_of(f.FAMILY_HISTORY.holds(), f.AUTOIMMUNE_DISEASE.holds()),
            no(f.IF_ANTIBODY_MEASURED.holds()),
        ),
    ),
    against=(
        Dissent(
            "The antibody was sampled within 2 weeks after an injection, when it can be falsely "
            "positive: repeat it.",
            (STABLER_2013.at("false positive after an injection, by assay", "memory"),),
            when=c.IF_ANTIBODY_AFTER_INJECTION.holds(),
        ),
        Dissent(
            "Parietal cell antibody with a high gastrin is taken as likely; neither is specific, "
            "and a biopsy of the gastric body decides.",
            (PROJECT.at("both together point to lost gastric body", "chosen"),),
            when=all_of(
                c.PARIETAL_ANTIBODY.holds(),
                c.GASTRIN_HIGH.holds(),
                no(f.IF_ANTIBODY_POSITIVE.holds()),
            ),
        ),
    ),
)
INBORN_ERROR = cause(
    "inborn-error",
    Kept(
        "an inborn error of B12 uptake or use",
        "stays",
        "A gene for taking up, carrying or using B12 does not work.",
        "Treat for life, with hydroxocobalamin, under a metabolic specialist.",
    ),
    NEJM_360.at("inborn errors", "seen"),
    likely=any_of(f.TRANSPORT_DEFECT.holds(), c.SELECTIVE_MALABSORPTION.holds()),
)
TOTAL_GASTRECTOMY = cause(
    "total-gastrectomy",
    Kept(
        "total gastrectomy",
        "stays",
        "Without a stomach there is no intrinsic factor.",
        "Treat for life, by injection, and before a deficiency shows.",
    ),
    SMPC_HYDROXOCOBALAMIN.at("prophylaxis after gastrectomy", "seen"),
    NG239.at("total gastrectomy: lifelong injections", "memory"),
    likely=c.TOTAL_GASTRECTOMY.holds(),
)
GASTRECTOMY = cause(
    "gastrectomy",
    Kept(
        "gastrectomy",
        "stays",
        "Less stomach makes less acid and intrinsic factor.",
        "Find out how much was removed. Treat for life; measure copper and iron too.",
    ),
    SMPC_HYDROXOCOBALAMIN.at("prophylaxis after gastrectomy", "seen"),
    NG239.at("gastrectomy", "seen"),
    likely=c.GASTRECTOMY.holds(),
    against=(
        Dissent(
            "The extent is not recorded as total: after a partial gastrectomy tablets of at least "
            "1 mg a day may do, and not everyone becomes deficient.",
            (NG239.at("at least 1 mg a day in malabsorption", "seen"),),
        ),
    ),
)
ILEAL_RESECTION = cause(
    "ileal-resection",
    Kept(
        "resection of the terminal ileum",
        "stays",
        "B12 with intrinsic factor is taken up in the terminal ileum only.",
        "Treat for life, by injection; find out how much was removed.",
    ),
    SMPC_HYDROXOCOBALAMIN.at("prophylaxis after ileal resection", "seen"),
    NG239.at("complete terminal ileal resection: lifelong injections", "memory"),
    likely=c.ILEAL_RESECTION.holds(),
    against=(
        Dissent(
            "The length is not in the record: a resection of less than 20 cm does not always lead "
            "to deficiency.",
            (ESPEN_2023.at("resection of more than 20 cm", "memory"),),
        ),
    ),
)
PANCREATECTOMY = cause(
    "pancreatectomy",
    Kept(
        "pancreatectomy or Whipple's operation",
        "stays",
        "Stomach, duodenum and enzymes that free B12 are lost; copper is often short too.",
        "Treat for life; measure copper.",
    ),
    PANCREATIC_SURGERY_CASES.at("absorption of B12 and copper", "seen"),
    likely=c.PANCREATECTOMY.holds(),
)
BARIATRIC_SURGERY = cause(
    "bariatric-surgery",
    Kept(
        "bariatric surgery",
        "stays",
        "Food no longer meets enough acid and intrinsic factor.",
        "Treat for life, by injection or 1 mg or more a day by mouth; measure copper too.",
    ),
    AAFP_2017.at("after bariatric surgery 1 mg a day by mouth indefinitely", "seen"),
    NG239.at("bariatric operations", "seen"),
    likely=c.BARIATRIC_SURGERY.holds(),
    against=(
        Dissent(
            "Lifelong need not mean injections: after bariatric surgery AAFP gives 1 mg a day by "
            "mouth, NICE injections or at least 1 mg.",
            (
                AAFP_2017.at("after bariatric surgery 1 mg a day by mouth indefinitely", "seen"),
                NG239.at("at least 1 mg a day in malabsorption", "seen"),
            ),
        ),
    ),
)
COELIAC = cause(
    "coeliac",
    Kept(
        "coeliac disease",
        "goes",
        "An inflamed gut takes up less; it heals on a gluten-free diet.",
        "Gluten-free diet; test again before B12 is stopped.",
    ),
    NG239.at("coeliac disease", "seen"),
    likely=c.COELIAC.holds(),
    possible=c.TTG_POSITIVE.holds(),
)
CROHN = cause(
    "crohn",
    Kept(
        "disease of the ileum",
        "partly",
        "Inflamed ileum takes up less B12; what is lost or scarred does not come back.",
        "Find out which part and length is diseased; test yearly.",
    ),
    ARTICLE.at("Crohn", "seen"),
    ESPEN_2023.at("ileum of more than 30 to 60 cm; yearly screening", "memory"),
    likely=c.CROHN.holds(),
)
SIBO = cause(
    "sibo",
    Kept(
        "bacterial overgrowth or blind loop",
        "goes",
        "Bacteria take the B12 before the gut does.",
        "Treat the overgrowth and what lets it grow; test again before B12 is stopped.",
    ),
    STABLER_2013.at("bacterial overgrowth", "memory"),
    likely=c.SIBO.holds(),
)
TAPEWORM = cause(
    "tapeworm",
    Kept(
        "fish tapeworm",
        "goes",
        "The worm takes the B12.",
        "Treat the worm; test again before B12 is stopped.",
    ),
    STABLER_2013.at("fish tapeworm: praziquantel or niclosamide", "memory"),
    likely=c.TAPEWORM.holds(),
)
PANCREATIC_INSUFFICIENCY = cause(
    "pancreatic-insufficiency",
    Kept(
        "pancreatic insufficiency",
        "goes",
        "Without its enzymes B12 stays bound and is not handed to intrinsic factor.",
        "Replace the enzymes; test again before B12 is stopped.",
    ),
    NEJM_360.at("pancreatic exocrine insufficiency", "seen"),
    likely=c.PANCREATIC_INSUFFICIENCY.holds(),
    possible=c.CHRONIC_PANCREATITIS.holds(),
)
OTHER_MALABSORPTION = cause(
    "other-malabsorption",
    Kept(
        "malabsorption of another or unnamed kind",
        "partly",
        "The gut takes up less.",
        "Name the disease: whether it stays depends on it.",
    ),
    NG239.at("malabsorption", "memory"),
    likely=c.OTHER_MALABSORPTION.holds(),
)
INTESTINAL_BYPASS = cause(
    "intestinal-bypass",
    Kept(
        "intestinal bypass or anastomosis",
        "stays",
        "Food may bypass the ileum, or bacteria grow in a loop.",
        "Find out which part was bypassed.",
    ),
    STABLER_2013.at("bypassed ileum, blind loop", "memory"),
    possible=c.INTESTINAL_BYPASS.holds(),
)
RADIOTHERAPY = cause(
    "radiotherapy",
    Kept(
        "abdominal or pelvic radiotherapy",
        "stays",
        "Radiation may have scarred the ileum.",
        "Find out whether the ileum was in the field; if so, treat for life.",
    ),
    NG239.at("previous abdominal or pelvic radiotherapy", "memory"),
    possible=f.RADIOTHERAPY.holds(),
)
H_PYLORI = cause(
    "h-pylori",
    Kept(
        "Helicobacter pylori",
        "partly",
        "An inflamed stomach frees less B12 from food.",
        "Eradicate it, then test B12 again.",
    ),
    AAFP_2025.at("Helicobacter pylori and food-bound B12", "seen"),
    possible=any_of(c.H_PYLORI.holds(), c.H_PYLORI_POSITIVE.holds()),
)
