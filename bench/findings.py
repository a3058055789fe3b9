"""How well the findings meet planted truth, and how long the analysis of many journeys takes.

    python bench/findings.py FOLDER [--journeys 3000] [--noise 0.05 [--seed 1]] [--json]

FOLDER holds journeys.jsonl (a journey document a line), truth.jsonl and distractors.jsonl (a line each: journey, type,
events). A finding meets a planted one of the same journey and kind when they share at least half the events of the
smaller and the finding names at most 2n + 2; matching is one to one, best overlap first. What meets nothing is false. A
distractor is hit when a false finding of its kind overlaps it by the same rule. The clock counts this process's CPU
seconds for reading, analysing as one population and ranking, with the journeys of the folder repeated to the number.
With noise, so much of what is written on each event is lost first (`bench/noise.py`).

The exit code is 1 when the macro F1 is under 0.88, a kind under 0.60, more than 5 % of the distractors are hit, more
than 5 findings are given per journey, or the time is over 10 CPU-seconds for 3,000 journeys.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.noise import noisy
from klagerejsen.analysis import analyse_all, read_journey

LEAST_MACRO, LEAST_KIND, MOST_HIT, MOST_FINDINGS, MOST_SECONDS = 0.88, 0.60, 0.05, 5.0, 10.0
PER_SECONDS = 3000  # journeys that the limit in seconds is for

Rows = dict[tuple[str, str], list[set[str]]]


def lines_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read a file of a document a line."""
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines() if line.strip()]


def rows_of(items: Iterable[dict[str, Any]]) -> Rows:
    """Return the sets of events by journey and kind."""
    rows: Rows = defaultdict(list)
    for each in items:
        rows[each["journey"], each["type"]].append(set(each["events"]))
    return rows


def found_in(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Analyse documents as one population."""
    analyses = analyse_all(read_journey(each) for each in documents)
    return [
        {"journey": analysis.journey.id, "type": finding.code, "events": finding.events}
        for analysis in analyses
        for finding in analysis.findings
    ]


def meets(found: set[str], planted: set[str]) -> bool:
    """Tell whether a finding may stand for a planted one."""
    shared = len(found & planted)
    return shared > 0 and shared >= min(len(found), len(planted)) / 2 and len(found) <= 2 * len(planted) + 2


def matched(found: Sequence[set[str]], planted: Sequence[set[str]]) -> set[int]:
    """Return the places of the findings that meet a planted one, one to one."""
    pairs = sorted(
        (-len(one & other) / len(one | other), place, target)
        for place, one in enumerate(found)
        for target, other in enumerate(planted)
        if meets(one, other)
    )
    places: set[int] = set()
    targets: set[int] = set()
    for _, place, target in pairs:
        if place not in places and target not in targets:
            places.add(place)
            targets.add(target)
    return places


def score(kind: str, journeys: Iterable[str], found: Rows, truth: Rows, benign: Rows) -> dict[str, float]:
    """Return planted, precision, recall, F1 and the share of distractors hit of one kind."""
    hits = given = planted = lures = fooled = 0
    for journey in journeys:
        mine, wanted, looks = found[journey, kind], truth[journey, kind], benign[journey, kind]
        places = matched(mine, wanted)
        false = [each for place, each in enumerate(mine) if place not in places]
        hits, given, planted = hits + len(places), given + len(mine), planted + len(wanted)
        lures, fooled = lures + len(looks), fooled + sum(any(meets(each, look) for each in false) for look in looks)
    precision, recall = hits / given if given else 0.0, hits / planted if planted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    hit = fooled / lures if lures else 0.0
    return {"planted": planted, "precision": precision, "recall": recall, "f1": f1, "distractors": hit}


def measured(folder: Path, noise: float = 0.0, seed: int = 1) -> dict[str, Any]:
    """Score the findings of a folder."""
    documents = noisy(lines_of(folder, "journeys.jsonl"), noise, seed)
    items = found_in(documents)
    truth = rows_of(lines_of(folder, "truth.jsonl"))
    benign, found = rows_of(lines_of(folder, "distractors.jsonl")), rows_of(items)
    journeys = [each["id"] for each in documents]
    kinds = {kind: score(kind, journeys, found, truth, benign) for kind in sorted({kind for _, kind in truth})}
    return {
        "kinds": kinds,
        "f1": sum(each["f1"] for each in kinds.values()) / len(kinds),
        "distractors": sum(each["distractors"] for each in kinds.values()) / len(kinds),
        "findings_per_journey": len(items) / len(documents),
    }


def seconds_for(folder: Path, count: int) -> float:
    """Return the CPU seconds for ``count`` journeys, those of the folder over and over."""
    lines = [line for line in (folder / "journeys.jsonl").read_text("utf-8").splitlines() if line.strip()]
    start = time.process_time()
    found_in(json.loads(line) for line in islice(cycle(lines), count))
    return time.process_time() - start


def is_met(report: dict[str, Any]) -> bool:
    """Tell whether every limit is kept."""
    good = report["f1"] >= LEAST_MACRO and min(each["f1"] for each in report["kinds"].values()) >= LEAST_KIND
    few = report["distractors"] <= MOST_HIT and report["findings_per_journey"] <= MOST_FINDINGS
    return good and few and report["seconds"] <= MOST_SECONDS * report["journeys"] / PER_SECONDS


def main() -> int:
    """Print the figures; 1 when a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--journeys", type=int, default=PER_SECONDS)
    parser.add_argument("--noise", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    timed = {"journeys": options.journeys, "seconds": seconds_for(options.folder, options.journeys)}
    report = measured(options.folder, options.noise, options.seed) | timed
    if options.json:
        print(json.dumps(report, indent=1))
        return int(not is_met(report))
    print(f"{'kind':<22}{'n':>5}{'P':>7}{'R':>7}{'F1':>7}{'distr.':>8}")
    for kind, row in report["kinds"].items():
        print(
            f"{kind:<22}{row['planted']:>5}{row['precision']:>7.2f}{row['recall']:>7.2f}"
            f"{row['f1']:>7.2f}{row['distractors']:>8.3f}"
        )
    print(f"macro F1 {report['f1']:.3f}, distractors hit {report['distractors']:.3f},", end=" ")
    print(f"{report['findings_per_journey']:.2f} findings per journey")
    print(f"{report['journeys']} journeys in {report['seconds']:.1f} CPU-seconds")
    return int(not is_met(report))


if __name__ == "__main__":
    sys.exit(main())
