"""Parsing behind a wall: every file from outside is read by a process of its own, with limits, that can be stopped.

A parser is a function `parse(source: Path, target: Path, tell, **options) -> summary`. It reads one file, writes one
file, calls `tell(share, words)` now and then with how far it is (0 to 1) and a sentence of the catalogue on what it
does, and returns a small summary that JSON can hold. It raises `Refusal` where the file cannot be taken. The server
never imports it: it is known here by its name only.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NoReturn

from klagerejsen import confined
from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _

PARSERS = {
    "table": "klagerejsen.intake.tables:parse",
    "rows": "klagerejsen.intake.cases:parse",
    "text": "klagerejsen.intake.texts:parse",
    "xes": "klagerejsen.intake.logfiles:parse",
    "cases": "klagerejsen.intake.log_cases:parse",
    "archive": "klagerejsen.archives.reading:parse",
    "complaints": "klagerejsen.complaints.reading:parse",
    "pack": "klagerejsen.archives.making:make",
}
"""What files are read by: each parser's name, its module and its function; "pack" makes one."""

Tell = Callable[[float, str], None]
MOST_TOLD = 8_000_000
"""Bytes of progress and summary that are read back."""
TELL_EVERY = 0.2
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may use: address space, seconds on the processor and by the clock, and the size of its result."""

    megabytes: int = 1024
    cpu_seconds: int = 120
    seconds: float = 240.0
    file_megabytes: int = 400


LIMITS = Limits()
_PATIENT = Limits(cpu_seconds=1800, seconds=3600.0, file_megabytes=4_000)
_LIMITS_OF = {"archive": _PATIENT, "pack": _PATIENT}


def limits_of(parser: str) -> Limits:
    """Return what a parser may use: more for the archive of a whole team than for one file."""
    return _LIMITS_OF.get(parser, LIMITS)


@dataclass(frozen=True, slots=True)
class State:
    """How far a run is: `share` and `words` while it runs, its `summary` when done, its `refusal` otherwise.

    While it waits, `ahead` is how many are to come before it, where that is known.
    """

    kind: Literal["running", "done", "refused"]
    share: float = 0.0
    words: str = ""
    ahead: int = 0
    summary: Mapping[str, Any] | None = None
    refusal: Refusal | None = None


TOO_MUCH = _("Filen kræver for megen tid eller plads at læse. Del den op i mindre filer, eller gem den som CSV.")
UNREADABLE = _("Filen kan ikke læses ({why}). Åbn den i det program, den kommer fra, og gem den igen.")
STOPPED = _("Læsningen blev afbrudt. Hent filen ind igen.")


def run(
    parser: str,
    source: Path,
    target: Path,
    told: Path,
    options: Mapping[str, Any] | None = None,
    *,
    limits: Limits | None = None,
    started: Callable[[subprocess.Popen[bytes]], None] = lambda _process: None,
) -> State:
    """Have a file parsed and return how it ended; `told` gets the progress meanwhile, for `state_of` to read.

    `started` is given the process, which may be killed at any time.
    """
    limits = limits or limits_of(parser)
    job = {"parser": PARSERS[parser], "source": str(source), "target": str(target), "options": dict(options or {})}
    limited = {"megabytes": limits.megabytes, "seconds": limits.cpu_seconds, "file_megabytes": limits.file_megabytes}
    with told.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-c", confined.start_of(__name__), json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.DEVNULL,  # what libraries complain of may quote the file
            env=confined.environment(),
            start_new_session=True,
        )
    started(process)
    _wait(process, json.dumps(job | {"limits": limited}).encode() + b"\n", limits)
    state = state_of(told)
    if state.kind == "running":  # it died before it could say a last word
        refusal = Refusal(TOO_MUCH) if process.returncode else Refusal(STOPPED)
        _append(told, {"refused": refusal.as_json()})
        return State("refused", refusal=refusal)
    return state


def _wait(process: subprocess.Popen[bytes], job: bytes, limits: Limits) -> None:
    """Hand over the job and wait for the end; the open pipe tells the process that we are alive."""
    timer = threading.Timer(limits.seconds + _GRACE, confined.kill, [process])
    timer.daemon = True
    timer.start()
    assert process.stdin is not None
    try:
        process.stdin.write(job)
        process.stdin.flush()
        process.wait()
        process.stdin.close()
    except BrokenPipeError:
        process.wait()
    finally:
        timer.cancel()


def _append(told: Path, line: Mapping[str, Any]) -> None:
    if told.parent.is_dir():
        with told.open("ab") as file:
            file.write(b"\n" + json.dumps(line).encode() + b"\n")


def state_of(told: Path) -> State:
    """Return how far a run is, from the last whole line that it told."""
    try:
        with told.open("rb") as file:
            lines = file.read(MOST_TOLD).split(b"\n")[:-1]
    except FileNotFoundError:
        return State("running")
    line = json.loads(next((line for line in reversed(lines) if line), b"{}"))
    if "done" in line:
        return State("done", share=1.0, summary=line["done"])
    if "refused" in line:
        return State("refused", refusal=Refusal.from_json(line["refused"]))
    return State("running", share=line.get("share", 0.0), words=line.get("words", ""), ahead=line.get("ahead", 0))


def main() -> None:
    """Parse one file: the job comes as a line on the standard input, what happens goes to the standard output."""
    job = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and no parser reckons with it
    parse = _parser(job["parser"])
    confined.limit(**job["limits"])
    sys.addaudithook(_stay_inside)
    _say(_outcome(parse, job))


def _end_with_parent() -> NoReturn:
    """End when the server is gone: its end of the pipe closes with it."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def _parser(place: str) -> Callable[..., Mapping[str, Any]]:
    module, _colon, function = place.partition(":")
    parse: Callable[..., Mapping[str, Any]] = getattr(import_module(module), function)
    return parse


def _outcome(parse: Callable[..., Mapping[str, Any]], job: Mapping[str, Any]) -> dict[str, Any]:
    try:
        source = Path(job["source"])
        return {"done": parse(source, Path(job["target"]), _teller(source), **job["options"])}
    except Refusal as refusal:
        return {"refused": refusal.as_json()}
    except (MemoryError, RecursionError):
        return {"refused": Refusal(TOO_MUCH).as_json()}
    except Exception as error:  # only its name is told: a message may hold what stands in the file
        return {"refused": Refusal(UNREADABLE, why=type(error).__name__).as_json()}


def _teller(source: Path) -> Tell:
    last = 0.0

    def tell(share: float, words: str) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_EVERY:
            last = time.monotonic()
            if not source.exists():  # dropped, perhaps by another process of the server
                os._exit(1)
            _say({"share": round(share, 3), "words": words})

    return tell


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _stay_inside(event: str, _arguments: tuple[Any, ...]) -> None:
    """Let no library call out or start anything, whatever a file asks it to."""
    if event in _OUTSIDE:
        raise PermissionError(event)


_OUTSIDE = frozenset(
    {
        "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request",
        "subprocess.Popen", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.system",
    }
)  # fmt: skip
