"""Runs the notebooks of this folder again and keeps what they print, without dates or machines.

    python examples/notebooks/run_again.py

Run it after a change of the model; the tests run the notebooks but do not compare the numbers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def run(path: Path) -> Any:
    """One notebook, run from its start. Raises nbclient.exceptions.CellExecutionError."""
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(path, 4)
    NotebookClient(book, timeout=300, kernel_name="python3", record_timing=False).execute()
    book.metadata = nbformat.from_dict({"kernelspec": KERNEL})
    return book


if __name__ == "__main__":
    import nbformat

    for each in sorted(HERE.glob("*.ipynb")):
        nbformat.write(run(each), each)
