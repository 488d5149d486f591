"""How is the mass of resources drawn that say nothing asked here?"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from benchmarks.bulk.mass_care import CARE, VISITS
from benchmarks.bulk.mass_tests import TESTS
from benchmarks.bulk.template import Template

TEMPLATES: tuple[Template, ...] = (*TESTS, *CARE)
"""What is drawn after the Encounter with which each visit begins."""

_BOUNDS = list(accumulate(template.weight for template in TEMPLATES))
_TIMES = [f"T{h:02d}:{m:02d}:{(h * m) % 60:02d}" for h in range(7, 18) for m in range(60)]
_ZONES = ("-05:00", "-04:00", "+00:00", "Z")
_YEARS = 8
_A_VISIT = 9
"""Resources that come from one visit, about."""


class Mass:
    """Draws irrelevant resources for one export: everything it needs, prepared once."""

    def __init__(self, as_of: date) -> None:
        days = [(as_of - timedelta(days=back)).isoformat() for back in range(1, 365 * _YEARS)]
        self._moments = [
            (day, f"{day}{_TIMES[n * 37 % len(_TIMES)]}{_ZONES[n % len(_ZONES)]}",
             f"{day}{_TIMES[n * 91 % len(_TIMES)]}.{n % 1000:03d}+00:00")
            for n, day in enumerate(days)
        ]  # fmt: skip

    def of(self, patient: str, count: int, chance: Random) -> Iterator[tuple[str, str]]:
        """The type and the line of so many resources of one patient ("Patient/id")."""
        random, bits, top, moments = chance.random, chance.getrandbits, _BOUNDS[-1], self._moments
        span, left = len(moments), 0
        slots: dict[str, object] = {"patient": patient, "version": "1"}
        for _ in range(count):
            h = f"{bits(256):064x}"
            if left == 0:
                left = 1 + int(random() * 2 * _A_VISIT)
                day, instant, updated = moments[int(random() * span)]
                slots["day"], slots["instant"], slots["updated"] = day, instant, updated
                slots["encounter"] = f"{h[32:40]}-{h[40:44]}-4{h[45:48]}-b{h[49:52]}-{h[52:]}"
                slots["staff"] = f"staff-{int(random() * 20)}"
                template = VISITS[int(random() * len(VISITS))]
                slots["id"] = slots["encounter"]
            else:
                template = TEMPLATES[bisect(_BOUNDS, random() * top)]
                slots["id"] = f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:32]}"
            left -= 1
            low = template.low
            wide = template.high - low
            slots["other"] = f"{h[3:11]}-{h[40:44]}-4{h[21:24]}-c{h[9:12]}-{h[44:55]}"
            slots["number"] = int(h[56:], 16)
            slots["value"] = template.form % (low + random() * wide)
            slots["value2"] = template.form % (0.64 * (low + random() * wide))
            yield template.kind, template.text % template.filling(slots)
