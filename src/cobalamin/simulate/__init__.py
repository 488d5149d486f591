"""From an injection to a nerve that conducts again: physiology, and no guideline but its regimens.

For a notebook, six names are enough; each is imported only when it is asked for:

    from cobalamin.simulate import patient, fit, forecast, trial, chart, as_text

    told = patient(cause="pernicious-anaemia", b12_pmol_l=60, mma_nmol_l=2000, egfr=70)
    found = forecast(told, ["source-daily-then-monthly", "oral-cyanocobalamin-1mg"], months=12)
    print(as_text(found))
    chart(found)                    # needs the extra `plots`
    trial(["source-daily-then-monthly", "no-treatment"], patients=200, seed=1)

A simulation informs and never decides.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cobalamin.simulate.fitting import fit
    from cobalamin.simulate.forecasting import forecast
    from cobalamin.simulate.on_terminal import as_text
    from cobalamin.simulate.picture import chart
    from cobalamin.simulate.told import patient
    from cobalamin.simulate.virtual_trial import trial

__all__ = ["as_text", "chart", "fit", "forecast", "patient", "trial"]

_HOMES = {
    "as_text": "on_terminal",
    "chart": "picture",
    "fit": "fitting",
    "forecast": "forecasting",
    "patient": "told",
    "trial": "virtual_trial",
}


def __getattr__(name: str) -> object:
    """One of the six names, from its module: the compiler must not need what it makes."""
    if name not in _HOMES:
        raise AttributeError(f"cobalamin.simulate has no {name}; it has {', '.join(__all__)}")
    return getattr(import_module(f"cobalamin.simulate.{_HOMES[name]}"), name)
