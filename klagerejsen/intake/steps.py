"""Steps with a file that this process does itself, because they store rows: told as a parser's run is told."""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from klagerejsen.intake.jobs import Job
from klagerejsen.intake.refusals import Refusal
from klagerejsen.intake.worker import STOPPED, Tell


def work(job: Job, step: str, do: Callable[[Tell], Mapping[str, Any]]) -> None:
    """Have something done with a file in this process, told as a parser's run is; returns at once."""
    runs = job.choices().get("runs", {})
    job.choose(step=step, began=time.time(), runs=runs | {step: runs.get(step, 0) + 1})
    threading.Thread(target=_do, args=(job.told(step), do), daemon=True).start()


def _do(told: Path, do: Callable[[Tell], Mapping[str, Any]]) -> None:
    def say(line: Mapping[str, Any]) -> None:
        with suppress(FileNotFoundError), told.open("ab") as file:  # the folder is gone where it was dropped
            file.write(json.dumps(line).encode() + b"\n")

    try:
        say({"done": do(lambda share, words: say({"share": share, "words": words}))})
    except Exception as error:
        say({"refused": Refusal(STOPPED).as_json()})
        # By its kind alone: what it says may quote a case.
        logging.getLogger(__name__).error("a step with a file ended: %s", type(error).__name__)
