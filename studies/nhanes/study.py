"""The whole study: from the folder of tables to the report and its pictures."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cobalamin.guideline.profiles import NAMES, VERSION, fingerprint_of, guideline
from studies import pictures, wording
from studies.nhanes import groups as g
from studies.nhanes import plots, plots_of_findings, tables
from studies.nhanes.answers import answers
from studies.nhanes.feet import feet
from studies.nhanes.findings import findings, meaning
from studies.nhanes.guidelines import guidelines
from studies.nhanes.kidneys import kidneys
from studies.nhanes.metformin import metformin
from studies.nhanes.prevalence import prevalence
from studies.nhanes.survey import survey
from studies.wording import Table, table

REPORT = "README.md"
TEMPLATE = "report.md.jinja"
LIBRARIES = ("altair", "polars", "svy", "vl-convert-python")

Say = Callable[[str], None]


def study(folder: Path, out: Path, say: Say) -> None:
    """Write the report. Raises FolderError where the folder is not that of the survey."""
    say("reading the tables and assessing every adult; this takes a minute or two")
    people = assessed(folder)
    say("estimating")
    text, charts = told(people)
    say(f"writing {out}")
    pictures.write(charts, out)
    (out / REPORT).write_text(text, "utf-8")


def assessed(folder: Path) -> pl.DataFrame:
    """Everyone interviewed, with the answers for each examined adult beside them."""
    people = tables.participants(folder, *g.CYCLES)
    medicines = tables.by_participant(tables.prescriptions(folder, *g.CYCLES))
    return people.join(answers(people, medicines), on="seqn", how="left", validate="1:1").sort(
        "seqn"
    )


def told(people: pl.DataFrame) -> tuple[str, dict[str, Any]]:
    """The report as Markdown, and its charts by name."""
    common, of_kidneys, of_feet = prevalence(people), kidneys(people), feet(people)
    of_metformin, of_guidelines = metformin(people), guidelines(people)
    charts = {
        "mma-against-b12": plots.mma_against_b12(people),
        "numb-feet": plots_of_findings.forest(of_feet),
        "found-on-the-way": plots_of_findings.fates(of_guidelines),
        "levels-by-cycle": plots.levels(people),
        "kidneys-by-age": plots.kidneys_by_age(of_kidneys),
        "metformin-by-duration": plots_of_findings.by_duration(of_metformin),
        "overlap-of-guidelines": plots_of_findings.overlap(of_guidelines),
    }
    text = (
        _environment()
        .get_template(TEMPLATE)
        .render(
            prevalence=common,
            kidneys=of_kidneys,
            feet=of_feet,
            metformin=of_metformin,
            guidelines=of_guidelines,
            findings=findings(common, of_kidneys, of_feet, of_metformin, ways=of_guidelines),
            meaning=meaning(of_feet, of_guidelines),
            participants=participants(people),
            adults=people.filter(pl.col("examined") & g.ADULTS).height,
            made_with=made_with(),
            open_answers=_open(people),
            names=NAMES,
            g=g,
        )
    )
    return text, charts


def _environment() -> Environment:
    """The template's; a name that is not given is an error and never an empty place."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, made from numbers and our own words
    )
    words = (wording.share, wording.of, wording.count)
    made.filters.update({each.__name__: each for each in words})
    return made


def participants(people: pl.DataFrame) -> Table:
    """How many adults of each cycle were examined and have each test."""
    has = {
        "total B12": g.HAS_B12,
        "MMA": g.HAS_MMA,
        "homocysteine": g.HCY.is_not_null(),
        "eGFR": g.EGFR.is_not_null(),
        "B12, MMA and homocysteine": g.HAS_ALL,
        "those three and 40 years or over": g.HAS_ALL & g.FORTY,
        "those and both feet examined": g.FEET_EXAMINED,
        "metformin": pl.col("reads_metformin"),
    }
    frames = [survey(people, cycle).frame.filter(g.ADULTS) for cycle in g.CYCLES]
    rows = [
        ["adults examined", *(wording.count(frame.height) for frame in frames)],
        *(
            [label, *(wording.count(frame.filter(condition).height) for frame in frames)]
            for label, condition in has.items()
        ),
    ]
    return table(["unweighted numbers", *g.CYCLES], rows)


def _open(people: pl.DataFrame) -> dict[str, int]:
    """For how many adults with all three tests the answer on deficiency is still open."""
    tested = survey(people, g.FIRST).frame.filter(g.ADULTS & g.HAS_ALL)
    return {name: int(tested[g.is_open(name)].sum()) for name in NAMES}


def made_with() -> Table:
    """Which medicine and which libraries gave these numbers."""
    rows = [
        [f"`{name}`, {guideline(name).title}", fingerprint_of(guideline(name))] for name in NAMES
    ]
    rows.append(["version of the medicine", VERSION])
    rows += [[name, version(name)] for name in LIBRARIES]
    return table(["", ""], rows)
