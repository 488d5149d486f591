"""What does ms-cql-sdk answer to the questions, for every patient of an NDJSON file of Bundles?

Runs in an environment of its own: run_ms_cql_sdk.py QUESTIONS PATIENTS. Writes one JSON object:
milliseconds of each part, what the engine refused, the answers to the questions respelt for it,
and those that it gives when it is used otherwise.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from cql_sdk.api import compile_library_to_sql, load_library_from_cql_text
from cql_sdk.fhir.context import context_from_bundle
from cql_sdk.invocation.toolkit import InvocationToolkit

HERE = Path(__file__).parent
QUESTIONS = {"total_b12": "Total B12", "metabolites": "Metabolites", "deficiency": "Deficiency"}
_WRAPPED = re.compile(r"(\.(?:code|value|unit|status|authoredOn)|as FHIR\.dateTime\))\.value")
_START = '(M.effective as FHIR.Period)."start".value'

NOT_RESPELT = "the plain questions not respelt for it (`.value` of a primitive is null to it)"
ONE_TOOLKIT = "one toolkit for all patients (it keeps results without regard to the patient)"

Answers = dict[str, dict[str, object]]


def respelt(text: str) -> str:
    """CQL as this engine needs it, which reads JSON numbers and texts and no FHIR primitives.

    `.value` of a primitive is null to it, and a Period is an Interval without a `start`.
    """
    return _WRAPPED.sub(r"\1", text.replace(_START, "start of (M.effective as FHIR.Period)"))


def refusal(work: Callable[[], object]) -> str:
    """The fault that this work raises; empty when it raises none."""
    try:
        work()
    except Exception as fault:  # noqa: BLE001  whatever it is, it is what is reported
        return f"{type(fault).__name__}: {fault}"
    return ""


def answered(text: str, bundles: list[dict[str, Any]], *, one_toolkit: bool = False) -> Answers:
    """The answers of each patient, from a toolkit for each or from one for all."""
    library = load_library_from_cql_text(text)
    toolkit = InvocationToolkit()
    toolkit.register(library)
    found: Answers = {}
    for bundle in bundles:
        if not one_toolkit:
            toolkit = InvocationToolkit()
            toolkit.register(library)
        context = context_from_bundle(bundle)
        found[context.subject["id"]] = {
            question: toolkit.invoke(
                library_identifier=library.identifier, definition=name, context=context
            )
            for question, name in QUESTIONS.items()
        }
    return found


def main(questions: str, patients: str) -> int:
    """Print times, refusals and answers."""
    plain = (HERE / questions).read_text(encoding="utf-8")
    start = perf_counter()
    library = load_library_from_cql_text(respelt(plain))
    translated, spent = perf_counter(), process_time()
    bundles = [json.loads(line) for line in Path(patients).read_bytes().splitlines()]
    parsed = perf_counter()
    answers = answered(respelt(plain), bundles)
    executed, used = perf_counter(), process_time()
    whole = (HERE / "questions.cql").read_text(encoding="utf-8")
    told = {
        "translating": (translated - start) * 1e3,
        "parsing": (parsed - translated) * 1e3,
        "executing": (executed - parsed) * 1e3,
        "processor": (used - spent) * 1e3,
        "answers": answers,
        "otherwise": {
            NOT_RESPELT: answered(plain, bundles),
            ONE_TOOLKIT: answered(respelt(plain), bundles, one_toolkit=True),
        },
        "refuses": {
            "questions.cql": refusal(lambda: load_library_from_cql_text(whole)),
            "Total B12 as SQL": refusal(
                lambda: compile_library_to_sql(library, definition="Total B12")
            ),
        },
    }
    json.dump(told, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
