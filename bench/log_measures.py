"""Handover of work, working together and rework over a log of a million events, against the reference implementation.

    python bench/log_measures.py [--events 1000000] [--reference PYTHON] [--json]

The log is made here with a fixed seed: 10 events a case, 200 resources, 20 activities, a few events out of order. The
measures run in a process of their own on the columns of a log in memory; its peak is everything, the columns and the
interpreter too. PYTHON is an interpreter of an environment that has pm4py, which is AGPL and no dependency of ours; it
gets the same events as a table, and only its three calls are timed. Seconds are of the processor, so that what else the
machine does is not counted, and the median of three. "Again" is how many cases each counts as rework, which must be the
same. "Beside" is what the reference does not tell (rework at once or later, by whom) or takes gigabytes for (the
temporal profile). The script ends with exit code 1 where one of the three measures is not at least five times as fast,
or all take 150 MB or more.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SEED, A_CASE, RESOURCES, ACTIVITIES = 5, 10, 200, 20
LEAST_TIMES_AS_FAST, MOST_MEGABYTES, TURNS = 5.0, 150, 3
BEGAN = datetime(2024, 1, 1, tzinfo=UTC)
REFERENCE = """
import json, resource, sys, time, warnings
warnings.filterwarnings("ignore")
import pandas, pm4py
table = pandas.read_csv(sys.argv[1], dtype=str)
table["time:timestamp"] = pandas.to_datetime(table["time:timestamp"], utc=True)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
took = {}
for name in ("discover_handover_of_work_network", "discover_working_together_network", "get_rework_cases_per_activity"):
    times = []
    for _ in range(3):
        begun = time.process_time()
        result = getattr(pm4py, name)(table)
        times.append(time.process_time() - begun)
    took[name] = sorted(times)[1]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
again = sum(result.values())
print("RESULT" + json.dumps({"seconds": took, "megabytes": peak, "before": before, "again": again}))
"""


def happened(events: int) -> Iterator[tuple[str, str, str, datetime]]:
    """Make the events: case, activity, resource, time."""
    chance = random.Random(SEED)
    for case in range(events // A_CASE):
        when = BEGAN + timedelta(minutes=case)
        for _event in range(A_CASE):
            when += timedelta(minutes=chance.randint(-2, 2_000))
            who = int(chance.triangular(0, RESOURCES, 0))
            yield f"sag-{case}", f"trin-{chance.randrange(ACTIVITIES)}", f"rolle-{who}", when


def ours(events: int) -> dict[str, Any]:
    """Build the columns, then measure them."""
    from klagerejsen.intake import log_measures, log_profile, log_rework
    from klagerejsen.intake.log_columns import Column, Words
    from klagerejsen.intake.logs import Log

    log = Log()
    activities, resources = Words(), Words()
    for row, (_case, activity, resource_name, when) in enumerate(happened(events)):
        activities.put(row, activity)
        resources.put(row, resource_name)
        log.times.append(when)
        if (row + 1) % A_CASE == 0:
            log.starts.append(row + 1)
    log.columns[Column("concept:name", "string", "value")] = activities
    log.columns[Column("org:resource", "string", "value")] = resources
    assert None not in (log.activities[0], log.resources[0])
    before = peak()
    ordering, ordered = timed(log_measures.Ordered, log)
    measures = (log_measures.handover_of_work, log_measures.working_together, log_rework.rework_cases)
    took = {measure.__name__: timed(measure, ordered)[0] for measure in measures}
    again = sum(log_rework.rework_cases(ordered).values())
    beside = {each.__name__: timed(each, ordered)[0] for each in (log_rework.rework, log_profile.temporal_profile)}
    beside["in order of time"] = ordering
    return {"seconds": took, "beside": beside, "megabytes": peak(), "before": before, "again": again}


def timed(measure: Callable[[Any], Any], log: Any) -> tuple[float, Any]:
    """Return the median of three times in seconds, and the last result."""
    times: list[float] = []
    result = None
    for _turn in range(TURNS):
        begun = time.process_time()
        result = measure(log)
        times.append(time.process_time() - begun)
    return median(times), result


def peak() -> int:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def reference(python: str, events: int) -> dict[str, Any]:
    """Have the reference measure the same events."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "log.csv"
        with table.open("w", encoding="utf-8") as out:
            out.write("case:concept:name,concept:name,org:resource,time:timestamp\n")
            out.writelines(f"{a},{b},{c},{when.isoformat()}\n" for a, b, c, when in happened(events))
        return told_by([python, "-c", REFERENCE, str(table)])


def told_by(command: list[str]) -> dict[str, Any]:
    """Run a process and return what it says at the end."""
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return json.loads(said.rpartition("RESULT")[2])


def main() -> int:
    """Measure, print, and say by the exit code whether it is fast and small enough."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--reference", metavar="PYTHON")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.inside:
        print("RESULT" + json.dumps(ours(told.events)))
        return 0
    result = {"ours": told_by([sys.executable, __file__, "--inside", "--events", str(told.events)])}
    if told.reference:
        result["reference"] = reference(told.reference, told.events)
        both = zip(result["reference"]["seconds"].values(), result["ours"]["seconds"].items(), strict=True)
        result["times as fast"] = {name: theirs / own for theirs, (name, own) in both}
    print(json.dumps(result, indent=1 if not told.json else None))
    if told.reference and result["reference"]["again"] != result["ours"]["again"]:
        return 1
    fast = all(each >= LEAST_TIMES_AS_FAST for each in result.get("times as fast", {}).values())
    return 0 if fast and result["ours"]["megabytes"] < MOST_MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
