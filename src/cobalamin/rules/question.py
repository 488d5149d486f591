"""A question has a few answers, each a rule; exactly one holds once everything is known."""

from __future__ import annotations

from typing import Literal

from cobalamin.rules.cause import Causes
from cobalamin.rules.expression import Criterion, Dissent, Fact, Follows, Rule, all_of, no
from cobalamin.source import Citation
from cobalamin.value import Value

Urgency = Literal["now", "soon", "routine"]


class Question(Value, eq=False):
    """Rules that answer one question.

    `answers` maps each code to its rule. `leaning` orders the codes for the time when what is
    known leaves several open: the first that is not ruled out is what we say until more is known.
    """

    name: str
    asks: str
    answers: tuple[tuple[str, Rule], ...]
    leaning: tuple[str, ...]

    def __post_init__(self) -> None:
        codes = [code for code, _ in self.answers]
        if len(set(codes)) != len(codes) or sorted(codes) != sorted(self.leaning):
            raise ValueError(f"{self.name}: `leaning` must order exactly the codes {codes}")

    def is_(self, code: str) -> Follows:
        """The criterion that this question's answer is `code`. Raises KeyError if it has none."""
        return Follows(dict(self.answers)[code])


class Case(Value):
    """One answer of a question that is settled by its first case that holds.

    `when` is None for the last case: none of the earlier ones holds. `explains` is what a reader
    is shown as the reason; None means `when`.
    """

    code: str
    when: Criterion | None
    says: str
    because: tuple[Citation, ...]
    against: tuple[Dissent, ...] = ()
    asks_for: tuple[Fact, ...] = ()
    guards: tuple[str, ...] = ()
    explains: Criterion | None = None


def first_match(
    name: str, asks: str, cases: tuple[Case, ...], *, leaning: tuple[str, ...]
) -> Question:
    """A question whose answer is the first of its cases that holds.

    Exactly one answer holds by construction, whatever the cases say, if the last has no `when`.
    """
    if not cases or cases[-1].when is not None or any(c.when is None for c in cases[:-1]):
        raise ValueError(f"{name}: the last case, and only the last, has no `when`")
    answers: list[tuple[str, Rule]] = []
    earlier: list[Criterion] = []
    for case in cases:
        parts = list(earlier)
        if case.when is not None:
            met = Rule(f"{name}.{case.code}.case", case.when, case.says, case.because).holds()
            parts.insert(0, met)
            earlier.append(no(met))
        rule = Rule(
            id=f"{name}.{case.code}",
            when=all_of(*parts),
            says=case.says,
            because=case.because,
            against=case.against,
            guards=case.guards,
            asks_for=case.asks_for,
            explains=case.explains or case.when,
        )
        answers.append((case.code, rule))
    return Question(name, asks, tuple(answers), leaning)


class Action(Value, eq=False):
    """A next step: its stable code, how soon, and the rule that calls for it.

    A step that only asks (a test) is called for unless its rule is ruled out: where something
    unknown decides, asking is the answer. Any other step needs its rule to hold.
    """

    code: str
    urgency: Urgency
    rule: Rule
    asks: bool = False


class Gap(Value, eq=False):
    """What the care of a patient lacks, for those who look after many: who fell through, and how.

    `id` is permanent ("metformin-never-tested"). A gap is there when its rule holds; while the
    rule is unknown, it cannot be told. The guideline lists its gaps the gravest first.
    """

    id: str
    title: str
    urgency: Urgency
    rule: Rule


class Guideline(Value, eq=False):
    """A named profile: which rules answer which question, and which steps follow.

    `facts` lists every fact that the questions and actions read, in a fixed order.
    Questions come in an order in which each follows only earlier ones. `asked` names those whose
    answers are shown; the others are readings that the asked ones build on. `local` holds what a
    site decided for itself: it stands among the citations of every answer. `causes` are told
    beside the answers, and bear on the question named `causes_bear_on`. `gaps` are looked for
    among many patients.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    actions: tuple[Action, ...]
    facts: tuple[Fact, ...]
    asked: tuple[str, ...]
    local: tuple[Citation, ...] = ()
    causes: Causes | None = None
    causes_bear_on: str = ""
    gaps: tuple[Gap, ...] = ()
