"""How does a forecast look in a browser? One page with everything in it, and sliders that ask on.

The sliders run the solver that the compiler made of the model file, in the page; no server and no
network is asked. Needs the extra `plots`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from cobalamin.simulate.as_json import rounded
from cobalamin.simulate.dosing import Given, arriving, given_under
from cobalamin.simulate.forecasting import (
    FREE_OF_SYMPTOMS_0_10,
    MONTH_DAYS,
    Delay,
    Forecast,
    RegimenCourse,
)
from cobalamin.simulate.individual import TOLERANCE, Person, history
from cobalamin.simulate.picture import PANELS, chart
from cobalamin.simulate.saying import DISCLAIMER, fitted_to, in_percent, limits
from cobalamin.simulate.states import healthy
from cobalamin.value import replace

PEOPLE = 24
"""How many of the people drawn the page runs again; chosen by us: all took 0.4 to 1.8 s
in Chromium on two busy cores."""

_HERE = Path(__file__).parent
Json = dict[str, object]


def as_html(found: Forecast) -> str:
    """The page. Raises ModuleNotFoundError without Altair or vl-convert."""
    import vl_convert
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    spec = chart(found, titled=False).to_dict()
    rooms = Environment(loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined)
    scripts: dict[str, str] = {
        "bundle": str(cast(Any, vl_convert).javascript_bundle()),
        "solver": _text("generated/page.js"),
        "sliders": _text("sliders.js"),
        "wiring": _text("wiring.js"),
        "told": json.dumps(told_to_page(found), allow_nan=False),
        "spec": json.dumps(spec, allow_nan=False),
    }
    return rooms.get_template("page.html.j2").render(
        **_words(found), **{name: Markup(_inside(text)) for name, text in scripts.items()}
    )


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _inside(script: str) -> str:
    """A script that cannot end its own element, whatever its texts hold."""
    return script.replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _words(found: Forecast) -> Json:
    told = found.posterior.told
    who = [told.patient_id and f"Patient {told.patient_id}"]
    who += [f"{told.age_years} years" if told.age_years is not None else ""]
    who += ["" if told.sex == "unknown" else told.sex, f"cause: {told.cause}"]
    return {
        "months": found.months,
        "start": found.start.isoformat(),
        "who": ", ".join(filter(None, who)),
        "disclaimer": DISCLAIMER,
        "ends": [_end(course) for course in found.courses],
        "delay": _delay(found.delay) if found.delay else "",
        "fitted_to": ", ".join(fitted_to(found.posterior)) or "no result",
        "limits": limits(found),
        "most_delay": found.months,
        "people": len(_people(found)),
    }


def _end(course: RegimenCourse) -> Json:
    band, recovery = course.bands["symptoms_0_10"], course.recovery
    chances = map(in_percent, (recovery.full, recovery.partial, recovery.little))
    symptoms = f"{band.median[-1]:.1f} ({band.low[-1]:.1f} to {band.high[-1]:.1f})"
    return {"id": course.regimen, "title": course.title, "cells": [symptoms, *chances]}


def _delay(delay: Delay) -> str:
    return (
        f"{delay.regimen} begun now: chance of full recovery {in_percent(delay.now.full)}; begun "
        f"in {delay.months} months: {in_percent(delay.later.full)}, each looked at as long after "
        "its first dose."
    )


def _people(found: Forecast) -> tuple[Person, ...]:
    """The best person first, then some of those drawn."""
    return (found.posterior.person, *found.people[: PEOPLE - 1])


def told_to_page(found: Forecast) -> Json:
    """What the sliders need: the people, the regimens, the days."""
    people = _people(found)
    backend = "numba" if found.backend == "numba" else "python"
    past = history(people[0], (), backend)
    return {
        "days": list(found.days),
        "quantities": list(PANELS),
        "free_of_symptoms": FREE_OF_SYMPTOMS_0_10,
        "months_of_symptoms": round(past.symptomatic_days() / MONTH_DAYS * 2) / 2,
        "people": [
            {
                "days_ill": each.days_ill,
                "parameters": each.parameters,
                "healthy": healthy(each.parameters, tolerance=TOLERANCE, backend=backend),
            }
            for each in people
        ],
        "regimens": [_regimen(course, found, people) for course in found.courses],
    }


def _regimen(course: RegimenCourse, found: Forecast, people: tuple[Person, ...]) -> Json:
    """The doses by kind, and how much of each kind arrives in each person."""
    given = given_under(course.regimen, found.start, int(found.days[-1]))
    kinds = list(dict.fromkeys(replace(dose, day=0.0) for dose in given))
    amounts = [[_arrives(kind, each.parameters)[1] for kind in kinds] for each in people]
    doses = [
        [dose.day, _arrives(dose, people[0].parameters)[0], kinds.index(replace(dose, day=0.0))]
        for dose in given
    ]
    return {"id": course.regimen, "doses": doses, "amounts": amounts}


def _arrives(dose: Given, parameters: Mapping[str, float]) -> tuple[str, float]:
    ((_, state, amount),) = arriving([dose], parameters)
    return state, rounded(amount)
