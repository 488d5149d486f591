"""What must every reader of a simulated course be told, and how are its quantities named?"""

from __future__ import annotations

from cobalamin.simulate.fitting import Posterior
from cobalamin.simulate.forecasting import Forecast
from cobalamin.simulate.measured import label
from cobalamin.simulate.told import NOT_KNOWN

DISCLAIMER = (
    "A simulation informs and never decides. It supports a clinician's judgement and does not "
    "replace it; it is no promise to a patient, no order and no prescription."
)

TITLES = {
    "total_b12_pmol_l": ("Total B12", "pmol/L", 0),
    "mma_nmol_l": ("Methylmalonic acid", "nmol/L", 0),
    "homocysteine_umol_l": ("Homocysteine", "µmol/L", 1),
    "haemoglobin_g_dl": ("Haemoglobin", "g/dL", 1),
    "mcv_fl": ("Mean cell volume", "fL", 0),
    "sural_velocity_m_s": ("Sural nerve conduction velocity", "m/s", 1),
    "symptoms_0_10": ("Sensory symptoms of the legs, 0 none to 10 worst", "", 1),
}
"""Each quantity in words, its unit, and how many decimals are worth showing."""

_NERVE = ("remyelination_per_day", "recovery_per_day", "loss_per_day", "injury_per_day")
_MUCH = 1.5  # chosen by us: whoever told a severity must read when the courses begin elsewhere
_EXTRAPOLATED = (
    "All that follows today is extrapolated: the person was fitted to results before treatment, "
    "and the model was never tested against the course of single patients."
)
_LAPLACE = (
    "The posterior is Laplace's approximation: normal around the best fit, in the logarithm of "
    "what is unknown."
)
_NERVE_UNKNOWN = (
    "How fast this person's nerve heals is hardly identifiable from these results; there the "
    "bands are those of people in general."
)
_VARIES = "a single measurement varies more"


def limits(found: Forecast) -> tuple[str, ...]:
    """What is extrapolated, what could not be learnt, and what of the record was not used."""
    posterior = found.posterior
    told = posterior.told
    says = [
        _EXTRAPOLATED,
        _LAPLACE,
        *_of_learning(posterior),
        *_of_bands(found),
        "The symptom scale is this model's own; it is no validated score.",
    ]
    if told.cause == NOT_KNOWN:
        says.append("No cause was told; how much is absorbed from food is inferred.")
    if told.cause == "nitrous-oxide":
        says.append(
            "Nitrous oxide stops with the first dose of every regimen and goes on without "
            "treatment. Most of what regimens gain here is gained by stopping: while it goes on, "
            "no dose helps."
        )
    if told.diabetes:
        says.append(
            "Diabetes: its damage is a placeholder of the model, of middling severity; B12 does "
            "not act on it."
        )
    if told.egfr is None:
        says.append("Kidney function was not told; what is usual at that age is assumed.")
    says += [_misfit(measured.resource, measured.name, off) for measured, off in posterior.misfits
             if abs(off) > _MUCH]  # fmt: skip
    return (*says, *told.limits)


def _of_learning(posterior: Posterior) -> list[str]:
    if not posterior.misfits:
        return ["Fitted to no result: the bands are those of people with these particulars."]
    if any(name in posterior.hardly_learnt for name in _NERVE):
        return [_NERVE_UNKNOWN]
    return []


def _of_bands(found: Forecast) -> list[str]:
    if found.is_a_line:
        return ["No band was asked for: one line hides all that is not known of this person."]
    few = "" if len(found.people) >= 50 else "; so few give a rough band"
    drawn = f"{len(found.people)} people drawn from the posterior{few}"
    return [f"A band holds nine tenths of {drawn}. It is of what is expected; {_VARIES}."]


def _misfit(resource: str, name: str, off: float) -> str:
    side = "above" if off > 0 else "below"
    return (
        f"{resource} ({label(name)}) is {abs(off):.1f} standard deviations {side} what the best "
        "person explains: the model, the cause or the result may be wrong."
    )


def fitted_to(posterior: Posterior) -> tuple[str, ...]:
    """The results behind the fit, each once, in order."""
    return tuple(dict.fromkeys(measured.resource for measured, _ in posterior.misfits))


def in_percent(share: float) -> str:
    """A chance in whole per cent; never a bare 0 or 100."""
    percent = round(100 * share)
    return "<1 %" if percent == 0 else ">99 %" if percent == 100 else f"{percent} %"
