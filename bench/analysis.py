"""How long the analysis of one journey takes, against reading the same document in the same run.

    python bench/analysis.py [--runs 30] [--json]

A ratio to the baseline (json.loads and read_journey) tells more than milliseconds on a shared machine. The larger
journey is made here, with a fixed seed: handovers, requests, replies, reminders, deadlines and answers of three sides
over two years, as a long case has them.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.paths import DEMO_CASES

SIZES = (25, 300)
LIMIT_MS = 50  # for the larger journey
SEED = 7

ACTORS = [
    {"id": "b", "label": "Borgeren", "role": "citizen", "perspective": "citizen"},
    {"id": "p", "label": "Pårørende", "role": "relative", "perspective": "external"},
    *(
        {
            "id": f"m{n}",
            "label": f"Sagsbehandler {n}",
            "role": "caseworker",
            "perspective": "authority",
            "unit": f"E{n % 4}",
        }
        for n in range(8)
    ),
    {"id": "s", "label": "Skolen", "role": "school", "perspective": "external", "unit": "Skolen"},
    {"id": "a", "label": "Ankestyrelsen", "role": "appeals_body", "perspective": "external"},
]
KINDS = (
    "handover",
    "enquiry",
    "information_request",
    "reply",
    "reminder",
    "meeting",
    "application",
    "decision",
    "information",
)


def document_of(size: int) -> dict[str, Any]:
    """Return the first demo case for its own size, and a made journey for any other."""
    demo = json.loads((DEMO_CASES / "boern-to-teams.json").read_text("utf-8"))
    return demo if size == len(demo["events"]) else _made(size)


def _made(size: int) -> dict[str, Any]:
    chance = random.Random(SEED)
    days = sorted(chance.randrange(730) for _ in range(size))
    events = [_event(number, day, chance) for number, day in enumerate(days)]
    sides = ["citizen", "authority", "external"]
    return {"title": f"{size} hændelser", "consulted": sides, "actors": ACTORS, "events": events}


def _event(number: int, day: int, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(KINDS)
    when = date(2023, 1, 2) + timedelta(day)
    event = {
        "id": f"E{number:03}",
        "date": f"{when}~" if chance.random() < 0.1 else f"{when}",
        "type": kind,
        "title": f"Hændelse {number}",
        "from": [chance.choice(ACTORS)["id"]],
        "to": [chance.choice(ACTORS)["id"]],
        "topic": chance.choice(["støtte", "taf", "klage", None]),
        "artefact": chance.choice(["lægeerklæring", "budget", "statusattest", None]),
        "expects_reply": kind in ("enquiry", "information_request", "reminder", "application"),
        "perspectives": {side: _view(chance) for side in ("citizen", "authority", "external") if chance.random() < 0.8},
    }
    if kind == "application":
        event["deadline"] = {"date": f"{when + timedelta(56)}"}
    return event


def _view(chance: random.Random) -> dict[str, Any]:
    known = chance.choices(("known", "unknown", "not_relevant"), (7, 2, 1))[0]
    return {"known": known, "score": chance.randint(-2, 2) if known == "known" else None}


def median_ms(work: Callable[[], object], runs: int) -> float:
    """Return the median time of ``runs`` runs in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def measure(size: int, runs: int) -> dict[str, float]:
    """Return events, findings, and the medians of reading and of analysing with their ratio."""
    text = json.dumps(document_of(size))
    journey = read_journey(json.loads(text))
    read = median_ms(lambda: read_journey(json.loads(text)), runs)
    analysed = median_ms(lambda: analyse(journey), runs)
    return {
        "events": size,
        "findings": len(analyse(journey).findings),
        "read_ms": round(read, 3),
        "analyse_ms": round(analysed, 3),
        "ratio": round(analysed / read, 2),
    }


def main() -> int:
    """Print the figures; 1 when the larger journey takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [measure(size, options.runs) for size in SIZES]
    if options.json:
        print(json.dumps(rows, indent=1))
    else:
        print(f"{'events':>7}{'findings':>10}{'read ms':>10}{'analyse ms':>12}{'ratio':>8}")
        for row in rows:
            print(
                f"{row['events']:>7}{row['findings']:>10}{row['read_ms']:>10.2f}{row['analyse_ms']:>12.2f}{row['ratio']:>8.2f}"
            )
    return int(rows[-1]["analyse_ms"] > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
