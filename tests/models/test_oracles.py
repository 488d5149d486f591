"""Do programs that others wrote load the same model and give the same course?"""

from __future__ import annotations

import locale
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from cobalamin.simulate import export
from cobalamin.simulate.dosing import Given
from cobalamin.simulate.engine import NAMES, STATES, run
from cobalamin.simulate.generated import bare
from cobalamin.simulate.model import MODEL_FILE, model
from tests.models.people import PERNICIOUS, deficient, doses, injections

TIGHT = 1e-6
# Half a day away from every dose: what the others show at the moment of an event differs.
DAYS = [i + 0.5 for i in range(120)]
MIXED = (
    *injections(1000, 0, 1, 2, 9),
    Given(20, 1000, "hydroxocobalamin", "intramuscular"),
    *(Given(30 + i, 1000, "cyanocobalamin", "oral") for i in range(10)),
)


def apart(rows: Sequence[Sequence[float]], others: Sequence[Sequence[float]]) -> float:
    """The largest difference of a state over its scale and size."""
    return max(
        abs(a - b) / (scale + abs(b))
        for row, other in zip(rows, others, strict=True)
        for a, b, scale in zip(row, other, bare.SCALE, strict=False)
    )


def of_roadrunner(sbml: str, last: int) -> list[list[float]]:
    """The states at DAYS by libRoadRunner (CVODE).

    Its single absolute tolerance is multiplied by the states, and a depot that ran dry then makes
    it fail at the next dose: it gets one for each state.
    """
    import roadrunner

    runner = roadrunner.RoadRunner(sbml)
    runner.integrator.relative_tolerance = 1e-9
    runner.integrator.absolute_tolerance = [1e-9 * scale for scale in bare.SCALE]
    runner.timeCourseSelections = ["time", *STATES]
    found = runner.simulate(0, last, 2 * last + 1)
    return [list(map(float, row[1:])) for row in found if row[0] % 1 == 0.5]


def test_libroadrunner_agrees_course_by_course() -> None:
    sbml = export.sbml(PERNICIOUS, deficient(), MIXED)
    ours = run(PERNICIOUS, deficient(), MIXED, DAYS, tolerance=TIGHT, backend="numba")
    assert apart(ours.rows, of_roadrunner(sbml, len(DAYS))) < 2e-5


def test_libroadrunner_loads_the_model_file_as_it_is() -> None:
    sbml = export.as_sbml(MODEL_FILE.read_text(encoding="utf-8"))
    start = dict(zip(STATES, bare.START, strict=True))
    ours = run({}, start, (), DAYS, tolerance=TIGHT, backend="numba")
    assert apart(ours.rows, of_roadrunner(sbml, len(DAYS))) < 2e-5


def test_libroadrunner_agrees_on_a_regimen_of_a_year_within_a_thousandth() -> None:
    """The default tolerance, on the states below plasma that the outcomes stand on."""
    given = doses("source-daily-then-monthly", 365)
    sbml = export.sbml(PERNICIOUS, deficient(), given)
    days = [i + 0.5 for i in range(365)]
    ours = run(PERNICIOUS, deficient(), given, days, backend="numba")
    others = of_roadrunner(sbml, 365)
    first = STATES.index("liver_ug")
    slow = max(
        abs(a - b) / (scale + abs(b))
        for row, other in zip(ours.rows, others, strict=True)
        for a, b, scale in list(zip(row, other, bare.SCALE, strict=False))[first:]
    )
    assert slow < 1e-3


def test_libroadrunner_measures_what_we_measure() -> None:
    import roadrunner

    runner = roadrunner.RoadRunner(export.sbml({"egfr": 50, "diabetes": 0.5}, deficient()))
    runner.timeCourseSelections = ["time", *NAMES]
    ours = run({"egfr": 50, "diabetes": 0.5}, deficient(), (), [0], backend="python")
    theirs = list(map(float, runner.simulate(0, 1, 2)[0][1:]))
    assert ours.rows[0] == pytest.approx(theirs, rel=1e-9, abs=1e-12)


def test_the_export_is_valid_sbml() -> None:
    import libsbml

    document = libsbml.readSBMLFromString(export.sbml(PERNICIOUS, deficient(), MIXED))
    document.checkConsistency()
    errors = [document.getError(i) for i in range(document.getNumErrors())]
    grave = [e.getMessage() for e in errors if e.getSeverity() >= libsbml.LIBSBML_SEV_ERROR]
    assert grave == []
    found = document.getModel()
    assert found.getNumEvents() == len([dose for dose in MIXED if dose.day > 0])
    assert {p.getId() for p in found.getListOfParameters()} >= {p.name for p in model().parameters}


def test_text_that_is_not_antimony_is_refused() -> None:
    with pytest.raises(export.NotExported):
        export.as_sbml("model cobalamin\n  x = = 1;\nend\n")


def of_copasi(sbml: str, last: int) -> list[list[float]]:
    """The states at DAYS by COPASI (LSODA)."""
    import COPASI

    holder: Any = COPASI.CRootContainer.addDatamodel()
    assert holder.importSBMLFromString(sbml)
    task = holder.getTask("Time-Course")
    task.setMethodType(COPASI.CTaskEnum.Method_deterministic)
    task.getProblem().setModel(holder.getModel())
    task.getProblem().setStepNumber(2 * last)
    task.getProblem().setDuration(float(last))
    task.getMethod().getParameter("Relative Tolerance").setDblValue(1e-9)
    task.getMethod().getParameter("Absolute Tolerance").setDblValue(1e-12)
    assert task.process(True), COPASI.CCopasiMessage.getAllMessageText()
    series = task.getTimeSeries()
    titles = [series.getTitle(i) for i in range(series.getNumVariables())]
    places = [titles.index(f"Values[{name}]") for name in STATES]
    rows = range(series.getRecordedSteps())
    found = [
        [series.getData(i, place) for place in places]
        for i in rows
        if series.getData(i, 0) % 1 == 0.5
    ]
    COPASI.CRootContainer.removeDatamodel(holder)
    return found


@pytest.fixture
def same_locale() -> Iterator[None]:
    """COPASI sets the locale of the whole process to C; the tests that follow need theirs."""
    before = locale.setlocale(locale.LC_ALL)
    yield
    locale.setlocale(locale.LC_ALL, before)


@pytest.mark.usefixtures("same_locale")
def test_copasi_agrees_course_by_course() -> None:
    ours = run(PERNICIOUS, deficient(), MIXED, DAYS, tolerance=TIGHT, backend="numba")
    others = of_copasi(export.sbml(PERNICIOUS, deficient(), MIXED), len(DAYS))
    assert apart(ours.rows, others) < 2e-5
