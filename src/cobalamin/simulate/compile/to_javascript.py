"""How does the program read as JavaScript, for a page or for Node?"""

from __future__ import annotations

import json
from pathlib import Path

from cobalamin.simulate.compile.program import Program, Routine

DRIVER = Path(__file__).with_name("driver.js")

_HEAD = """// How does the model walk through time? For a page or for Node.
//
// Made from cobalamin.ant and driver.js by `python -m cobalamin.simulate.compile`; change those.
// y0, y1, ... are the states in the order of STATES, f and g their rates, j_* the Jacobian.
const cobalaminSolver = (() => {
  "use strict";
  const { exp, log, sqrt, abs, min, max } = Math;
"""
_TAIL = """
  return { STATES, MEASURED, START, SCALE, TYPICAL, TOO_SMALL, prepare, step, observe, solve, run };
})();
if (typeof module !== "undefined") module.exports = cobalaminSolver;
"""
_POWERS = """  const square = (base) => base * base;
  // 0 below zero, where only a step that will be refused looks
  const power = (base, exponent) => (base > 0.0 ? exp(exponent * log(base)) : 0.0);
"""


def page(made: Program) -> str:
    """The text of `generated/page.js`."""
    functions = [_function(each) for each in made.routines]
    driver = DRIVER.read_text(encoding="utf-8").split("// == from here on the text is copied\n")[1]
    indented = "".join(f"  {line}\n" if line else "\n" for line in driver.strip("\n").split("\n"))
    return "\n".join([_HEAD + _tables(made), _POWERS, *functions, indented]) + _TAIL


def _function(routine: Routine) -> str:
    declared: set[str] = set()
    lines: list[str] = []
    for name, text in routine.lines:
        if not name:
            lines.append(f"    // {text}\n")
        elif name in declared or "[" in name:
            lines.append(f"    {name} = {text};\n")
        else:
            declared.add(name)
            lines.append(f"    let {name} = {text};\n")
    arguments = ", ".join(routine.arguments)
    return f"  // {routine.says}\n  function {routine.name}({arguments}) {{\n{''.join(lines)}  }}\n"


def _tables(made: Program) -> str:
    model = made.model
    tables = {
        "STATES": [each.name for each in model.states],
        "MEASURED": list(model.observables),
        "START": [each.start for each in model.states],
        "SCALE": [each.scale for each in model.states],
        "TYPICAL": {each.name: each.value for each in model.parameters},
        "CONSTANTS": len(made.constants),
    }
    return "".join(f"  const {name} = {json.dumps(table)};\n" for name, table in tables.items())
