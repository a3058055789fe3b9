"""Processes of ours that may do little: they know no settings, and have limits on memory, time and files."""

import os
import signal
import subprocess
import sys
from contextlib import suppress

_PASSED_ON = ("PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG")


def start_of(module: str) -> str:
    """Return what `python -c` runs: `main` of a module of ours, found where the parent finds its own."""
    return f"import json, sys; sys.path[:] = json.loads(sys.argv[1]); from {module} import main; main()"


def environment(**more: str) -> dict[str, str]:
    """Return what such a process needs of our environment, no secret among it."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | more


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads a session of its own, and whatever it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def limit(*, megabytes: int, seconds: int, file_megabytes: int) -> None:
    """Hold this process to so much address space, time on the processor and so large files, where limits exist."""
    if sys.platform == "win32":
        return
    import resource

    for kind, value in (
        (resource.RLIMIT_AS, megabytes * 2**20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_megabytes * 2**20),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system may hold us to less already
            resource.setrlimit(kind, (value, value))
