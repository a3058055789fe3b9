"""How long the statistics pages of the register take with very many complaints, against the bare SQL of their figures.

    python bench/complaint_statistics.py [--complaints 100000] [--times 9] [--folder FOLDER] [--json]
    python bench/complaint_statistics.py --database postgresql --complaints 1000000

The complaints are those of bench/complaints.py; every third was offered a conversation, and every second was contacted.
Each page is asked for cold, with nothing in memory, and warm. `bare` is the statements about complaints that the cold
page ran, run again on the bare driver, every row fetched and thrown away. Warm times are medians, cold ones taken once,
in milliseconds. Ends with exit code 1 where a warm page takes a second or more.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from bench.complaints import bare, furnished, overheard, signed_in, timed
from klagerejsen import create_app
from klagerejsen.extensions import db
from tests import databases
from tests.conftest import settings_for

LIMIT = 1_000.0
ROOM = "/complaints/statistics"
PAGES = {
    "overview": ROOM,
    "overview, one area": f"{ROOM}?area=boern",
    "clocks": f"{ROOM}/clocks",
    "clocks, one area": f"{ROOM}/clocks?area=boern&clock=final",
    "outcomes": f"{ROOM}/outcomes",
    "with and without a conversation": f"{ROOM}/conversations",
    "units": f"{ROOM}/units",
}


def offered(app: Flask) -> None:
    """Say of every complaint whether a conversation was offered, and let every second be contacted."""
    with app.test_request_context():
        if db.session.scalar(text("SELECT count(*) FROM complaints WHERE offered IS NOT NULL LIMIT 1")):
            return
        db.session.execute(text("UPDATE complaints SET offered = (id % 3 = 0)"))
        db.session.execute(text("UPDATE complaints SET contacted_on = acknowledged_on WHERE id % 2 = 0"))
        db.session.commit()


def measure(app: Flask, client: FlaskClient, url: str, times: int) -> dict[str, float]:
    """Ask for a page cold and warm, and run the statements of the cold one bare."""

    def page() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)

    with app.app_context():
        app.extensions.pop("keyfigures", None)
        began = time.perf_counter()
        with overheard() as statements:
            page()
        cold = (time.perf_counter() - began) * 1000
        warm, floor = timed(page, times), timed(bare(statements), 3)
    return {"warm": round(warm, 1), "cold": round(cold), "bare": round(floor, 1), "ratio": round(warm / floor, 3)}


def measured(folder: Path, number: int, times: int) -> dict[str, dict[str, float]]:
    """Return the figures of each page."""
    app = create_app(settings_for(folder))
    furnished(app, number)
    offered(app)
    client = signed_in(app)
    return {name: measure(app, client, url, times) for name, url in PAGES.items()}


def main() -> int:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--complaints", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = wanted.folder or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        stop = databases.begin_postgresql() if wanted.database == "postgresql" else lambda: None
        try:
            found = measured(folder, wanted.complaints, wanted.times)
        finally:
            stop()
    if wanted.json:
        print(json.dumps(found, indent=1))
    for name, row in found.items() if not wanted.json else ():
        figures = "   ".join(f"{key} {value:9.1f} ms" for key, value in row.items() if key != "ratio")
        print(f"{name:32} {figures}   warm/bare {row['ratio']:.3f}")
    return int(any(row["warm"] >= LIMIT for row in found.values()))


if __name__ == "__main__":
    sys.exit(main())
