"""How does an export come to stand in a folder: files, compression, shards, and the truth beside?

OUT/export/Observation.000.ndjson(.gz|.zst) ...    what a Bulk Data server would give
OUT/export/deleted/Bundle.000.ndjson               of a hostile one: what was deleted
OUT/planted.csv                                    patient, gap, expected, why, case
OUT/rejected.csv                                   of a hostile one: file, line, why
OUT/export.json                                    counts, shares and the plan
"""

from __future__ import annotations

import csv
import gzip
import json
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, cast

from benchmarks.bulk.hostile import Broken
from benchmarks.bulk.making import Chunk, Maker, Plan
from benchmarks.bulk.person import Json
from benchmarks.bulk.shared import shared_lines

ENDINGS = {"none": "", "gzip": ".gz", "zstd": ".zst"}
_BOM = b"\xef\xbb\xbf"
_WITH_BOM, _WITH_CRLF, _UNENDED = "Condition", "Procedure", "Immunization"
"""In a hostile export the first file of these: with a byte order mark, CR LF, no last line end."""


def write_export(out: Path, plan: Plan, processes: int = 1) -> Json:
    """Write the export and the truth about it, and give its counts.

    The bytes depend on the plan alone, not on the number of processes.
    """
    (out / "export" / "deleted").mkdir(parents=True, exist_ok=True)
    shards = range(plan.files_per_type)
    if processes > 1:
        with ProcessPoolExecutor(min(processes, len(shards))) as pool:
            counts = list(pool.map(partial(_write_shard, out, plan), shards))
    else:
        counts = [_write_shard(out, plan, shard) for shard in shards]
    if not plan.hostile:
        (out / "export" / "deleted").rmdir()
    _join(out, "planted.csv", "patient,gap,expected,why,case", shards)
    _join(out, "rejected.csv", "file,line,why", shards)
    told = _told(plan, sum(counts, Counter()))
    (out / "export.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return told


def _write_shard(out: Path, plan: Plan, shard: int) -> Counter[str]:
    """Write the files with this number, and count."""
    files = _Files(out / "export", plan, shard)
    maker = Maker(plan)
    counts: Counter[str] = Counter()
    planted, rejected = _part(out, "planted.csv", shard), _part(out, "rejected.csv", shard)
    with planted.open("w", encoding="utf-8", newline="") as truth:
        rows = csv.writer(truth, lineterminator="\n")
        if shard == 0:
            _count(counts, files, _shared())
        for number in range(shard, plan.chunks, plan.files_per_type):
            chunk = maker.chunk(number)
            _count(counts, files, chunk)
            rows.writerows(chunk.truth)
    with rejected.open("w", encoding="utf-8", newline="") as truth:
        csv.writer(truth, lineterminator="\n").writerows(files.rejected)
    files.close()
    return counts


def _shared() -> Chunk:
    lines: dict[str, list[str | Broken]] = {}
    for kind, text in shared_lines():
        lines.setdefault(kind, []).append(text)
    texts = [str(text) for group in lines.values() for text in group]
    return Chunk(lines, [], 0, len(texts), sum(len(text.encode()) for text in texts))


def _count(counts: Counter[str], files: _Files, chunk: Chunk) -> None:
    for kind, lines in chunk.lines.items():
        sound = sum(isinstance(line, str) for line in lines)
        counts["resources"] += sound
        counts[f"resources {kind}"] += sound
        weight = files.write(kind, lines)
        counts["bytes"] += weight
        counts[f"bytes {kind}"] += weight
    counts["patients"] += chunk.patients
    counts["planted"] += len({row[0] for row in chunk.truth})
    counts["irrelevant"] += chunk.irrelevant
    counts["irrelevant bytes"] += chunk.irrelevant_bytes


class _Files:
    """The open files of one shard, one for each type that has turned up."""

    def __init__(self, folder: Path, plan: Plan, shard: int) -> None:
        self._folder, self._plan, self._shard = folder, plan, shard
        self._open: dict[str, tuple[BinaryIO, BinaryIO]] = {}
        self._lines: Counter[str] = Counter()
        self.rejected: list[tuple[str, int, str]] = []

    def name(self, kind: str) -> str:
        return f"{kind}.{self._shard:03d}.ndjson{ENDINGS[self._plan.compression]}"

    def write(self, kind: str, lines: list[str | Broken]) -> int:
        """Add lines to the file of a type; the bytes before compression."""
        if kind not in self._open:
            self._open[kind] = _opened(self._folder / self.name(kind), self._plan.compression)
            if self._odd(kind, _WITH_BOM):
                self._open[kind][0].write(_BOM)
        self._note(kind, lines)
        content = _bytes(lines)
        if self._odd(kind, _WITH_CRLF):
            content = content.replace(b"\n", b"\r\n")
        if self._odd(kind, _UNENDED):
            started = self._lines[kind] > len(lines)
            content = (b"\n" if started else b"") + content.removesuffix(b"\n")
        self._open[kind][0].write(content)
        return len(content)

    def _odd(self, kind: str, which: str) -> bool:
        return self._plan.hostile and self._shard == 0 and kind == which

    def _note(self, kind: str, lines: list[str | Broken]) -> None:
        """Count the lines, and keep the places of those that must be rejected."""
        if self._plan.hostile:
            for place, line in enumerate(lines, self._lines[kind] + 1):
                if isinstance(line, Broken) and line.why:
                    self.rejected.append((self.name(kind), place, line.why))
        self._lines[kind] += len(lines)

    def close(self) -> None:
        for stream, file in self._open.values():
            stream.close()
            file.close()


def _bytes(lines: Iterable[str | Broken]) -> bytes:
    try:
        return "".join(cast("Iterable[str]", lines)).encode()
    except TypeError:
        return b"".join(x.encode() if isinstance(x, str) else x.content for x in lines)


def _opened(path: Path, compression: str) -> tuple[BinaryIO, BinaryIO]:
    """Where to write, and the file below; no name and no time of writing goes into the file."""
    file = path.open("wb")
    match compression:
        case "gzip":
            return cast(BinaryIO, gzip.GzipFile("", "wb", 5, file, mtime=0)), file
        case "zstd":
            import zstandard

            return cast(
                BinaryIO, zstandard.ZstdCompressor(3).stream_writer(file, closefd=False)
            ), file
        case _:
            return file, file


def _part(out: Path, name: str, shard: int) -> Path:
    return out / f".{name}.{shard:03d}"


def _join(out: Path, name: str, heading: str, shards: Iterable[int]) -> None:
    """One table of the parts that the shards wrote."""
    with (out / name).open("wb") as whole:
        whole.write(f"{heading}\n".encode())
        for shard in shards:
            part = _part(out, name, shard)
            with part.open("rb") as lines:
                copyfileobj(lines, whole)
            part.unlink()


def _told(plan: Plan, counts: Counter[str]) -> Json:
    told: Json = {key: counts[key] for key in ("patients", "planted", "resources", "bytes")}
    told["irrelevant_share"] = round(counts["irrelevant"] / counts["resources"], 4)
    told["irrelevant_share_of_bytes"] = round(counts["irrelevant bytes"] / counts["bytes"], 4)
    for what in ("resources", "bytes"):
        ours = sorted(key for key in counts if key.startswith(f"{what} "))
        told[f"{what}_by_type"] = {key.partition(" ")[2]: counts[key] for key in ours}
    told["plan"] = {field: str(getattr(plan, field)) for field in plan.__match_args__}
    return told
