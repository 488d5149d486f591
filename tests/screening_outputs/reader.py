"""A reader who tries to work out what is hidden: a search that shares nothing with the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cobalamin.screen.small_numbers import Key, Protected, Sum

Domain = tuple[int, int]
Equation = tuple[dict[Key, int], int]


def possible_values(seen: Protected, sums: Sequence[Sum], key: Key) -> list[int]:
    """Which values below the threshold a hidden cell can have, by all that the reader sees."""
    domains = {name: _domain(seen, name) for name in seen.hidden}
    equations = _equations(seen, sums)
    low, high = domains[key]
    return [
        value
        for value in range(low, min(high, seen.threshold - 1) + 1)
        if _solvable({**domains, key: (value, value)}, equations)
    ]


def narrowed(seen: Protected, sums: Sequence[Sum]) -> dict[Key, Domain]:
    """What is left of each hidden cell when the reader has gone from sum to sum until he stops."""
    left = _tightened({name: _domain(seen, name) for name in seen.hidden}, _equations(seen, sums))
    assert left is not None, "what is shown contradicts itself"
    return left


def _domain(seen: Protected, key: Key) -> Domain:
    most = max(seen.cells.values()) + 60
    match seen.hidden[key]:
        case "small":
            return 1, seen.threshold - 1
        case "hidden":
            return seen.threshold, most
        case "blank":
            return 0, most


def _equations(seen: Protected, sums: Sequence[Sum]) -> list[Equation]:
    made: list[Equation] = []
    for each in sums:
        factors: dict[Key, int] = {}
        constant = 0
        for key, factor in [(each.whole, 1), *((part, -1) for part in each.parts)]:
            if key in seen.hidden:
                factors[key] = factors.get(key, 0) + factor
            else:
                constant -= factor * seen.cells[key]
        made.append((factors, constant))
    return made


def _solvable(domains: Mapping[Key, Domain], equations: Sequence[Equation]) -> bool:
    """Whether whole numbers within these domains fulfil every equation."""
    tight = _tightened(dict(domains), equations)
    if tight is None:
        return False
    open_ = [key for key, (low, high) in tight.items() if low < high]
    if not open_:
        return True
    key = min(open_, key=lambda each: (tight[each][1] - tight[each][0], each))
    low, high = tight[key]
    return any(
        _solvable({**tight, key: (value, value)}, equations) for value in range(low, high + 1)
    )


def _tightened(
    domains: dict[Key, Domain], equations: Sequence[Equation]
) -> dict[Key, Domain] | None:
    """The domains without values that some equation rules out; None where nothing is left."""
    moved = True
    while moved:
        moved = False
        for factors, constant in equations:
            ends = {k: sorted((f * domains[k][0], f * domains[k][1])) for k, f in factors.items()}
            least, most = sum(low for low, _ in ends.values()), sum(e[1] for e in ends.values())
            if not least <= constant <= most:
                return None
            for key, factor in factors.items():
                low, high = domains[key]
                bottom = constant - most + ends[key][1]
                top = constant - least + ends[key][0]
                first, last = low, high
                while first <= last and not bottom <= factor * first <= top:
                    first += 1
                while last >= first and not bottom <= factor * last <= top:
                    last -= 1
                fits = [first, last] if first <= last else []
                if not fits:
                    return None
                if (fits[0], fits[-1]) != (low, high):
                    domains[key] = fits[0], fits[-1]
                    moved = True
                    break
            if moved:
                break
    return domains
