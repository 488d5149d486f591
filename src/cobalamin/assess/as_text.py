"""What does a clinician read of an assessment? Plain text, the answer first, each reason once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from cobalamin.assess.as_json import place_with_mark
from cobalamin.assess.assessment import (
    Answer,
    Assessment,
    Because,
    Cited,
    RankedCause,
    Step,
    suggested,
)
from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.rules.question import Urgency

QUESTION_LABELS: dict[str, str] = {"total_b12": "Total B12", "active_b12": "Active B12"}
"""Labels that are not simply the question's name."""

URGENCIES: tuple[tuple[Urgency, str], ...] = (
    ("now", "Now"),
    ("soon", "Soon"),
    ("routine", "Routine"),
)

MOST_RESOURCES = 3
"""Resources named beside one reason; chosen by us, because JSON names them all."""

MOST_HEADINGS = 2
"""Headings that a step refers to by name before it says "above"; chosen by us."""

MOST_PROBLEMS = 15
"""Kinds of problem listed; chosen by us, because JSON lists them all."""

CAUSES = "Likely causes"
"""The heading of the causes, to which answers and steps refer."""

Lines = list[str]
Shown = dict[str, tuple[str, tuple[str, ...]]]  # a reason: where it stands, who says it there


def as_text(assessment: Assessment, *, width: int = 80, bold: bool = False) -> str:
    """The assessment as text of at most `width` columns where words allow, with a final newline.

    `bold` marks the headline and headings with ANSI codes; nothing depends on seeing them.
    """
    shown: Shown = {}
    sections: tuple[tuple[str, Lines], ...] = (
        ("Answers", _answers(assessment.answers, width)),
        (CAUSES, _causes(assessment.causes, shown, width)),
        ("Why", _why(assessment.answers, shown, width)),
        ("What speaks against", _against(assessment.answers, width)),
        ("What is missing", _missing(assessment, width)),
        ("Regimen", _regimen(assessment.regimen, shown, width)),
        ("Next steps", _steps(assessment.steps, shown, width)),
        ("Problems in the record", _problems(assessment, width)),
        ("Sources of this answer", _sources(assessment, width)),
    )
    emphasis = _bold if bold else _plain
    lines = [emphasis(line) for line in _wrapped(_headline(assessment), width)]
    lines += _wrapped(_urgent(assessment), width)
    lines += _wrapped(_about(assessment), width)
    for heading, body in sections:
        if body:
            lines += ["", emphasis(heading), *body]
    return "\n".join([*lines, "", *_footer(assessment, width)]) + "\n"


def question_label(question: str) -> str:
    """The question's name as a heading ("Total B12")."""
    return QUESTION_LABELS.get(question) or question.replace("_", " ").capitalize()


def _plain(line: str) -> str:
    return line


def _bold(line: str) -> str:
    return f"\x1b[1m{line}\x1b[0m"


def _headline(assessment: Assessment) -> str:
    """What there is and what to do about it; whichever of the two questions was asked."""
    asked = {answer.question: answer for answer in assessment.answers}
    told = [asked[question] for question in ("deficiency", "treatment") if question in asked]
    may_change = (
        "" if all(answer.settled for answer in told) else " This may change: see What is missing."
    )
    return " ".join(_sentence(answer.says) for answer in told) + may_change


def _urgent(assessment: Assessment) -> str:
    """A pointer to what cannot wait, for a reader who goes no further than the first lines."""
    now = sum(step.urgency == "now" for step in assessment.steps)
    if not now:
        return ""
    return f"Act now: see step{'s' if now > 1 else ''} 1{f' to {now}' if now > 1 else ''} below."


def _about(assessment: Assessment) -> str:
    years = assessment.age_years
    age = "age not known" if years is None else f"{years} years"
    sex = "sex not known" if assessment.sex == "unknown" else assessment.sex
    return (
        f"Patient {assessment.patient_id or 'not named'}, {age}, {sex}. "
        f"As of {assessment.as_of.isoformat()}. "
        f"Guideline: {assessment.guideline_title} ({assessment.guideline})."
    )


def _answers(answers: tuple[Answer, ...], width: int) -> Lines:
    column = max((len(question_label(a.question)) for a in answers), default=0) + 4
    return list(
        chain.from_iterable(
            _wrapped(_answer(a), width, f"  {question_label(a.question)}".ljust(column), column)
            for a in answers
        )
    )


def _answer(answer: Answer) -> str:
    """What it says, after its code where the words do not say that already."""
    code = answer.code.replace("-", " ").replace("mma", "MMA").replace("b12", "B12")
    said = _sentence(answer.says)
    in_words = said if code.lower() in said.lower() else f"{code}: {said}"
    return in_words if answer.settled else f"{in_words} (provisional)"


def _causes(causes: tuple[RankedCause, ...], shown: Shown, width: int) -> Lines:
    """The strongest first: how each works, what to do about it, and what speaks for it."""
    lines: Lines = []
    for number, cause in enumerate(causes, 1):
        each = cause.because
        by_all = _said_by_all(each)
        label = f"{cause.label[:1].upper()}{cause.label[1:]} ({cause.grade})"
        told = f"{label}: {cause.mechanism} {cause.then}{_cites(by_all)}"
        lines += _wrapped(told, width, f"  {number:>3}. ")
        lines += _reasons((_without(by_all, reason) for reason in each), width, "       - ")
        if cause.missing:
            lines += _wrapped(f"Not known: {'; '.join(cause.missing)}.", width, "       - ")
        _remember(shown, CAUSES, (*each, cause.as_reason()))
    return lines


def _why(answers: tuple[Answer, ...], shown: Shown, width: int) -> Lines:
    """Each reason under the first answer that it bears on; later answers refer to it."""
    lines: Lines = []
    by_themselves: list[str] = []
    for answer in answers:
        label = question_label(answer.question)
        new, referred, cites = _told_apart(answer, shown)
        if referred:
            as_under = f"{label}: as under {_listed(referred)}.{_cites(cites)}"
            lines += _wrapped(as_under, width, "  ", 4)
        elif new:
            lines += _wrapped(label + _cites(cites), width, "  ", 4)
        elif cites:
            by_themselves.append(label + _cites(cites))
        lines += _reasons(new, width, "    - ")
        _remember(shown, label, answer.because)
    if by_themselves:
        lines += _wrapped(f"Who says the rest: {'; '.join(by_themselves)}", width, "  ", 4)
    return lines


def _told_apart(told: Answer | Step, shown: Shown) -> tuple[list[Because], list[str], list[str]]:
    """Its reasons not shown yet, the headings under which others stand, and who says it.

    Who says every reason is told once, beside the heading; beside a reason, only who else does.
    A reason that only repeats what is told adds no more than who says so.
    """
    each = {reason.says: reason for reason in told.because}
    fresh = [r for says, r in each.items() if says not in shown and says != told.says]
    others = [reason for reason in each.values() if reason not in fresh]
    referred = dict.fromkeys(shown[r.says][0] for r in others if r.says in shown)
    by_all = _said_by_all(each.values()) if len(each) > 1 or others else []
    unseen = [c for r in others for c in r.cites if c not in shown.get(r.says, ("", ()))[1]]
    new = [_without(by_all, reason) for reason in fresh]
    return new, list(referred), list(dict.fromkeys((*by_all, *unseen)))


def _without(cites: list[str], reason: Because) -> Because:
    kept = tuple(cite for cite in reason.cites if cite not in cites)
    return Because(reason.says, reason.sources, kept)


def _remember(shown: Shown, place: str, reasons: Iterable[Because]) -> None:
    """Each reason stands where it was told first."""
    for reason in reasons:
        first, cites = shown.get(reason.says, (place, ()))
        shown[reason.says] = (first, (*cites, *reason.cites))


def _said_by_all(reasons: Iterable[Because]) -> list[str]:
    first, *rest = (reason.cites for reason in reasons)
    return [cite for cite in first if all(cite in cites for cites in rest)]


def _cites(cites: Iterable[str]) -> str:
    together = ", ".join(cites)
    return f" [{together}]" if together else ""


def _reasons(reasons: Iterable[Because], width: int, first: str) -> Lines:
    return list(
        chain.from_iterable(_wrapped(_reason(r), width, first, len(first)) for r in reasons)
    )


def _reason(reason: Because) -> str:
    read_from = f" ({_some(reason.sources)})" if reason.sources else ""
    return _sentence(reason.says) + _cites(reason.cites) + read_from


def _against(answers: tuple[Answer, ...], width: int) -> Lines:
    on: dict[Because, list[str]] = {}
    for answer in answers:
        for reason in dict.fromkeys(answer.against):
            on.setdefault(reason, []).append(question_label(answer.question))
    return [
        line
        for reason, labels in on.items()
        for line in _wrapped(f"{_listed(labels)}: {_reason(reason)}", width, "  - ", 4)
    ]


def _missing(assessment: Assessment, width: int) -> Lines:
    words = dict(assessment.missing_labels)
    settles: dict[str, list[str]] = {}
    for answer in assessment.answers:
        for name in answer.missing:
            settles.setdefault(name, []).append(question_label(answer.question))
    together: dict[str, list[str]] = {}
    for name, questions in settles.items():
        together.setdefault(_listed(questions), []).append(words.get(name, name))
    return [
        line
        for questions, names in together.items()
        for line in _wrapped(f"To settle {questions}: {'; '.join(names)}", width, "  - ")
    ]


def _regimen(regimen: Answer | None, shown: Shown, width: int) -> Lines:
    """What is suggested, and what else is possible; the step that begins it refers here."""
    told = suggested(regimen) if regimen is not None else ()
    _remember(shown, "Regimen", told)
    return _reasons(told, width, "  - ")


def _steps(steps: tuple[Step, ...], shown: Shown, width: int) -> Lines:
    lines: Lines = [] if steps else ["  None follows from what is recorded."]
    number = 0
    for urgency, heading in URGENCIES:
        due = [step for step in steps if step.urgency == urgency]
        lines += [f"  {heading}"] if due else []
        for step in due:
            number += 1
            new, referred, cites = _told_apart(step, shown)
            told = _sentence(step.says) + _referred(referred) + _cites(cites)
            lines += _wrapped(told, width, f"  {number:>3}. ")
            lines += _reasons(new, width, "       - ")
            _remember(shown, f"step {number}", step.because)
    return lines


def _referred(labels: list[str]) -> str:
    """Where the reasons of a step stand; a long list would hide the step itself."""
    if not labels:
        return ""
    return f" (See {_listed(labels) if len(labels) <= MOST_HEADINGS else 'above'}.)"


def _problems(assessment: Assessment, width: int) -> Lines:
    places: dict[str, list[str]] = {}
    for problem in assessment.problems:
        places.setdefault(problem.says, []).append(problem.resource)
    told = list(places.items())
    lines = [
        line
        for says, resources in told[:MOST_PROBLEMS]
        for line in _wrapped(f"{_some(resources)}: {_sentence(says)}", width, "  - ")
    ]
    more = len(told) - MOST_PROBLEMS
    return lines + ([f"  - and {more} more kinds; --format json lists all"] if more > 0 else [])


def _sources(assessment: Assessment, width: int) -> Lines:
    return [
        line for cited in assessment.citations for line in _wrapped(_source(cited), width, "  ", 6)
    ]


def _source(cited: Cited) -> str:
    place = place_with_mark(cited)
    quoted = f'"{cited.quotation}"' if cited.quotation else ""
    said = (_sentence(cited.title), place and _sentence(place), quoted)
    return " ".join((f"[{cited.id}]", *filter(None, said)))


def _footer(assessment: Assessment, width: int) -> Lines:
    knowledge = f"Knowledge {assessment.knowledge_version} {assessment.fingerprint}"
    return [*_wrapped(knowledge, width), *_wrapped(DISCLAIMER, width)]


def _sentence(says: str) -> str:
    """With a capital and a full stop, so that sentences of different authors read alike."""
    says = says.strip()
    stop = "" if says.endswith((".", "!", "?")) else "."
    plain = says.partition(" ")[0].islower()  # not eGFR, mL or another name with its own capitals
    return (says[:1].upper() + says[1:] if plain else says) + stop


def _listed(words: list[str]) -> str:
    """Words as in a sentence: "a, b and c"."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _some(resources: Iterable[str]) -> str:
    named = list(dict.fromkeys(resources))
    more = len(named) - MOST_RESOURCES
    return ", ".join(named[:MOST_RESOURCES]) + (f" and {more} more" if more > 0 else "")


def _wrapped(text: str, width: int, first: str = "", indent: int | None = None) -> Lines:
    """`text` in lines of `width`, the first after `first`, the others indented under it."""
    hanging = " " * (len(first) if indent is None else indent)
    lines: Lines = []
    line, empty = first, True
    for word in map(_printable, text.split()):
        if not empty and len(line) + 1 + len(word) > width:
            lines.append(line)
            line, empty = hanging, True
        line += word if empty else f" {word}"
        empty = False
    return lines if empty else [*lines, line]


def _printable(word: str) -> str:
    """Control codes are spelt out: what a record holds must not reach the terminal as commands."""
    return (
        word
        if word.isprintable()
        else "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in word)
    )
