#!/usr/bin/env python3
"""Set up in a virtual environment of its own, then run: the demo, or every check there is.

    python3 run.py            the demo: three cases, a login, an open workshop
    python3 run.py check      lint, types, format and every test, browser tests and both databases included
    python3 run.py COMMAND…   any command of `klagerejsen`, for example: python3 run.py db upgrade

Needs Python 3.11 or later and nothing else; `check` also wants a Chromium, PostgreSQL's server and strace, and as root
on Debian installs them. The tests start a PostgreSQL of their own and throw it away; one that runs is not touched.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
STEPS = [["mypy"], ["ruff", "check", "."], ["ruff", "format", "--check", "."]]
PARTS = [["tests/browser"], ["tests/unit", "tests/functional"], ["tests/faults"]]
ON_POSTGRESQL = [["--database", "postgresql", folder] for folder in ("tests/functional", "tests/faults")]
AT_ONCE = 3
PRINTING = Lock()


def main(arguments: list[str]) -> int:
    """Set up what the command needs and run it."""
    if sys.version_info < (3, 11):
        print("Klagerejsen needs Python 3.11 or later.", file=sys.stderr)
        return 2
    os.chdir(HERE)
    if arguments[:1] == ["check"]:
        set_up("dev")
        return check(arguments[1:])
    set_up("runtime")
    return subprocess.call([PYTHON, "-m", "klagerejsen.commands", *(arguments or ["demo"])])


def set_up(wanted: str) -> None:
    """Make the environment and install what is locked, unless just that is installed already."""
    if not PYTHON.exists():
        print("Setting up (once) …", flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    lock, stamp = HERE / "requirements" / f"{wanted}.txt", ENVIRONMENT / f"installed-{wanted}"
    fingerprint = hashlib.sha256(lock.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.check_call([*pip, "--require-hashes", "-r", lock])
    subprocess.check_call([*pip, "--no-deps", "--editable", "."])
    stamp.write_text(fingerprint)


def check(arguments: list[str]) -> int:
    """Run lint, format, types and tests; all of them, even where one fails."""
    install_system_packages()
    steps = [[BIN / name, *options] for name, *options in STEPS]
    # Arguments choose tests, and then nobody asked for all of them.
    if arguments:
        passed = all_pass(steps)
        return 0 if subprocess.call([PYTHON, "-m", "pytest", *arguments]) == 0 and passed else 1
    parts = [*PARTS, *(ON_POSTGRESQL if has_postgresql() else [])]
    passed = all_pass([*steps, *([PYTHON, "-m", "pytest", *part] for part in parts)])
    return 0 if passed and (has_postgresql() or not_on_postgresql()) else 1


def all_pass(steps: list[list[object]]) -> bool:
    """Run steps, some at a time: much of what tests do is waiting."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return not any([*pool.map(run, steps)])


def run(step: list[object]) -> int:
    """Run a step; say that it begins, and what it printed in one piece when it has ended."""
    words = " ".join([Path(str(step[0])).name, *map(str, step[1:])])
    print(f"$ {words}", flush=True)
    with tempfile.TemporaryFile() as output:
        code = subprocess.call(list(map(str, step)), stdout=output, stderr=subprocess.STDOUT)
        output.seek(0)
        with PRINTING:
            print(f"$ {words}: {'passed' if code == 0 else 'FAILED'}", flush=True)
            shutil.copyfileobj(output, sys.stdout.buffer)
            sys.stdout.flush()
    return code


def not_on_postgresql() -> bool:
    """Say loudly what was not tested; return whether that will do, which it does not in CI."""
    line = "!" * 78
    parts = "; ".join(f"pytest {' '.join(part)}" for part in ON_POSTGRESQL)
    words = f"NOT RUN, for want of PostgreSQL's server: {parts}"
    print(f"{line}\n{words}\n{line}", file=sys.stderr)
    return "CI" not in os.environ


def install_system_packages() -> None:
    """Install what tests need beside Python where it is missing and we may: as root on Debian."""
    there = {"chromium": has_chromium(), "postgresql": has_postgresql(), "strace": bool(shutil.which("strace"))}
    wanted = [name for name, found in there.items() if not found]
    if not wanted:
        return
    if not shutil.which("apt-get") or os.geteuid() != 0:
        print(f"Install {' and '.join(wanted)} for all of the tests.", file=sys.stderr)
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.check_call(["apt-get", "update", "-qq"], env=quiet)
    subprocess.check_call(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *wanted], env=quiet)


def has_chromium() -> bool:
    """Whether there is a browser, or KLAGEREJSEN_CHROMIUM names one."""
    return any(shutil.which(name) for name in CHROMIUM) or bool(os.environ.get("KLAGEREJSEN_CHROMIUM"))


def has_postgresql() -> bool:
    """Whether there is a PostgreSQL server to start; Debian keeps each version in a folder that is on nobody's path."""
    return bool(shutil.which("initdb")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
