"""Set up cobalamin on a machine that has only Python and git, and run it.

    python3 go.py test              every check and every test, with the libraries of the studies
    python3 go.py test tests/house  only these tests; without those libraries, which are large
    python3 go.py WORDS...          the cobalamin command with these words

The first run makes two folders beside this file: .bootstrap/ holds uv, the installer;
.venv/ holds the locked packages. Later runs find them ready. pip and uv read your own
settings, so an index or a certificate that works for them works here.

This file is written so that an old Python can read it far enough to say that it is too old.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
INSTALLER = "uv>=0.8"  # any of these reads the lock file; the lock's own hashes fix the packages

ROOT = os.path.dirname(os.path.abspath(__file__))
BOOTSTRAP = os.path.join(ROOT, ".bootstrap")
VENV = os.path.join(ROOT, ".venv")
LOG = os.path.join(BOOTSTRAP, "log.txt")

ELSEWHERE = (
    *("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"),
    *("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"),
)

# What .venv can hold; each set holds the ones before it. A few commands need the extras. A whole
# test run needs the libraries of the studies, named tests do not, unless they are the studies' own.
SETS = ("runtime", "extras", "tests", "everything")
GROUPS = {
    "runtime": ["--no-dev"],
    "extras": ["--no-dev", "--all-extras"],
    "tests": ["--all-extras"],
    "everything": ["--all-extras", "--group", "studies"],
}
NEED_EXTRAS = ("screen", "simulate", "trial")

CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("pyright",),
    ("lint-imports",),
)


class SetUpError(Exception):
    """The set-up cannot go on; the message is one line for the person at the keyboard."""


def main(words):
    """Run what the words ask for and return its exit status."""
    if sys.version_info < OLDEST:
        return fail(too_old(sys.version_info, sys.executable))
    testing = words[:1] == ["test"]
    try:
        set_up(needed_for_tests(words[1:]) if testing else needed_for(words[:1]))
    except SetUpError as problem:
        return fail(str(problem))
    if testing:
        return run_tests(words[1:])
    return run([program(VENV, "cobalamin"), *words])


def needed_for(command):
    """Which set a command needs."""
    return "extras" if command and command[0] in NEED_EXTRAS else "runtime"


def needed_for_tests(named):
    """Which set these tests need; all tests where none are named."""
    return "tests" if named and not any("studies" in word for word in named) else "everything"


def too_old(version, executable):
    """The one line that says which Python this is and which is needed."""
    return (
        "cobalamin needs Python {}.{} or newer, and this is {}.{} ({}); "
        "run go.py with a newer one, for example: python3.12 go.py"
    ).format(OLDEST[0], OLDEST[1], version[0], version[1], executable)


def set_up(wanted):
    """Make .venv hold the locked packages of one of the SETS.

    A stamp in .venv names what it was made from, so that a second run changes nothing.
    """
    stamp = os.path.join(VENV, "made-by-go")
    made = read(stamp).split()
    lock = fingerprint("uv.lock", "pyproject.toml")
    if made[:1] == [lock] and SETS.index(made[1]) >= SETS.index(wanted):
        return
    os.makedirs(BOOTSTRAP, exist_ok=True)
    write(LOG, "")
    installer = find_installer()
    say("installing the locked packages into .venv ({}); this can take a minute".format(wanted))
    groups = GROUPS[wanted]
    # Leave the tools of the tests where they are.
    spare = ["--inexact"] if wanted in ("runtime", "extras") else []
    python = [] if os.path.exists(program(VENV, "python")) else ["--python", sys.executable]
    sync = [installer, "sync", "--frozen", "--quiet", "--compile-bytecode", "--project", ROOT]
    if not logged([*sync, *groups, *spare, *python]) and not install_with_pip(installer, groups):
        raise SetUpError(no_packages())
    # Our own source too: without bytecode one assessment takes twice as long, and where Python is
    # told to write none it would never get any.
    logged([program(VENV, "python"), "-m", "compileall", "-q", os.path.join(ROOT, "src")])
    write(stamp, lock + " " + wanted)


def find_installer():
    """The path of uv: from .bootstrap, where pip puts it first if need be, or from PATH."""
    stamp = os.path.join(BOOTSTRAP, "ready")
    if os.path.exists(read(stamp)):
        return read(stamp)
    say("fetching the installer (uv) into .bootstrap; first time only")
    found = uv_from_pip() or shutil.which("uv")
    if not found:
        raise SetUpError(no_packages())
    write(stamp, found)
    return found


def uv_from_pip():
    """uv as pip installs it; None where it cannot.

    In an environment of its own, or in a plain folder for a Python that has pip but no venv
    (Debian's, for one).
    """
    home = os.path.join(BOOTSTRAP, "venv")
    if logged([sys.executable, "-m", "venv", "--clear", home]):
        uv = program(home, "uv")
        where = []
    else:
        uv = os.path.join(BOOTSTRAP, "folder", "bin", exe("uv"))
        where = ["--upgrade", "--target", os.path.join(BOOTSTRAP, "folder")]
    return uv if logged([*pip(), "install", "--quiet", *where, INSTALLER]) else None


def pip():
    """The command that runs pip: that of .bootstrap, or else this Python's own."""
    own = program(os.path.join(BOOTSTRAP, "venv"), "pip")
    python = program(os.path.join(BOOTSTRAP, "venv"), "python")
    return [python if os.path.exists(own) else sys.executable, "-m", "pip"]


def install_with_pip(installer, groups):
    """The second way: the same locked packages, fetched by pip; False where that fails too.

    uv fetches from the public index that the lock file names and trusts certificates of its own;
    on some networks only pip is set up for the mirror and the certificates that work there. The
    hashes in the lock still decide what is accepted.
    """
    say("uv could not fetch them; trying with pip and its settings")
    wanted = os.path.join(BOOTSTRAP, "requirements.txt")
    export = [installer, "export", "--frozen", "--quiet", "--no-emit-project", "--project", ROOT]
    into = [*pip(), "--python", program(VENV, "python"), "install", "--quiet"]
    return (
        logged([*export, *groups, "--output-file", wanted])
        and logged([installer, "venv", "--quiet", "--clear", "--python", sys.executable, VENV])
        and logged([*into, "--require-hashes", "-r", wanted])
        and logged([*into, "--no-deps", "-e", ROOT])
    )


def no_packages():
    """One line on why packages could not be fetched, with the installer's own last words."""
    lines = [line.strip() for line in read(LOG).splitlines() if line.strip()]
    if any("No module named" in line and line.endswith("pip") for line in lines):
        return (
            "this Python has neither a working venv nor pip; install them "
            "(Debian, Ubuntu: sudo apt install python3-venv) and run this again"
        )
    return (
        "the packages could not be fetched; is there a network, and do your pip settings "
        "reach a package index? (last words: {}; all of them: {})"
    ).format(lines[-1] if lines else "none", LOG)


def run_tests(words):
    """Run the tests, after every check when no tests are named; pytest has the last word."""
    failed = [] if words else [check[0] for check in CHECKS if not passes(check)]
    if failed:
        say("FAILED before the tests: " + ", ".join(failed))
    # By file, so that what a file's tests share is made once and not by each worker.
    workers = [] if words else ["-n", "2", "--dist", "loadfile"]
    status = run([program(VENV, "python"), "-m", "pytest", *workers, *words])
    return status or (1 if failed else 0)


def passes(check):
    """Run one check and show all it says."""
    say("checking: " + " ".join(check))
    return run([program(VENV, check[0]), *check[1:]], ROOT) == 0


def run(command, folder=None):
    """Run a command in front of the user and return its exit status."""
    sys.stdout.flush()
    try:
        return subprocess.run(command, cwd=folder, env=environment(), check=False).returncode
    except KeyboardInterrupt:
        return 130


def logged(command):
    """Run a command, add what it says to the log, and tell whether it succeeded."""
    with open(LOG, "ab") as log:
        log.write((" ".join(command) + "\n").encode())
        log.flush()
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment(),
                check=False,
            )
        except OSError as problem:
            log.write((str(problem) + "\n").encode())
            return False
        return done.returncode == 0


def environment():
    """The user's environment, except what would install elsewhere or import from elsewhere."""
    ours = dict(os.environ, UV_PROJECT_ENVIRONMENT=VENV, UV_PYTHON_DOWNLOADS="never")
    for name in ELSEWHERE:
        ours.pop(name, None)
    return ours


def program(home, name):
    """The path of a program in an environment: in bin, or in Scripts on Windows."""
    return os.path.join(home, "Scripts" if os.name == "nt" else "bin", exe(name))


def exe(name):
    """The file name of a program."""
    return name + ".exe" if os.name == "nt" else name


def fingerprint(*names):
    """A short digest of files of the project: it changes when the set-up must be done again."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(read(os.path.join(ROOT, name)).encode())
    return digest.hexdigest()[:16]


def read(path):
    """The text of a file; empty where there is none."""
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def write(path, text):
    """Replace the text of a file."""
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def say(line):
    """Tell the user what is happening, apart from the result."""
    sys.stderr.write("go.py: {}\n".format(line))
    sys.stderr.flush()


def fail(line):
    """Say the one line and give the exit status of a set-up that did not succeed."""
    say(line)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
