"""How long an event log of 20 MB takes from file to a page to choose from, against a bare loop over the same file.

    python bench/intake_xes.py [--megabytes 20] [--runs 3] [--json]

The log is made here with a fixed seed. "Read" is the limited process: started, the file read, every case and its
attributes kept in the database that the page asks, progress told meanwhile. "Page" is what the page asks: how many
cases fit a word and an activity, and the first of them. "Journeys" makes documents of 200 cases. The bare loop is
lxml's iterparse in a process of its own that looks at every element once and forgets it; "skip" only counts traces, and
never sees what is in them. Memory is the peak of each process; the server's is what it grew by. "Columns" reads the
same log into memory, and "handover" goes through it once.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from klagerejsen.background import worker
from klagerejsen.intake import log_cases
from klagerejsen.intake.log_choices import Choice, fitting, listed
from klagerejsen.intake.logs import Log
from klagerejsen.intake.traces import Attribute, Event, Head, Trace, stamp
from klagerejsen.intake.xes.reading import Reading
from klagerejsen.intake.xes.unpacking import unpacked
from klagerejsen.intake.xes.writing import STANDARD, write

SEED = 11
BYTES_AN_EVENT = 336
MOST_SECONDS_TO_A_BARE_SECOND = 6.0
STEPS = ("Ansøgning", "Kvittering", "Partshøring", "Vurdering", "Afgørelse", "Klage", "Genvurdering", "Videresendelse")
BARE = """
import sys, resource
from lxml import etree
count = 0
tag = {"tag": "{*}trace"} if sys.argv[2] == "skip" else {}
for _step, element in etree.iterparse(sys.argv[1], events=("end",), **tag):
    if element.tag == "trace":
        count += 1
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
WORKER = """
import json, resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from klagerejsen.intake.logfiles import parse
told = []
parse(Path(sys.argv[2]), Path(sys.argv[3]), lambda share, words: told.append(share))
print(json.dumps([len(told), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""


def cases(events: int) -> Iterator[Trace]:
    chance, made, number = random.Random(SEED), 0, 0
    while made < events:
        number += 1
        length = min(chance.randint(2, 30), events - made)
        made += length
        yield case(number, length, chance)


def case(number: int, length: int, chance: random.Random) -> Trace:
    when = datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=1))) + timedelta(minutes=chance.randrange(500_000))
    happened = []
    for _place in range(length):
        when += timedelta(minutes=chance.randrange(10_000))
        who = chance.randrange(200)
        words = {
            "concept:name": chance.choice(STEPS),
            "org:resource": f"R{who}",
            "org:group": f"Enhed {who // 10}",
            "lifecycle:transition": "complete",
            "kanal": chance.choice(["brev", "telefon", "digital post"]),
        }
        stated = [Attribute(key, "string", text) for key, text in words.items()]
        happened.append(Event((*stated, Attribute("time:timestamp", "date", stamp(when)))))
    return Trace((Attribute("concept:name", "string", f"sag-{number}"),), tuple(happened))


def timed(do: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    done = do()
    return time.perf_counter() - begun, done


def script(code: str, *arguments: object) -> str:
    call = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def read(source: Path, folder: Path) -> worker.State:
    state = worker.run("xes", source, folder / "log", folder / "told")
    assert state.kind == "done", state
    return state


def columns(source: Path) -> Log:
    with unpacked(source) as file:
        log = Log()
        for trace in Reading(file).traces():
            log.add(trace)
    return log


def handover(log: Log) -> Counter[tuple[int, int]]:
    codes, counts = log.resources.codes, Counter()
    for number in range(log.cases):
        row = codes[log.starts[number] : log.starts[number + 1]]
        counts.update(pairwise(row))
    return counts


def measure(source: Path, folder: Path, runs: int) -> dict[str, Any]:
    before = memory()
    bare, skip, reading = [], [], []
    for _run in range(runs):
        seconds, said = timed(lambda: script(BARE, source, "all"))
        bare.append((seconds, *map(int, said.split())))
        skip.append(timed(lambda: script(BARE, source, "skip"))[0])
        reading.append(timed(lambda: read(source, folder)))
    summary = reading[-1][1].summary
    told = len((folder / "told").read_bytes().split(b"\n")) - 2
    _steps, worker_mb = json.loads(script(WORKER, ROOT, source, folder / "peak"))
    choice = Choice(text="1", activity=0, least=5, order="longest")
    page = [timed(lambda: (fitting(folder / "log", choice), listed(folder / "log", choice)))[0] for _run in range(20)]
    keys = log_cases.keys_of(summary)
    options = {
        "choice": Choice(limit=200).as_json(),
        "mapping": {"fields": log_cases.proposed(keys, summary)},
        "keys": keys,
        "title": "Sag",
        "hidden": True,
    }
    made, state = timed(lambda: worker.run("cases", folder / "log", folder / "made", folder / "told2", options))
    assert state.kind == "done", state
    server_mb = memory() - before
    in_columns, log = timed(lambda: columns(source))
    rows = sum(len(words.codes) * 4 for words in (*log.columns.values(), *log.case_columns.values()))
    once, pairs = timed(lambda: handover(log))
    assert bare[0][1] == summary["cases"] == log.cases
    return {
        "megabytes": round(source.stat().st_size / 1e6, 1),
        "cases": summary["cases"],
        "events": summary["events"],
        "bare_s": round(statistics.median(seconds for seconds, _count, _mb in bare), 2),
        "bare_mb": bare[-1][2],
        "skip_s": round(statistics.median(skip), 2),
        "read_s": round(statistics.median(seconds for seconds, _state in reading), 2),
        "worker_mb": worker_mb,
        "server_mb": server_mb,
        "told": told,
        "page_ms": round(1000 * statistics.median(page), 1),
        "journeys_s": round(made, 2),
        "columns_s": round(in_columns, 2),
        "columns_mb": round((rows + len(log.times) * 10) / 1e6, 1),
        "handover_ms": round(1000 * once),
        "pairs": len(pairs),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="klagerejsen-bench-") as folder:
        source = Path(folder) / "log.xes"
        with source.open("wb") as file:
            write(file, Head(extensions=list(STANDARD)), cases(int(wanted.megabytes * 1e6 / BYTES_AN_EVENT)))
        found = measure(source, Path(folder), wanted.runs)
    ratio = found["read_s"] / found["bare_s"]
    if wanted.json:
        print(json.dumps(found | {"ratio": round(ratio, 2)}))
    else:
        print("\n".join(f"{name:12} {value}" for name, value in (found | {"ratio": round(ratio, 2)}).items()))
    return int(ratio > MOST_SECONDS_TO_A_BARE_SECOND)


if __name__ == "__main__":
    sys.exit(main())
