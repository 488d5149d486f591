"""What does a person at a terminal read of a screening?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import fill

from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.screen.screening import Screening
from cobalamin.screen.what_if import Comparison

LISTED_MOVES = 12
"""Moves that are shown on a terminal, chosen by us; the rest is in the files."""


def as_text(screening: Screening, *, width: int = 88) -> str:
    """The screening in lines of at most `width` columns. All counts are exact."""
    paragraphs = [
        _headline(screening),
        _worklist(screening),
        *_section("Gaps", _gaps(screening)),
        *_section("Answers", _answers(screening)),
        *_section("From suspicion to review", _funnel(screening)),
        *_section("The record", _record(screening)),
    ]
    if screening.comparison is not None:
        paragraphs += _section("What if", _what_if(screening.comparison))
    paragraphs.append(DISCLAIMER)
    return "\n\n".join(_wrapped(each, width) for each in paragraphs) + "\n"


def _wrapped(paragraph: str, width: int) -> str:
    """Lines that are too long go on below, a little to the right where they are of a list."""
    return "\n".join(_wrapped_line(line, width) for line in paragraph.split("\n"))


def _wrapped_line(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    indent = "    " if line.startswith(" ") else ""
    return fill(
        line, width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


def _section(title: str, lines: Iterator[str]) -> list[str]:
    told = list(lines)
    return ["\n".join([title, *told])] if told else []


def _headline(screening: Screening) -> str:
    asked, counts = screening.asked, screening.counts
    dead = counts.deceased
    left = f" {dead:,} {'is' if dead == 1 else 'are'} recorded as dead, not counted below."
    return (
        f"{_patients(counts.patients)} screened under {asked.guideline.name} as of "
        f"{asked.as_of.isoformat()}.{left if dead else ''}"
    )


def _patients(count: int) -> str:
    return f"{count:,} patient{'' if count == 1 else 's'}"


def _worklist(screening: Screening) -> str:
    length = screening.length
    if not length.all:
        return "Nobody is on the worklist."
    each = ", ".join(f"{count:,} {urgency}" for urgency, count in length.by_urgency)
    more = length.all - screening.listed
    needs = "needs" if length.all == 1 else "need"
    rest = f"; {more:,} more are in worklist.parquet" if more else ""
    return (
        f"{_patients(length.all)} {needs} something: {each}. The first {screening.listed:,} are in "
        f"worklist.csv{rest}."
    )


def _gaps(screening: Screening) -> Iterator[str]:
    gaps = screening.counts.gaps
    if gaps:
        rows = [("", "yes", "no", "cannot be told")]
        rows += [(g.title, f"{g.yes:,}", f"{g.no:,}", f"{g.cannot_be_told:,}") for g in gaps]
        yield from _columns(rows)


def _answers(screening: Screening) -> Iterator[str]:
    for each in screening.counts.answers:
        told = [code for code in each.codes if code.people]
        yield f"  {each.question}"
        yield from _columns(
            [
                (
                    f"  {code.code}",
                    f"{code.people:,}",
                    f"{code.people - code.settled:,} open" if code.people > code.settled else "",
                )
                for code in sorted(told, key=lambda code: (-code.people, code.code))
            ]
        )


def _funnel(screening: Screening) -> Iterator[str]:
    steps = screening.funnel
    lost = [one.people - other.people for one, other in pairwise(steps)]
    rows = [("", "reached", "went no further")]
    for step, stopped in zip(steps, [*lost, None], strict=True):
        rows.append((step.name, f"{step.people:,}", "" if stopped is None else f"{stopped:,}"))
    yield from _columns(rows)


def _record(screening: Screening) -> Iterator[str]:
    quality, reading = screening.quality, screening.asked.reading
    if reading.files:
        yield (
            f"  {reading.read:,} lines read, {reading.used:,} used, {reading.rejected:,} rejected"
        )
    for each in reading.files:
        if each.rejected:
            yield f"  {each.name}: {each.rejected:,} lines rejected"
    for broken in reading.broken:
        yield f"    {broken.file} line {broken.line}: {broken.says}"
    if reading.broken and reading.rejected > len(reading.broken):
        yield "    all of them are in rejected.ndjson"
    if quality.without_patient:
        yield f"  {_patients(quality.without_patient)} without a Patient resource"
    if quality.mma_without_egfr:
        lacking, measured = quality.mma_without_egfr, quality.mma_measured
        yield f"  eGFR is lacking for {lacking:,} of {_patients(measured)} with MMA"
    for concept, count in reading.unverified_codes or ():
        yield f"  {concept}: {count:,} resources say so only by a code that we could not verify"
    for lost in quality.unreadable or ():
        yield f"  {lost.concept}: {lost.results:,} of {lost.of:,} results not read: {lost.why}"


def _what_if(found: Comparison) -> Iterator[str]:
    yield (
        f"  answered otherwise: {found.changed:,} of {_patients(found.people)}, under "
        f"{found.after} than under {found.before}."
    )
    moves = [
        (cross.subject, move)
        for cross in found.crosses
        for move in cross.moves
        if move.before != move.after
    ]
    moves.sort(key=lambda each: (-each[1].people, each[0], each[1].before, each[1].after))
    yield from _columns(
        [
            (f"{subject}: {move.before} -> {move.after}", f"{move.people:,}")
            for subject, move in moves[:LISTED_MOVES]
        ]
    )
    if len(moves) > LISTED_MOVES:
        yield f"  {len(moves) - LISTED_MOVES} more kinds of change are in what-if.csv"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Words to the left, numbers to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True)]
        yield f"  {'  '.join(cells)}".rstrip()
