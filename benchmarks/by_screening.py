"""What does the screening answer of the same records, and what does it take?

The records are laid out as a bulk export first, which is not timed: that is the form in which
many patients come. Timed is everything from those files to the answers to all questions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from cobalamin.fhir.bulk.export import read_export
from cobalamin.fhir.bulk.folder import find
from cobalamin.guideline.profiles import guideline
from cobalamin.screen.asking import write_answers
from cobalamin.screen.facts_on_disk import write_facts


def laid_out(records: Sequence[bytes], folder: Path) -> None:
    """Write Bundles as NDJSON, one file a type."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        for entry in json.loads(record).get("entry", []):
            body = entry["resource"]
            by_kind[body["resourceType"]].append(json.dumps(body, separators=(",", ":")))
    for kind, lines in by_kind.items():
        (folder / f"{kind}.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


def answered(
    records: Sequence[bytes], as_of: date, questions: Sequence[str]
) -> tuple[dict[str, dict[str, Any]], float, float]:
    """The answers by patient, the seconds on the wall, and those of all processors."""
    import duckdb

    with TemporaryDirectory() as place:
        source, work = Path(place) / "in", Path(place) / "work"
        source.mkdir()
        laid_out(records, source)
        con = duckdb.connect()
        con.execute("SET memory_limit = '1000MB'")
        start, spent = perf_counter(), process_time()
        export = read_export(con, find(str(source)), as_of, work, progress=lambda _: None)
        write_facts(con, export, as_of, work, told=lambda _: None)
        out = work / "answers.parquet"
        write_answers(con, guideline("confirm-first"), work / "facts.parquet", out)
        seconds, used = perf_counter() - start, process_time() - spent
        columns = ", ".join(f"answer_{name}" for name in questions)
        rows = con.execute(f"SELECT patient, {columns} FROM read_parquet('{out}')").fetchall()
        con.close()
    answers = {row[0]: dict(zip(questions, row[1:], strict=True)) for row in rows}
    return answers, seconds, used
