"""Which regimens are there, in what dose and interval, where licensed, and who says so?"""

from __future__ import annotations

from cobalamin.guideline.sources import (
    AAFP_2017,
    ARTICLE,
    BNF,
    BSH_2014,
    LABEL_CYANOCOBALAMIN,
    LABEL_CYANOCOBALAMIN_EU,
    LABEL_HYDROXOCOBALAMIN_US,
    METHYCOBAL,
    NASCOBAL,
    NG239,
    PARIS_2023,
    PROJECT,
    SMPC_HYDROXOCOBALAMIN,
    STABLER_2013,
    UK_DIRECTION,
    US_PRACTICE,
    VA_CASES,
)
from cobalamin.regimen import Every, Phase, Regimen

_DAILY, _ALTERNATE, _WEEKLY, _MONTHLY = Every(days=1), Every(days=2), Every(days=7), Every(months=1)
_IM = ("intramuscular",)
_IMPROVING = "as long as improvement goes on"
_FOR_LIFE = "as long as the cause lasts"
# Three weeks of alternate days: then the British guideline reviews whether to go on.
_TO_FIRST_REVIEW = 11
_REVIEW_AT_3_WEEKS = BSH_2014.at("review alternate days after 3 weeks", "seen")
_SEVERAL_WEEKS = PROJECT.at(
    "the source article says `several weeks`: three of daily and eight of weekly doses are dated",
    "chosen",
)
_THE_ARTICLE = ARTICLE.at("1,000 mcg daily or weekly for several weeks, then monthly", "seen")

SOURCE_DAILY = Regimen(
    "source-daily-then-monthly",
    "1,000 mcg daily for several weeks, then monthly",
    ("cyanocobalamin", "methylcobalamin"),
    _IM,
    (
        Phase("loading", 1000, _DAILY, until="for several weeks", planned_doses=21),
        Phase("maintenance", 1000, _MONTHLY, until=_FOR_LIFE),
    ),
    (_THE_ARTICLE, _SEVERAL_WEEKS),
    unlicensed="the dose is above that of the US label; methylcobalamin is compounded in the US",
)
SOURCE_WEEKLY = Regimen(
    "source-weekly-then-monthly",
    "1,000 mcg weekly for several weeks, then monthly",
    ("cyanocobalamin", "methylcobalamin"),
    _IM,
    (
        Phase("loading", 1000, _WEEKLY, until="for several weeks", planned_doses=8),
        Phase("maintenance", 1000, _MONTHLY, until=_FOR_LIFE),
    ),
    (_THE_ARTICLE, _SEVERAL_WEEKS),
    unlicensed="the dose is above that of the US label; methylcobalamin is compounded in the US",
)
BNF_NEUROLOGICAL = Regimen(
    "bnf-hydroxocobalamin-neurological",
    "1 mg on alternate days until no further improvement, then every 2 months",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase(
            "loading",
            1000,
            _ALTERNATE,
            until="until no further improvement",
            planned_doses=_TO_FIRST_REVIEW,
            source_says="on alternate days",
        ),
        Phase("maintenance", 1000, Every(months=2), until=_FOR_LIFE),
    ),
    (
        BNF.at("neurological involvement: alternate days, then every 2 months", "seen"),
        SMPC_HYDROXOCOBALAMIN.at("neurological involvement: as long as improving", "seen"),
        _REVIEW_AT_3_WEEKS,
    ),
    area="UK",
)
BNF_STANDARD = Regimen(
    "bnf-hydroxocobalamin",
    "1 mg three times a week for 2 weeks, then every 2 to 3 months",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase("loading", 1000, Every(times_a_week=3), doses=6),
        Phase(
            "maintenance",
            1000,
            Every(months=3),
            until=_FOR_LIFE,
            source_says="every 2 to 3 months (twice a year if only diet is the cause)",
        ),
    ),
    (
        BNF.at("no neurological involvement: 3 times a week for 2 weeks, 3-monthly", "seen"),
        UK_DIRECTION.at("diet-related: twice a year", "second-hand"),
    ),
    area="UK",
)
SMPC_STANDARD = Regimen(
    "smpc-hydroxocobalamin",
    "250 mcg to 1 mg on alternate days, 250 mcg weekly, then 1 mg every 2 to 3 months",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase("loading", 1000, _ALTERNATE, doses=7, source_says="on alternate days, 1 to 2 weeks"),
        Phase(
            "consolidation", 250, _WEEKLY, until="until the blood count is normal", planned_doses=8
        ),
        Phase(
            "maintenance",
            1000,
            Every(months=3),
            until=_FOR_LIFE,
            source_says="every 2 to 3 months",
        ),
    ),
    (SMPC_HYDROXOCOBALAMIN.at("without neurological involvement", "seen"),),
    area="UK",
)
SMPC_PROPHYLAXIS = Regimen(
    "smpc-hydroxocobalamin-prophylaxis",
    "1 mg every 2 to 3 months from the start, to prevent deficiency",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase(
            "maintenance",
            1000,
            Every(months=3),
            until=_FOR_LIFE,
            source_says="every 2 to 3 months",
        ),
    ),
    (
        SMPC_HYDROXOCOBALAMIN.at(
            "prophylaxis after gastrectomy or ileal resection, in malabsorption, strict "
            "vegetarianism",
            "seen",
        ),
    ),
    area="UK",
)
LEBER = Regimen(
    "leber-hydroxocobalamin",
    "Leber's disease: 1 mg daily for 2 weeks, twice weekly while improving, then monthly",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase("loading", 1000, _DAILY, doses=14),
        Phase("consolidation", 1000, Every(times_a_week=2), until=_IMPROVING, planned_doses=8),
        Phase("maintenance", 1000, _MONTHLY, until=_FOR_LIFE),
    ),
    (SMPC_HYDROXOCOBALAMIN.at("Leber's optic atrophy and tobacco amblyopia", "seen"),),
    area="UK",
)
US_LABEL_CYANOCOBALAMIN = Regimen(
    "us-label-cyanocobalamin",
    "100 mcg daily for 7 days, alternate days, every 3 to 4 days, then monthly for life",
    ("cyanocobalamin",),
    ("intramuscular", "deep-subcutaneous"),
    (
        Phase("loading", 100, _DAILY, doses=7, source_says="daily for 6 or 7 days"),
        Phase("loading", 100, _ALTERNATE, doses=7, source_says="on alternate days, if responding"),
        Phase(
            "consolidation",
            100,
            Every(days=3),
            doses=6,
            source_says="every 3 to 4 days for 2 to 3 weeks",
        ),
        Phase("maintenance", 100, _MONTHLY, until="for life"),
    ),
    (LABEL_CYANOCOBALAMIN.at("pernicious anaemia: dosage", "seen"),),
    area="US",
)
AAFP_CYANOCOBALAMIN = Regimen(
    "aafp-cyanocobalamin",
    "1,000 mcg weekly for 8 weeks, then monthly",
    ("cyanocobalamin",),
    ("intramuscular", "deep-subcutaneous"),
    (
        Phase("loading", 1000, _WEEKLY, doses=8),
        Phase("maintenance", 1000, _MONTHLY, until=_FOR_LIFE),
    ),
    (
        US_PRACTICE.at("US practice in case reports: 1,000 mcg weekly for 8 weeks", "second-hand"),
        AAFP_2017.at("1,000 mcg monthly for life", "memory"),
    ),
    unlicensed="the dose is above that of the US label",
)
US_LABEL_HYDROXOCOBALAMIN = Regimen(
    "us-label-hydroxocobalamin",
    "30 mcg daily for 5 to 10 days, then 100 to 200 mcg monthly",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase("loading", 30, _DAILY, doses=10, source_says="daily for 5 to 10 days"),
        Phase(
            "maintenance",
            100,
            _MONTHLY,
            until=_FOR_LIFE,
            source_says="monthly (100 to 200 mcg)",
        ),
    ),
    (LABEL_HYDROXOCOBALAMIN_US.at("dosage; higher where nerves are affected", "seen"),),
    area="US",
)
MECOBALAMIN_LABEL = Regimen(
    "mecobalamin-label",
    "500 mcg three times a week; stop without effect at one month",
    ("methylcobalamin",),
    _IM,
    (Phase("loading", 500, Every(times_a_week=3), until=_IMPROVING, planned_doses=13),),
    (METHYCOBAL.at("peripheral neuropathy; stop without effect after 1 month", "seen"),),
    area="Japan, Philippines",
    stop_if_no_effect_days=30,
)
MECOBALAMIN_ANAEMIA = Regimen(
    "mecobalamin-label-anaemia",
    "500 mcg three times a week for about 2 months, then every 1 to 3 months",
    ("methylcobalamin",),
    _IM,
    (
        Phase(
            "loading",
            500,
            Every(times_a_week=3),
            doses=26,
            source_says="3 times a week for about 2 months",
        ),
        Phase(
            "maintenance",
            500,
            Every(months=3),
            until=_FOR_LIFE,
            source_says="every 1 to 3 months",
        ),
    ),
    (METHYCOBAL.at("megaloblastic anaemia", "seen"),),
    area="Japan, Philippines",
)
MECOBALAMIN_ORAL = Regimen(
    "mecobalamin-oral",
    "1,500 mcg by mouth daily, in three parts",
    ("methylcobalamin",),
    ("oral",),
    (Phase("maintenance", 1500, _DAILY, until=_IMPROVING, per_day=3),),
    (METHYCOBAL.at("tablets", "seen"),),
    area="Japan, Philippines",
)
EU_CYANOCOBALAMIN = Regimen(
    "eu-cyanocobalamin-neurological",
    "1,000 mcg on alternate days while improving, then monthly",
    ("cyanocobalamin",),
    _IM,
    (
        Phase(
            "loading",
            1000,
            _ALTERNATE,
            until=_IMPROVING,
            planned_doses=_TO_FIRST_REVIEW,
            source_says="on alternate days",
        ),
        Phase("maintenance", 1000, _MONTHLY, until=_FOR_LIFE),
    ),
    (LABEL_CYANOCOBALAMIN_EU.at("neurological involvement", "seen"), _REVIEW_AT_3_WEEKS),
    area="EU",
)
ORAL_1MG = Regimen(
    "oral-cyanocobalamin-1mg",
    "1,000 mcg by mouth daily",
    ("cyanocobalamin",),
    ("oral",),
    (Phase("maintenance", 1000, _DAILY, until=_FOR_LIFE),),
    (
        NG239.at("oral in malabsorption: at least 1 mg a day", "seen"),
        AAFP_2017.at("oral 1 to 2 mg daily as effective for anaemia and neurology", "seen"),
    ),
    area="sold as a supplement in most countries",
)
ORAL_DIET = Regimen(
    "oral-cyanocobalamin-diet",
    "50 to 150 mcg by mouth daily, between meals",
    ("cyanocobalamin",),
    ("oral",),
    (Phase("maintenance", 100, _DAILY, until=_FOR_LIFE, source_says="daily (50 to 150 mcg)"),),
    (UK_DIRECTION.at("diet-related deficiency", "second-hand"),),
    area="UK",
)
STABLER_NEUROLOGICAL = Regimen(
    "stabler-neurological",
    "1,000 mcg on alternate days for 2 to 3 weeks, weekly until better, then monthly",
    ("cyanocobalamin",),
    _IM,
    (
        Phase("loading", 1000, _ALTERNATE, doses=_TO_FIRST_REVIEW, source_says="on alternate days"),
        Phase("consolidation", 1000, _WEEKLY, until="until clear improvement", planned_doses=8),
        Phase("maintenance", 1000, _MONTHLY, until=_FOR_LIFE),
    ),
    (STABLER_2013.at("treatment", "memory"),),
    unlicensed="the dose is above that of the US label",
)
CASE_ALTERNATE = Regimen(
    "cord-cases-alternate-days",
    "1,000 mcg every other day for 2 to 3 weeks, then every 2 months",
    ("cyanocobalamin",),
    _IM,
    (
        Phase("loading", 1000, _ALTERNATE, doses=_TO_FIRST_REVIEW, source_says="every other day"),
        Phase("maintenance", 1000, Every(months=2), until=_FOR_LIFE),
    ),
    (VA_CASES.at("cord degeneration despite monthly B12", "seen"),),
    unlicensed="advice of the authors of a case report",
)
NITROUS_OXIDE = Regimen(
    "nitrous-oxide-hydroxocobalamin",
    "Stop nitrous oxide; 1 mg on alternate days until stable",
    ("hydroxocobalamin",),
    _IM,
    (
        Phase(
            "loading",
            1000,
            _ALTERNATE,
            until="until stable",
            planned_doses=_TO_FIRST_REVIEW,
            source_says="on alternate days",
        ),
    ),
    (PARIS_2023.at("UK practice", "memory"), _REVIEW_AT_3_WEEKS),
    area="UK",
)
NASAL = Regimen(
    "nasal-cyanocobalamin",
    "500 mcg as a nasal spray weekly, maintenance only",
    ("cyanocobalamin",),
    ("nasal",),
    (Phase("maintenance", 500, _WEEKLY, until=_FOR_LIFE),),
    (NASCOBAL.at("maintenance only, not where nerves are affected", "memory"),),
    area="US",
)

REGIMENS: tuple[Regimen, ...] = (
    SOURCE_DAILY,
    SOURCE_WEEKLY,
    BNF_NEUROLOGICAL,
    BNF_STANDARD,
    SMPC_STANDARD,
    SMPC_PROPHYLAXIS,
    LEBER,
    US_LABEL_CYANOCOBALAMIN,
    AAFP_CYANOCOBALAMIN,
    US_LABEL_HYDROXOCOBALAMIN,
    MECOBALAMIN_LABEL,
    MECOBALAMIN_ANAEMIA,
    MECOBALAMIN_ORAL,
    EU_CYANOCOBALAMIN,
    ORAL_1MG,
    ORAL_DIET,
    STABLER_NEUROLOGICAL,
    CASE_ALTERNATE,
    NITROUS_OXIDE,
    NASAL,
)


def regimen(name: str) -> Regimen:
    """One regimen by its id. Raises KeyError for another name."""
    for each in REGIMENS:
        if each.id == name:
            return each
    raise KeyError(f"no regimen {name!r}; there are {', '.join(r.id for r in REGIMENS)}")
