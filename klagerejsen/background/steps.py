"""Steps with a file that this process does itself, because they store rows: told as a parser's run is told."""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from klagerejsen.background.jobs import Job
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import STOPPED, Tell

Say = Callable[[Mapping[str, Any]], None]
Work = Callable[[Tell], Mapping[str, Any]]


def work(job: Job, step: str, do: Work) -> None:
    """Have something done with a file in this process, told as a parser's run is; returns at once."""
    threading.Thread(target=carry_out, args=(begin(job, step), do), daemon=True).start()


def begin(job: Job, step: str) -> Say:
    """Note that a step begins, and return what tells how far it is, line by line."""
    runs = job.choices().get("runs", {})
    job.choose(step=step, began=time.time(), runs=runs | {step: runs.get(step, 0) + 1})
    told = job.told(step)

    def say(line: Mapping[str, Any]) -> None:
        with suppress(FileNotFoundError), told.open("ab") as file:  # the folder is gone where it was dropped
            file.write(json.dumps(line).encode() + b"\n")

    return say


def carry_out(say: Say, do: Work, stopped: str = STOPPED) -> None:
    """Do it, and tell how it ended; `stopped` is what is said where nobody knows why it did not come to its end."""
    try:
        say({"done": do(lambda share, words: say({"share": share, "words": words}))})
    except Refusal as refusal:
        say({"refused": refusal.as_json()})
    except Exception as error:
        say({"refused": Refusal(stopped).as_json()})
        # By its kind alone: what it says may quote a case.
        logging.getLogger(__name__).error("a step with a file ended: %s", type(error).__name__)
