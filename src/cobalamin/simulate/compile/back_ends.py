"""What are the texts of all generated files?"""

from __future__ import annotations

from pathlib import Path

from cobalamin.simulate.compile import to_javascript, to_python
from cobalamin.simulate.compile.derive import formulas
from cobalamin.simulate.compile.program import program
from cobalamin.simulate.model import model

GENERATED = Path(__file__).parent.parent / "generated"


def back_ends() -> dict[str, str]:
    """The text of each generated file, by its name."""
    made = program(model(), formulas(model()))
    return {
        "bare.py": to_python.bare(made),
        "fast.py": to_python.fast(made),
        "page.js": to_javascript.page(made),
    }
