"""What it costs to show the effect of another limit on the newest journeys there are.

    python bench/limit_effect.py [--journeys 100] [--runs 7]

Journeys of 25 events in a database of their own, with what each adds to the whole kept beside it. The floor of the same
run: both analyses of each, with the documents at hand. Processor time, so that neighbours do not count; the page itself
stops after eight seconds by the clock.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from analysis import document_of
from flask_migrate import upgrade

from klagerejsen import create_app
from klagerejsen.accounts import services as accounts
from klagerejsen.analysis import Thresholds, analyse, read_journey
from klagerejsen.extensions import db
from klagerejsen.insights import keeping
from klagerejsen.insights.limits import limits_of
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.history import NOBODY
from klagerejsen.limits.effects import effect
from klagerejsen.settings import Settings

EVENTS = 25
TRIED = {"silence_days": 20.0, "dropped_days": 14.0}
KEY = "only for this measurement, and long enough for it"


def median_ms(work: Callable[[], object], runs: int) -> float:
    """Return the median of the processor time of some runs, in milliseconds."""
    taken = []
    for _run in range(runs):
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def both(documents: list[dict]) -> None:
    """Analyse each document with the default limits and with others, and do nothing else."""
    for document in documents:
        case = read_journey(document)
        analyse(case)
        analyse(case, Thresholds(silence_days=20, dropped_days=14))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journeys", type=int, default=100)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    head = {"format": "klagerejsen-journey", "version": 1}
    documents = [head | document_of(EVENTS) | {"id": f"bench-{n}", "area": "boern"} for n in range(given.journeys)]
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(data_dir=Path(folder), database_url=f"sqlite:///{folder}/bench.sqlite3", secret_key=KEY)
        )
        with app.test_request_context():
            upgrade()
            team = accounts.add_team("bench", "Bench")
            for document in documents:
                journeys.import_document(team.id, document, NOBODY)
            team_id = team.id
            db.session.commit()
            keeping.bring_up(app, team_id)
            own = limits_of(team_id)
            tried = own.changed(None, TRIED)
            shown = median_ms(lambda: effect(team_id, None, own, tried, "da", clock=lambda: 0.0), given.runs)
            floor = median_ms(lambda: both(documents), given.runs)
    print(f"{given.journeys} journeys: effect {shown:.0f} ms, bare analyses {floor:.0f} ms, ratio {shown / floor:.1f}")


if __name__ == "__main__":
    main()
