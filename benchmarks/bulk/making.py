"""Which lines does an export hold, chunk by chunk, and what is expected of each planted patient?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from random import Random

from benchmarks.bulk.background import background
from benchmarks.bulk.case import GAPS, Case
from benchmarks.bulk.cases import CASES
from benchmarks.bulk.hostile import HOSTILE, Broken, broken_lines
from benchmarks.bulk.mass import Mass
from benchmarks.bulk.person import Person, patient_resource, person_of
from benchmarks.bulk.pieces import Piece, Raw
from benchmarks.bulk.shared import shared_lines
from benchmarks.bulk.template import text_of
from cobalamin.value import Value, replace

Line = tuple[str, str]
"""The type of the file that it stands in, and its text."""

LARGEST_CHUNK = 64


class Plan(Value):
    """What is to be made: everything that the bytes of an export depend on."""

    patients: int
    seed: int = 1
    as_of: date = date(2026, 11, 1)
    irrelevant: float = 0.95
    planted: float = 0.05
    files_per_type: int = 1
    compression: str = "none"  # none, gzip, zstd
    hostile: bool = False

    @property
    def chunk(self) -> int:
        """Patients whose lines are mixed with each other."""
        return min(LARGEST_CHUNK, max(1, self.patients // (4 * self.files_per_type)))

    @property
    def chunks(self) -> int:
        """How many such groups there are."""
        return -(-self.patients // self.chunk)

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases that are planted in turn."""
        return (*CASES, *HOSTILE) if self.hostile else CASES

    def case_of(self, number: int) -> Case | None:
        """The case of this patient; None for one of the background."""
        before = int(number * self.planted)
        return (
            self.cases[before % len(self.cases)]
            if int((number + 1) * self.planted) > before
            else None
        )


class Chunk(Value):
    """The lines of some patients by file type, the truth about those planted, and the mass."""

    lines: dict[str, list[str | Broken]]
    truth: list[tuple[str, str, str, str, str]]
    patients: int
    irrelevant: int
    irrelevant_bytes: int


class Maker:
    """Makes the chunks of one plan, each by itself: nothing depends on what was made before."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def _mass(self) -> Mass:
        return Mass(self.plan.as_of)

    def chunk(self, number: int) -> Chunk:
        """One chunk. Of a planted patient's resources every other one comes in the next chunk."""
        plan, chance = self.plan, Random(f"{self.plan.seed}/chunk/{number}")
        last = number == plan.chunks - 1
        people: list[Person] = []
        told: list[Line] = []
        truth: list[tuple[str, str, str, str, str]] = []
        for person, case, lines in self._people(number):
            people.append(person)
            told += lines if case is None or last else lines[::2]
            truth += [] if case is None else truth_of(person, case)
        if number > 0:
            for _, _, lines in self._people(number - 1, planted_only=True):
                told += lines[1::2]
        mass = list(self._irrelevant(people, len(told), chance))
        by_type: dict[str, list[str | Broken]] = {}
        for kind, text in (*told, *mass):
            by_type.setdefault(kind, []).append(text)
        for kind in sorted(by_type):
            chance.shuffle(by_type[kind])
        if plan.hostile:
            _break(by_type, number, chance)
        weight = sum(len(text if text.isascii() else text.encode()) for _, text in mass)
        return Chunk(by_type, truth, len(people), len(mass), weight)

    def _people(
        self, chunk: int, *, planted_only: bool = False
    ) -> Iterator[tuple[Person, Case | None, list[Line]]]:
        """Each patient of a chunk with everything that is not irrelevant."""
        plan = self.plan
        for number in range(chunk * plan.chunk, min(plan.patients, (chunk + 1) * plan.chunk)):
            case = plan.case_of(number)
            if case is None and planted_only:
                continue
            person = person_of(plan.seed, number, plan.as_of)
            yield person, case, lines_of(person, case)

    def _irrelevant(self, people: list[Person], told: int, chance: Random) -> Iterator[Line]:
        """So many irrelevant lines that their share is as planned, spread unevenly."""
        share = self.plan.irrelevant
        left = round(told * share / (1 - share))
        weights = [chance.uniform(0.4, 1.6) for _ in people]
        total = sum(weights)
        for person, weight in zip(people, weights, strict=True):
            count = min(left, round(weight / total * left)) if total > weight else left
            left, total = left - count, total - weight
            yield from self._mass.of(f"Patient/{person.id}", count, chance)


def bundles_of(plan: Plan) -> Iterator[bytes]:
    """The same kind of patients one by one, each as the bytes of a Bundle with what it needs."""
    mass = Mass(plan.as_of)
    shelf = [text for kind, text in shared_lines() if kind == "Medication"]
    each = round(_MEAN_TOLD * plan.irrelevant / (1 - plan.irrelevant))
    for number in range(plan.patients):
        person = person_of(plan.seed, number, plan.as_of)
        told = lines_of(person, plan.case_of(number))
        rest = mass.of(f"Patient/{person.id}", each, person.chance)
        held = [*(text for _, text in told), *(text for _, text in rest), *shelf]
        entries = ",".join(f'{{"resource":{text.rstrip()}}}' for text in held)
        yield f'{{"resourceType":"Bundle","type":"collection","entry":[{entries}]}}'.encode()


_MEAN_TOLD = 3
"""Resources a patient that say something, about; for records made one by one."""


def lines_of(person: Person, case: Case | None) -> list[Line]:
    """The Patient resource and all that is asked about of one patient."""
    if case is None:
        return [_line(patient_resource(person)), *_pieces(person, background(person))]
    person = replace(person, sex=case.sex) if case.sex else person
    died = (
        case.death(person.day(case.died)) if isinstance(case.died, int | float) else case.death("")
    )
    own = [_line(patient_resource(person, died))] if case.patient else []
    return [*own, *_pieces(person, case.pieces)]


def truth_of(person: Person, case: Case) -> list[tuple[str, str, str, str, str]]:
    """What is expected of a planted patient: patient, gap, expected, why, case."""
    return [
        (person.id, gap, case.expects(gap), case.why if _says(case, gap) else "", case.name)
        for gap in GAPS
    ]


def _says(case: Case, gap: str) -> bool:
    return gap == case.gap or gap in case.also


def _pieces(person: Person, pieces: tuple[Piece, ...] | list[Piece]) -> list[Line]:
    found: list[Line] = []
    for piece in pieces:
        made = piece(person)
        for one in made if isinstance(made, list) else [made]:
            found.append((one.kind, one.text + "\n") if isinstance(one, Raw) else _line(one))
    return found


def _line(body: dict[str, object]) -> Line:
    return str(body["resourceType"]), text_of(body) + "\n"


_BROKEN_IN = ("Observation", "Condition", "MedicationRequest")


def _break(by_type: dict[str, list[str | Broken]], number: int, chance: Random) -> None:
    """Put one broken line of each kind into one of the files, in turn."""
    kind = _BROKEN_IN[number % len(_BROKEN_IN)]
    lines = by_type.get(kind)
    if not lines or number >= 2 * len(_BROKEN_IN):
        return
    sound = next(line for line in lines if isinstance(line, str) and len(line) < 10_000)
    for broken in broken_lines(sound):
        lines.insert(chance.randrange(len(lines) + 1), broken)
