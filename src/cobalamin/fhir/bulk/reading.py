"""How is one group of files of one resource type read into rows? With bounded memory, by DuckDB."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cobalamin.fhir.bulk.chart_rows import ENTRIES, MEDICINES, RESULTS, SqlType, Table
from cobalamin.fhir.bulk.fields import FIELDS, is_medicine
from cobalamin.fhir.bulk.files import PRODUCTS_FOUND, quoted, read, read_sql
from cobalamin.fhir.bulk.folder import BulkFile
from cobalamin.fhir.bulk.functions import add_function
from cobalamin.fhir.bulk.lines import Rejected, told_apart
from cobalamin.fhir.bulk.one_by_one import Around, Line, Standing, given, resource_of
from cobalamin.fhir.bulk.plain import MACROS, ROWS, shaped_sql
from cobalamin.fhir.bulk.shapes import ODD, Shapes
from cobalamin.fhir.bulk.sifting import (
    anyway_sql,
    asked_sql,
    can_be_picked,
    first_cut_sql,
    look_sql,
    matters_sql,
    pick,
    wanted_sql,
)
from cobalamin.fhir.source import Resource
from cobalamin.value import Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STAMP: tuple[tuple[str, SqlType | str], ...] = (
    ("version", "DOUBLE"),
    ("number", "BIGINT"),
    ("seq", "BIGINT"),
)
"""Which of two versions of a resource is the newer one: by time, by number, by order."""

VERSIONS = Table("versions", (("patient", "VARCHAR"), ("resource", "VARCHAR")))
GIVEN = (RESULTS, ENTRIES, MEDICINES, VERSIONS)
"""The tables that resources about a patient give."""

UNVERIFIED = "unverified.ndjson"
"""How many resources of a step say what only by codes that we could not verify: one object."""

ROOM = 10_000_000_000
"""Places kept for the resources of one step, so that the order of steps is the order of all."""

_SHAPE_TABLES = {
    "shape_results": "concept VARCHAR, value DOUBLE, unit VARCHAR, bound VARCHAR, "
    "positive BOOLEAN, unreadable VARCHAR, range_low DOUBLE, range_high DOUBLE",
    "shape_entries": "concept VARCHAR, kind VARCHAR, active BOOLEAN, present BOOLEAN, "
    "by_text BOOLEAN, side VARCHAR, limbs VARCHAR",
    "shape_medicines": "concept VARCHAR, kind VARCHAR, going_on BOOLEAN, route VARCHAR, "
    "by_text BOOLEAN, dose_mg_day DOUBLE",
    "shape_refused": "says VARCHAR",
    "shape_unverified": "concept VARCHAR",
}
_BATCH = 10_000
_FREQUENT = 32  # texts, chosen by us: a look at so many costs less than to keep them for a table
_FIRST_LINES = 4_000  # enough to meet what nearly all lines say, chosen by us


class Counts(Value):
    """How many resources one step read, used and rejected; of how many, one by one.

    `later` would have been used on a later day than the one of screening.
    """

    read: int = 0
    used: int = 0
    rejected: int = 0
    odd: int = 0
    later: int = 0


def known_shapes(con: DuckDBPyConnection) -> dict[str, Shapes]:
    """The shapes of every type, none met yet, made known to all who use this database."""
    every = {kind: Shapes(kind) for kind in FIELDS}

    def speaks(kind: str, said: str | None) -> bool:
        return every[kind].speaks(said)

    def number(kind: str, shape: str) -> int:
        return every[kind].number(shape)

    # Two functions for all types: to make one known takes as long as to read many resources.
    add_function(con, "speaks", speaks, "BOOLEAN", takes=2, volatile=True)
    add_function(con, "shape_of", number, "INTEGER", takes=2)
    return every


class Reader:
    """Reads steps on one connection; the shapes may be shared with others, see `known_shapes`."""

    def __init__(
        self, con: DuckDBPyConnection, as_of: date, work: Path, shapes: Mapping[str, Shapes]
    ) -> None:
        self.con = con
        self.as_of = as_of
        self.work = work
        self.shapes = shapes
        self._careful: set[str] = set()
        for macro in MACROS:
            name, _, body = macro.partition(" AS ")
            self.con.execute(f"CREATE OR REPLACE TEMP MACRO {name} AS ({body})")

    def read(self, kind: str, files: Sequence[BulkFile], step: int, out: Path) -> Counts:
        """Read one group of files of a type and write its rows into a folder."""
        shapes = self.shapes[kind]
        lines = self._raw(kind, files)
        rejected, strays = self._not_of(kind, files)
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE shaped AS {shaped_sql(kind, 'raw')}")
        self._load_shapes(shapes)
        rejected += self._refused_shapes(kind)
        weak = self._unverified()
        one_by_one, refused, later = self._odd(kind, step, strays, weak=weak)
        rejected += refused
        self._write(kind, step, out, odd=one_by_one)
        write_lines(out / "rejected.ndjson", (each.line() for each in rejected))
        write_lines(out / UNVERIFIED, [weak])
        odd = self._one(f"SELECT count(*) FROM shaped WHERE shape = {ODD}")
        used = self._one("SELECT count(*) FROM shaped") - odd + len(one_by_one["versions"])
        return Counts(lines, used, len(rejected), odd, later + self._later())

    def _one(self, sql: str) -> int:
        row = self.con.execute(sql).fetchone()
        assert row is not None, "an aggregate gives a row"
        return int(row[0])

    def _raw(self, kind: str, files: Sequence[BulkFile]) -> int:
        """The resources that may matter, and whatever could not be read, as JSON columns.

        Gives how many lines there are. Where few lines may matter, only those are read whole.
        """
        if FIELDS[kind].says:
            self._learn(kind, files)
        lines = None
        if can_be_picked(kind, files, self.shapes[kind]):
            lines = self._picked(kind, files)
        if lines is None:
            every = f"SELECT * FROM ({read_sql(kind, files)}) WHERE nextval('lines') > 0"
            self._make_raw(kind, every, first_cut_sql(kind, self._frequent(kind)), files)
            lines = self._one("SELECT nextval('lines')") - 1
        if is_medicine(kind):
            self.con.execute(PRODUCTS_FOUND)
        self.con.execute(
            f"DELETE FROM raw WHERE rowid IN ({self._unlike(kind, matters_sql(kind))})"
        )
        return lines

    def _frequent(self, kind: str) -> Sequence[str]:
        return self.shapes[kind].silent[:_FREQUENT]

    def _make_raw(self, kind: str, source: str, where: str, files: Sequence[BulkFile]) -> None:
        rows = f"SELECT * EXCLUDE (said) FROM ({asked_sql(kind, source)}) WHERE {where}"
        self._run(kind, f"CREATE OR REPLACE TEMP TABLE raw AS {rows}", files)

    def _picked(self, kind: str, files: Sequence[BulkFile]) -> int | None:
        """Read the lines that may matter; how many there are in all, None if that went wrong."""
        look = look_sql(kind, files, self._frequent(kind))
        self._run(kind, f"CREATE OR REPLACE TEMP TABLE looked AS {look}", files)
        # DuckDB's own types leave open what is in an array; here it holds one BOOLEAN a line.
        found = cast("dict[str, Any]", self.con.execute(wanted_sql(kind, "looked")).fetchnumpy())
        wanted: bytes = found["wanted"].tobytes()
        copies = pick(files, wanted, self.work)
        if copies is None:
            return None
        names = zip(copies, files, strict=True)
        cases = " ".join(f"WHEN {quoted(copy.path)} THEN {quoted(of.path)}" for copy, of in names)
        named = f"* REPLACE (CASE filename {cases} END AS filename)"
        self._make_raw(kind, f"SELECT {named} FROM ({read_sql(kind, copies)})", "TRUE", files)
        unlike = self._unlike(kind, matters_sql(kind, looked_up=False))
        # Other lines than the query meant would mostly say nothing.
        return None if self._one(f"SELECT count(*) FROM ({unlike})") else len(wanted)

    def _unlike(self, kind: str, condition: str) -> str:
        """The numbers of the rows in `raw` for which a condition on what they say is not true."""
        rows = asked_sql(kind, "SELECT *, rowid AS row FROM raw")
        return f"SELECT row FROM ({rows}) WHERE NOT {condition}"

    def _learn(self, kind: str, files: Sequence[BulkFile]) -> None:
        """Learn from the first lines of a type which texts say nothing; table what is known."""
        shapes = self.shapes[kind]
        if shapes.share is None:
            rows = asked_sql(kind, read_sql(kind, files))
            told = f"SELECT said, {anyway_sql(kind)} FROM ({rows}) LIMIT {_FIRST_LINES}"
            self._run(kind, f"CREATE OR REPLACE TEMP TABLE first AS {told}", files)
            shapes.learn(self.con.execute("FROM first").fetchall())
        known = tuple(shapes.silent)  # another thread may add to it meanwhile
        self._load(f"silent_{kind}", {"said": "VARCHAR"}, ({"said": each} for each in known))

    def _run(self, kind: str, sql: str, files: Sequence[BulkFile]) -> None:
        """Run a statement that reads files; once a file of a type was broken, the slower way."""
        self._careful |= {kind} if read(self.con, sql, files, kind in self._careful) else set()

    def _not_of(
        self, kind: str, files: Sequence[BulkFile]
    ) -> tuple[list[Rejected], list[tuple[Resource, str]]]:
        """What is broken or of another type, looked for line by line in the files that hold it."""
        mine = f"""'"{kind}"'"""
        where = f'"resourceType" IS DISTINCT FROM {mine}'
        found = self.con.execute(
            f"SELECT filename, count(*) FROM raw WHERE {where} GROUP BY filename"
        ).fetchall()
        self.con.execute(f"DELETE FROM raw WHERE {where}")
        forms = {file.path: file.form for file in files}
        rejected: list[Rejected] = []
        strays: list[tuple[Resource, str]] = []
        for path, lost in sorted(found):
            if forms[path] == "parquet":
                rejected.append(Rejected(path, 0, "", f"a row is not a {kind}"))
                continue
            broken, other = told_apart(path, kind, int(lost), self._valid)
            rejected += broken
            strays += other
        return rejected, strays

    def _valid(self, line: str) -> bool:
        row = self.con.execute("SELECT json_valid(?)", [line]).fetchone()
        return row is not None and bool(row[0])

    def _load_shapes(self, shapes: Shapes) -> None:
        """The meaning of the shapes, as tables that the rows are joined with."""
        shaped = shapes.shaped
        told = (
            shaped.results,
            shaped.entries,
            shaped.medicines,
            shaped.refused,
            shaped.unverified,
        )
        for (name, columns), rows in zip(_SHAPE_TABLES.items(), told, strict=True):
            types = dict(column.split() for column in f"shape INTEGER, {columns}".split(", "))
            lines = (dict(zip(types, row, strict=True)) for row in rows)
            self._load(name, types, lines)

    def _load(self, name: str, types: Mapping[str, str], lines: Iterable[object]) -> None:
        place = self.work / "load.ndjson"
        write_lines(place, lines)
        columns = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
        self.con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM read_json({quoted(place)}, "
            f"format='newline_delimited', columns={{{columns}}})"
        )

    def copy(self, name: str, types: Mapping[str, str], lines: Iterable[object], out: Path) -> None:
        """Write rows that are at hand into `<name>.parquet`."""
        self._load("copied", types, lines)
        self.con.execute(f"COPY copied TO {quoted(out / f'{name}.parquet')} (FORMAT parquet)")

    def _refused_shapes(self, kind: str) -> list[Rejected]:
        sql = (
            "SELECT r.filename, s.id, t.says FROM shaped s JOIN shape_refused t USING (shape) "
            "JOIN raw r ON r.rowid = s.seq ORDER BY s.seq"
        )
        found = self.con.execute(sql).fetchall()
        return [Rejected(path, 0, f"{kind}/{name}", says) for path, name, says in found]

    def _unverified(self) -> Counter[str]:
        """How many resources say what, by a code that we could not verify."""
        sql = (
            "SELECT t.concept, count(*) FROM shaped s JOIN shape_unverified t USING (shape) "
            "GROUP BY t.concept ORDER BY t.concept"
        )
        return Counter(dict(self.con.execute(sql).fetchall()))

    def _odd(
        self,
        kind: str,
        step: int,
        strays: Sequence[tuple[Resource, str]],
        *,
        weak: Counter[str],
    ) -> tuple[dict[str, list[Line]], list[Rejected], int]:
        """What is read one by one: rows by table, what was refused, how many are dated later.

        What only codes say that we could not verify is counted in `weak`.
        """
        rows: dict[str, list[Line]] = {table.name: [] for table in GIVEN}
        refused: list[Rejected] = []
        later = 0
        around = Around(self.as_of, {}, self._births(kind))
        every = (*self._odd_resources(kind), *((one, path, -1) for one, path in strays))
        for place, (resource, path, row) in enumerate(every):
            seq = step * ROOM + (row if row >= 0 else ROOM // 2 + place)
            one = given(resource, around, Standing(path, seq))
            later += one.later
            weak.update(one.unverified)
            if one.refused:
                refused.append(Rejected(path, 0, resource.name, one.refused))
            for name, line in one.rows:
                rows[name].append(line)
            if one.version is not None:
                rows["versions"].append(one.version)
        return rows, refused, later

    def _later(self) -> int:
        """How many resources mean something but are dated after the day of screening."""
        told = " UNION ".join(f"SELECT shape FROM shape_{table}" for table in ROWS)
        return self._one(
            f"SELECT count(*) FROM shaped WHERE day_of(start_text) > DATE '{self.as_of}' "
            f"AND shape IN ({told})"
        )

    def _odd_resources(self, kind: str) -> Iterator[tuple[Resource, str, int]]:
        sql = (
            "SELECT r.*, r.rowid AS seq FROM raw r WHERE r.rowid IN "
            f"(SELECT seq FROM shaped WHERE shape = {ODD}) ORDER BY r.rowid"
        )
        cursor = self.con.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        while batch := cursor.fetchmany(_BATCH):
            for cells in batch:
                columns = dict(zip(names, cells, strict=True))
                path = str(columns["filename"])
                yield resource_of(kind, columns, path), path, int(columns["seq"])

    def _births(self, kind: str) -> dict[str, str]:
        """The birth dates of those of whom something began or ended at an age."""
        if "onsetAge" not in FIELDS[kind].all:
            return {}
        ages = '"onsetAge" IS NOT NULL'
        if "abatementAge" in FIELDS[kind].all:
            ages = f'({ages} OR "abatementAge" IS NOT NULL)'
        whose = "patient" if "patient" in FIELDS[kind].all else "subject"
        sql = (
            "SELECT DISTINCT p.patient, CAST(p.birth_date AS VARCHAR) FROM raw r JOIN born p ON "
            f"p.patient = who_of(text_of(member(r.{whose}, '$.reference'))) "
            f"WHERE {ages} AND p.birth_date IS NOT NULL"
        )
        return dict(self.con.execute(sql).fetchall())

    def _write(self, kind: str, step: int, out: Path, *, odd: Mapping[str, list[Line]]) -> None:
        filled = {
            "as_of": f"DATE '{self.as_of}'",
            "kind": f"'{kind}'",
            "pregnancies": "TRUE" if kind in ("Condition", "Observation") else "FALSE",
        }
        first = step * ROOM
        versions = (
            f"SELECT patient, {filled['kind']} || '/' || id AS resource, version, number, seq "
            f"FROM shaped WHERE shape <> {ODD}"
        )
        for table in GIVEN:
            types = {name: str(type_) for name, type_ in (*table.columns, *STAMP)}
            plain = ROWS[table.name].format(**filled) if table.name in ROWS else versions
            columns = ", ".join(types)
            typed = ", ".join(f"CAST({name} AS {sort}) AS {name}" for name, sort in types.items())
            rows = f"SELECT * REPLACE (seq + {first} AS seq) FROM (SELECT {typed} FROM ({plain}))"
            if odd[table.name]:
                self._load("odd", types, odd[table.name])
                rows += f" UNION ALL SELECT {columns} FROM odd"
            elif table.name in ROWS and not self._one(f"SELECT count(*) FROM shape_{table.name}"):
                continue
            self.con.execute(
                f"COPY ({rows}) TO {quoted(out / f'{table.name}.parquet')} (FORMAT parquet)"
            )


def write_lines(place: Path, lines: Iterable[object]) -> None:
    """JSON objects, one a line."""
    with place.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
