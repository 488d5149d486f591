"""How does a forecast look to programs? The schema is course-1.schema.json, beside this."""

from __future__ import annotations

from collections.abc import Callable

from cobalamin.simulate.forecasting import Band, Delay, Forecast, Recovery, RegimenCourse
from cobalamin.simulate.saying import DISCLAIMER, fitted_to, limits

SCHEMA = "cobalamin.course/1"
_DIGITS = 5
Json = dict[str, object]


def as_json(found: Forecast) -> Json:
    """The forecast as `cobalamin.course/1`."""
    posterior = found.posterior
    told = posterior.told
    return {
        "schema": SCHEMA,
        "start": found.start.isoformat(),
        "months": found.months,
        "patient": {"id": told.patient_id, "age_years": told.age_years, "sex": told.sex,
                    "cause": told.cause},
        "days": [int(day) for day in found.days],
        "courses": [_course(each) for each in found.courses],
        "delay": None if found.delay is None else _delay(found.delay),
        "band": {"share": 0.9, "people": 0 if found.is_a_line else len(found.people)},
        "seed": found.seed,
        "method": "map-laplace" if posterior.misfits else "prior",
        "fitted_to": list(fitted_to(posterior)),
        "learnt": {name: round(share, 3) for name, share in posterior.learnt.items()},
        "not_identifiable": list(posterior.hardly_learnt),
        "limits": list(limits(found)),
        "disclaimer": DISCLAIMER,
    }  # fmt: skip


def _course(course: RegimenCourse) -> Json:
    def side(of: Callable[[Band], tuple[float, ...]]) -> Json:
        return {name: [rounded(v) for v in of(band)] for name, band in course.bands.items()}

    return {
        "regimen": course.regimen,
        "title": course.title,
        "median": side(lambda band: band.median),
        "low": side(lambda band: band.low),
        "high": side(lambda band: band.high),
        "recovery": _recovery(course.recovery),
        "symptoms_halved_days": None if course.halved_days is None else _three(course.halved_days),
    }


def _recovery(recovery: Recovery) -> Json:
    return {
        "full": round(recovery.full, 4),
        "partial": round(recovery.partial, 4),
        "little": round(max(recovery.little, 0.0), 4),
    }


def _three(values: tuple[float, float, float]) -> Json:
    return dict(zip(("low", "median", "high"), map(rounded, values), strict=True))


def _delay(delay: Delay) -> Json:
    return {
        "regimen": delay.regimen,
        "months": delay.months,
        "now": {"recovery": _recovery(delay.now), "symptoms_0_10": _three(delay.symptoms_now)},
        "later": {
            "recovery": _recovery(delay.later),
            "symptoms_0_10": _three(delay.symptoms_later),
        },
    }


def rounded(value: float) -> float:
    """To five significant digits: more would be noise, and not the same on every machine."""
    return float(f"{value:.{_DIGITS}g}")
