"""Files on their way in: a folder each, with what was read of it and chosen for it, gone when done or after a day.

All that a file says stays in its folder, which only the server's user can read, and nothing of it reaches the
database before it is imported. A job belongs to the person who brought it.
"""

import atexit
import hashlib
import json
import re
import secrets
import shutil
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

from klagerejsen import confined
from klagerejsen.background import worker
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import State
from klagerejsen.web.line import Full

KEPT_SECONDS = 24 * 3600
AT_ONCE, WAITING = 2, 8
BLOCK = 1 << 18
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way in; `kind` is what it was seen to be, `digest` knows the same file again."""

    root: str
    token: str
    team_id: int
    user_id: int
    name: str
    kind: str
    digest: str
    size: int
    created: float

    @property
    def folder(self) -> Path:
        """Where everything about it lies."""
        return Path(self.root) / self.token

    @property
    def source(self) -> Path:
        """The file as it came."""
        return self.folder / "source"

    def result(self, parser: str) -> Path:
        """What a parser made of it, when it was started last."""
        return self.folder / f"{parser}-{self._run(parser)}.result"

    def told(self, parser: str) -> Path:
        """What a parser says of its progress."""
        return self.folder / f"{parser}-{self._run(parser)}.told"

    def _run(self, parser: str) -> int:
        return int(self.choices().get("runs", {}).get(parser, 0))

    def choices(self) -> dict[str, Any]:
        """What people chose for it so far."""
        path = self.folder / "choices"
        return json.loads(path.read_bytes()) if path.exists() else {}

    def choose(self, **choices: Any) -> None:
        """Remember what was chosen, beside what was chosen before."""
        _write(self.folder / "choices", self.choices() | choices)


def begin(root: Path, stream: IO[bytes], name: str, team_id: int, user_id: int, kept: float | None = None) -> Job:
    """Take in a file, block by block, in a folder of its own; `kept` is as in `tidy`."""
    token = secrets.token_urlsafe(16)
    folder = root / token
    root.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700)
    digest, size = hashlib.sha256(), 0
    with (folder / "source").open("wb") as file:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += file.write(block)
    tidy(root, kept)
    return know(Job(str(root), token, team_id, user_id, name, "", digest.hexdigest(), size, time.time()), "")


def know(job: Job, kind: str) -> Job:
    """Note what a file was seen to be."""
    known = replace(job, kind=kind)
    _write(job.folder / "job", asdict(known) | {"root": ""})
    return known


def find(root: Path, token: str, team_id: int, user_id: int) -> Job | None:
    """Return somebody's job, None where there is none or it is another's."""
    job = _read(root, token) if _TOKEN.fullmatch(token) else None
    return job if job and (job.team_id, job.user_id) == (team_id, user_id) else None


def under_way(root: Path, team_id: int, user_id: int) -> list[Job]:
    """Return somebody's jobs that are neither done nor dropped, the newest first."""
    tidy(root)
    found = [job for path in _folders(root) if (job := find(root, path.name, team_id, user_id)) and job.kind]
    return sorted(found, key=lambda job: -job.created)


def _folders(root: Path) -> list[Path]:
    return [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []


def _read(root: Path, token: str) -> Job | None:
    try:
        return Job(**json.loads((root / token / "job").read_bytes()) | {"root": str(root)})
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _write(path: Path, value: Mapping[str, Any]) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    new.write_text(json.dumps(value), encoding="utf-8")
    new.replace(path)


def drop(job: Job) -> None:
    """Stop what is being done with a file, and remove it with all that was made of it."""
    _stop(job.token)
    # Under another name first: a run that ends meanwhile finds no folder to write its last word into.
    gone = job.folder.with_name(f"{job.token}.gone")
    with suppress(FileNotFoundError):
        job.folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _stop(token: str) -> None:
    with _LOCK:
        process = _RUNNING.pop(token, None)
    if process is not None and process.poll() is None:
        confined.kill(process)
        process.wait()


def tidy(root: Path, kept: float | None = None) -> None:
    """Remove what was left for so many seconds, a day if they are not given, and come back when the next is due."""
    due = [_due(path, kept) for path in _folders(root)]
    for path in _folders(root):
        if _due(path, kept) <= time.time():
            shutil.rmtree(path, ignore_errors=True)
    left = [moment for moment in due if moment > time.time()]
    if left:
        _come_back(root, min(left) - time.time() + 1, kept)


def _due(folder: Path, kept: float | None) -> float:
    try:
        return folder.stat().st_mtime + (KEPT_SECONDS if kept is None else kept)
    except FileNotFoundError:
        return 0.0


_TIMERS: dict[Path, threading.Timer] = {}


def _come_back(root: Path, seconds: float, kept: float | None) -> None:
    with _LOCK:
        waiting = _TIMERS.get(root)
        if waiting is None or not waiting.is_alive():
            timer = _TIMERS[root] = threading.Timer(seconds, tidy, [root, kept])
            timer.daemon = True
            timer.start()


_LOCK = threading.Lock()
_RUNNING: dict[str, subprocess.Popen[bytes]] = {}
_TURNS = threading.BoundedSemaphore(AT_ONCE)
_PLACES = threading.BoundedSemaphore(AT_ONCE + WAITING)


def start(job: Job, parser: str, options: Mapping[str, Any] | None = None, *, of: str | None = None) -> None:
    """Have a parser read the file, or what the parser `of` made of it, as soon as it is its turn; returns at once.

    Raises `Full` where too many wait already.
    """
    if not _PLACES.acquire(blocking=False):
        raise Full
    _stop(job.token)
    for old in (job.result(parser), job.told(parser)):
        old.unlink(missing_ok=True)
    runs = job.choices().get("runs", {})
    # Every run has files of its own, so that one that ends late says nothing in the name of another.
    job.choose(step=parser, began=time.time(), runs=runs | {parser: runs.get(parser, 0) + 1})
    source = job.result(of) if of else job.source
    work = (parser, source, job.result(parser), job.told(parser), options or {})
    threading.Thread(target=_work, args=(job, *work), daemon=True).start()


def _work(job: Job, *work: Any) -> None:
    try:
        with _TURNS:
            if job.folder.is_dir():
                worker.run(*work, started=lambda process: _note(job, process))
    except FileNotFoundError:
        pass  # dropped meanwhile
    finally:
        _PLACES.release()


def _note(job: Job, process: subprocess.Popen[bytes]) -> None:
    with _LOCK:
        _RUNNING[job.token] = process
    if not job.folder.is_dir():
        confined.kill(process)


def text_of(job: Job) -> str:
    """Return the text of a document that the parser "text" has read."""
    return job.result("text").read_text(encoding="utf-8")


def state_of(job: Job, parser: str) -> State:
    """Return how far one of the parsers is, or came."""
    return worker.state_of(job.told(parser))


def state(job: Job) -> State:
    """Return how far the parser is that was started last."""
    choices = job.choices()
    found = state_of(job, choices["step"])
    overdue = choices["began"] + worker.limits_of(choices["step"]).seconds * WAITING < time.time()
    lost = found.kind == "running" and (overdue or _from_before(choices["began"]))
    return State("refused", refusal=Refusal(worker.STOPPED)) if lost else found


_STARTED = time.time()


def _from_before(began: float) -> bool:
    """Whether a run was begun before this server was: then it ended with the one before."""
    return began < _STARTED


@atexit.register
def _stop_all() -> None:
    for token in list(_RUNNING):
        _stop(token)
