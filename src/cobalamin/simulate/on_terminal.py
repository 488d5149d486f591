"""How does a forecast look on a terminal? A row of small plots and numbers for each quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from cobalamin.simulate.forecasting import MONTH_DAYS, Delay, Forecast, RegimenCourse
from cobalamin.simulate.saying import DISCLAIMER, TITLES, fitted_to, in_percent, limits

_BLOCKS = "▁▂▃▄▅▆▇█"
_PLAIN_BLOCKS = "._-=+*%#"
_MARGIN = 5
_MONTHS = (0, 1, 3, 6, 12, 18, 24, 36, 60)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def as_text(found: Forecast, *, width: int = 88, plain: bool = False) -> str:
    """The forecast for people, within so many columns; `plain` draws in ASCII."""
    return "\n".join(_lines(found, width, _PLAIN_BLOCKS if plain else _BLOCKS)) + "\n"


def _lines(found: Forecast, width: int, blocks: str) -> Iterator[str]:
    yield from _opening(found, width)
    for name in TITLES:
        yield from _quantity(found, name, width, blocks)
    yield "At the end"
    for letter, course in zip(LETTERS, found.courses, strict=False):
        yield from _wrapped(f"{letter}  {_ending(course, found)}", width, 2, 3)
    yield ""
    if found.delay:
        yield "If treatment begins later"
        yield from _wrapped(_delay(found.delay, found.months), width, 2, 0)
        yield ""
    yield "What this stands on"
    names = fitted_to(found.posterior)
    yield from _wrapped(f"- Fitted to: {', '.join(names) or 'no result'}.", width, 2, 2)
    for limit in limits(found):
        yield from _wrapped(f"- {limit}", width, 2, 2)
    yield ""
    yield from _wrapped(DISCLAIMER, width, 0, 0)


def _opening(found: Forecast, width: int) -> Iterator[str]:
    told = found.posterior.told
    who = [told.patient_id and f"patient {told.patient_id}"]
    who += [f"{told.age_years} years" if told.age_years is not None else ""]
    who += ["" if told.sex == "unknown" else told.sex, f"cause: {told.cause}"]
    yield from _wrapped(f"Expected course: {', '.join(filter(None, who))}", width, 0, 0)
    yield from _wrapped(DISCLAIMER, width, 0, 0)
    yield ""
    yield f"Regimens, {found.months} months from {found.start}"
    for letter, course in zip(LETTERS, found.courses, strict=False):
        yield from _wrapped(f"{letter}  {course.regimen}: {course.title}", width, 2, 3)
    yield ""


def _quantity(found: Forecast, name: str, width: int, blocks: str) -> Iterator[str]:
    title, unit, decimals = TITLES[name]
    bands = [course.bands[name] for course in found.courses]
    low = min(min(band.median) for band in bands)
    high = max(max(band.median) for band in bands)
    shown = _columns(found, 99)
    cells = [_cell(found, course, name, i) for course in found.courses for i in shown]
    cell = 2 + max(map(len, [*cells, *(_when(found, i) for i in shown)]))
    columns = max((width - 2 * _MARGIN - 12) // cell, 2)
    numbers = _columns(found, columns)
    length = max(min(width - 2 * _MARGIN - cell * len(numbers), 24), 8)
    yield f"{title} [{unit}]" if unit else title
    heads = "".join(f"{_when(found, i):>{cell}}" for i in numbers)
    yield " " * (_MARGIN + length) + heads
    for letter, course in zip(LETTERS, found.courses, strict=False):
        small = sparkline(_evenly(found, course, name, length), low, high, blocks)
        cells = "".join(f"{_cell(found, course, name, i):>{cell}}" for i in numbers)
        yield f"  {letter}  {small}{cells}"
    yield f"{'':{_MARGIN}}plots from {low:.{decimals}f} to {high:.{decimals}f}"
    yield ""


def _columns(found: Forecast, most: int) -> list[int]:
    """The numbers of the days to show: today, the end, and months between as there is room."""
    wanted = [month * MONTH_DAYS for month in _MONTHS if month < found.months]
    near = [min(range(len(found.days)), key=lambda i: abs(found.days[i] - w)) for w in wanted]
    every = list(dict.fromkeys([*near, len(found.days) - 1]))
    while len(every) > most:
        del every[len(every) // 2]
    return every


def _when(found: Forecast, number: int) -> str:
    months = round(found.days[number] / MONTH_DAYS)
    return "today" if number == 0 else "1 month" if months == 1 else f"{months} months"


def _cell(found: Forecast, course: RegimenCourse, name: str, number: int) -> str:
    band, decimals = course.bands[name], TITLES[name][2]
    middle = f"{band.median[number]:.{decimals}f}"
    if found.is_a_line:
        return middle
    return f"{middle} ({band.low[number]:.{decimals}f}-{band.high[number]:.{decimals}f})"


def _evenly(found: Forecast, course: RegimenCourse, name: str, length: int) -> list[float]:
    """The median at so many moments at equal distances."""
    values, days = course.bands[name].median, found.days
    moments = [days[-1] * i / (length - 1) for i in range(length)]
    return [
        values[min(range(len(days)), key=lambda i: abs(days[i] - moment))] for moment in moments
    ]


def sparkline(values: Sequence[float], low: float, high: float, blocks: str = _BLOCKS) -> str:
    """A plot one line high: the lowest block for `low`, the highest for `high`."""
    steps = len(blocks) - 1
    span = high - low or 1.0
    return "".join(blocks[min(steps, max(0, round(steps * (v - low) / span)))] for v in values)


def _ending(course: RegimenCourse, found: Forecast) -> str:
    if found.is_a_line:
        return f"symptoms {course.bands['symptoms_0_10'].median[-1]:.1f}; without draws no chances."
    recovery = course.recovery
    says = (
        f"after {found.months} months the chance of full recovery is {in_percent(recovery.full)}, "
        f"of partial recovery (at least half better) {in_percent(recovery.partial)}, of little "
        f"{in_percent(recovery.little)}."
    )
    if course.halved_days is None:
        return f"{says} In most, symptoms do not fall to half of today's within that time."
    low, median, high = (round(day / 7) for day in course.halved_days)
    return f"{says} Symptoms fall to half of today's after {median} weeks ({low} to {high})."


def _delay(delay: Delay, months: int) -> str:
    _, now, _ = delay.symptoms_now
    low, later, high = delay.symptoms_later
    return (
        f"{delay.regimen}, {months} months after its first dose: begun now, symptoms are {now:.1f} "
        f"and the chance of full recovery {in_percent(delay.now.full)}; begun in {delay.months} "
        f"months, symptoms are {later:.1f} ({low:.1f} to {high:.1f}) and the chance "
        f"{in_percent(delay.later.full)}, of little recovery {in_percent(delay.later.little)} "
        "against today's symptoms."
    )


def _wrapped(text: str, width: int, indent: int, hang: int) -> list[str]:
    first, rest = " " * indent, " " * (indent + hang)
    return fill(text, width, initial_indent=first, subsequent_indent=rest).split("\n")
