"""Spark itself, on its own Java, as a server of Spark Connect: only where Java is present."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import pytest

import go

HERE = Path(__file__).parent / "spark"
JARS = HERE / "jars"
_MAIN = "org.apache.spark.sql.connect.service.SparkConnectServer"
# What Spark's own launcher opens to it in Java 17 and later.
_OPENED = (
    "java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util "
    "java.util.concurrent java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action "
    "sun.util.calendar"
).split()


def java() -> str:
    """The path of Java; skips the test, saying so, where there is none."""
    found = shutil.which("java")
    if not found:
        pytest.skip("no Java is installed, so Spark itself cannot run; Sail reads the same text")
    return found


def jars() -> Path:
    """Spark as locked in `spark/requirements.txt`; fetched once, half a gigabyte."""
    if not JARS.exists():
        with TemporaryDirectory(dir=HERE) as place:
            command = [*go.pip(), "download", "--quiet", "--no-deps", "--require-hashes"]
            command += ["--requirement", str(HERE / "requirements.txt"), "--dest", place]
            fetched = subprocess.run(command, check=False, capture_output=True, timeout=900)
            if fetched.returncode:
                pytest.skip("pip could not fetch Spark: no network or no registry")
            [archive] = Path(place).glob("pyspark-*.tar.gz")
            _unpack(archive, Path(place))
    return JARS


def _unpack(archive: Path, place: Path) -> None:
    with tarfile.open(archive) as whole:
        held = [member for member in whole if "/deps/jars/" in member.name]
        whole.extractall(place, held, filter="data")
    [found] = place.glob("*/deps/jars")
    if not JARS.exists():  # another worker may have been quicker
        found.rename(JARS)


@contextmanager
def spark() -> Iterator[str]:
    """Spark as a server in a process of its own; gives its address."""
    program, classes = java(), jars()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with TemporaryDirectory() as place:
        command = [program, *_options(port, place), "-cp", f"{classes}/*", _MAIN]
        with subprocess.Popen(
            command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                _wait(server, port)
                yield f"127.0.0.1:{port}"
            finally:
                server.terminate()


def _options(port: int, place: str) -> list[str]:
    settings = {
        "spark.master": "local[2]",
        "spark.app.name": "cobalamin",
        "spark.ui.enabled": "false",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": 2,
        "spark.sql.warehouse.dir": f"{place}/warehouse",
    }
    opened = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED]
    told = [f"-D{name}={value}" for name, value in settings.items()]
    return ["-Xmx2g", *opened, "-Djdk.reflect.useDirectMethodHandle=false", *told]


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Until it listens; up to five minutes on a busy machine."""
    for _ in range(1500):
        assert server.poll() is None, "Spark ended before it listened"
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.2)
    raise AssertionError("Spark did not listen within five minutes")
