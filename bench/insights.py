"""How long the page of causes takes over 10,000 journeys of 25 events in a SQLite file, and what one change costs.

    python bench/insights.py [--journeys 10000] [--folder FOLDER] [--json]

Makes the journeys with a fixed seed (a FOLDER is kept and used again), has all of them worked out for the first time,
and asks for the page in processes that were just started, again in the same process, and after one journey changed. The
baseline is read in the same run: every row of the team's events, or every kept row, fetched by bare sqlite3 and thrown
away. Times are medians in seconds, memory is the peak resident set. Ends with exit code 1 where the page takes 3 s or
more cold, or 0.2 s or more warm or after a change.
"""

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

COLD_LIMIT, WARM_LIMIT = 3.0, 0.2
AREAS = ("boern", "voksen", "handicap", "byg", "ydelse")
CAUSES = [f"{group}{n}" for group in ("KOM", "KOO", "TID", "AFG", "OVG") for n in (1, 2, 3)][:14]
KINDS = ("handover", "enquiry", "information_request", "reply", "reminder", "meeting", "application", "decision")
EVENTS, YEARS = 25, 3
MAIL, PASSWORD = "facilitator@example.dk", "en lang adgangskode"


def documents(number: int) -> Iterator[dict[str, Any]]:
    """Make journeys as a municipality has them: units of an area, a citizen and a clinic, answers of two sides."""
    chance = random.Random(7)
    for n in range(number):
        area = chance.choice(AREAS)
        yield {
            "format": "klagerejsen-journey",
            "version": 1,
            "id": f"rejse-{n}",
            "title": f"Rejse {n}",
            "area": area,
            "consulted": ["citizen", "authority"],
            "actors": _actors(area),
            "events": list(_events(chance, date(2022, 1, 3) + timedelta(chance.randrange(365 * YEARS)))),
            "causes": [
                {"code": code, "primary": place == 0}
                for place, code in enumerate(sorted(set(chance.choices(CAUSES, range(1, 15), k=chance.randrange(6)))))
            ],
        }


def _actors(area: str) -> list[dict[str, str]]:
    units = [
        {"id": f"m{n}", "label": f"Sagsbehandler {n}", "perspective": "authority", "unit": f"{area} {n % 4}"}
        for n in range(6)
    ]
    citizen = {"id": "b", "label": "Borgeren", "role": "citizen", "perspective": "citizen"}
    return [citizen, *units, {"id": "s", "label": "Skolen", "perspective": "external", "unit": "Skolen"}]


def _events(chance: random.Random, day: date) -> Iterator[dict[str, Any]]:
    people = ("b", "s", *(f"m{n}" for n in range(6)))
    for n in range(EVENTS):
        day += timedelta(chance.choice((1, 3, 7, 14, 30, 45)))
        kind = chance.choice(KINDS)
        event: dict[str, Any] = {
            "id": f"E{n}",
            "date": str(day),
            "type": kind,
            "title": f"Hændelse {n}",
            "from": [chance.choice(people)],
            "to": [chance.choice(people)],
            "topic": chance.choice(("støtte", "klage", "budget")),
            "expects_reply": kind in ("enquiry", "information_request", "reminder", "application"),
            "perspectives": {
                side: {"known": "known", "score": chance.randint(-2, 2)}
                for side in ("citizen", "authority")
                if chance.random() < 0.5
            },
        }
        if chance.random() < 0.05:
            event["causes"] = [{"code": chance.choice(CAUSES), "text": None}]
        yield event


def furnish(folder: Path, number: int) -> None:
    """Write a team with so many journeys, row by row as an import would and without its checks."""
    from flask_migrate import upgrade
    from sqlalchemy import insert

    from klagerejsen.accounts import services as accounts
    from klagerejsen.codes import MemberRole
    from klagerejsen.extensions import db
    from klagerejsen.journeys import services
    from klagerejsen.journeys.documents import journey_from
    from klagerejsen.journeys.models import Actor, Answer, Event, Journey, JourneyCause

    with application(folder).test_request_context():
        upgrade()
        team = accounts.add_team("team", "Team")
        accounts.add_user(MAIL, "Facilitator", PASSWORD, team, MemberRole.ADMINISTRATOR)
        services.seed_team(team)
        ids = {model: count(1) for model in (Journey, Actor, Event, Answer, JourneyCause)}
        rows: dict[Any, list[dict[str, Any]]] = {model: [] for model in ids}

        def add(row: Any, **refers: int) -> int:
            key = next(ids[type(row)])
            given = {name: value for name, value in vars(row).items() if name in row.__table__.columns}
            rows[type(row)].append({**given, **refers, "id": key})
            return key

        def write() -> None:
            for model, those in rows.items():
                keys = {key for row in those for key in row}
                db.session.execute(insert(model.__table__), [dict.fromkeys(keys) | row for row in those])
                those.clear()

        for n, document in enumerate(documents(number), start=1):
            journey = journey_from(document)
            journey.seq = 1
            key = add(journey, team_id=team.id)
            for actor in journey.actors:
                add(actor, journey_id=key)
            for cause in journey.causes:
                add(cause, journey_id=key)
            for event in journey.events:
                event_key = add(event, journey_id=key)
                for answer in event.answers:
                    add(answer, event_id=event_key)
            if n % 500 == 0:
                write()
        if rows[Journey]:
            write()
        db.session.commit()


def application(folder: Path) -> Any:
    """Build the application on a folder."""
    from klagerejsen import create_app
    from klagerejsen.settings import Settings

    key = "only for measuring, and long enough for it"
    return create_app(Settings(data_dir=folder, database_url=f"sqlite:///{folder}/klagerejsen.db", secret_key=key))


def timed(work: Callable[[], object]) -> float:
    """Return how long it took, in seconds."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def peak() -> int:
    """Return the most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fill(folder: Path) -> dict[str, float]:
    """Work out all journeys for the first time."""
    from klagerejsen.insights import keeping

    app = application(folder)
    keeping.forget(app, 1)
    took = timed(lambda: keeping.bring_up(app, 1))
    return {"first filling": took, "processor": time.process_time(), "peak": peak()}


def visit(folder: Path, warm: int) -> dict[str, float]:
    """Ask for the page in a process that was just started, then again, then after a change."""
    from klagerejsen.insights import keeping

    app = application(folder)
    client = app.test_client()
    page = client.get("/login").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    client.post("/login", data={"email": MAIL, "password": PASSWORD, "csrf_token": token})
    figures = {"cold": timed(lambda: _page(client)), "cold peak": peak()}
    figures["warm"] = median(timed(lambda: _page(client)) for _ in range(warm))
    figures["size kB"] = len(client.get("/insights").data) / 1000
    figures["board cold"] = timed(lambda: client.get("/journeys/17/board"))
    figures["board"] = median(timed(lambda: client.get("/journeys/17/board")) for _ in range(warm))
    steps, pages, boards = [], [], []
    for n in range(warm):
        _change(app, 17 + n)
        boards.append(timed(lambda: client.get("/journeys/40/board")))
        steps.append(timed(lambda: keeping.step(app, 1, 10)))
        pages.append(timed(lambda: _page(client)))
    return figures | {
        "one changed: board of another": median(boards),
        "one changed: stored": median(steps),
        "one changed: page": median(pages),
        "peak": peak(),
    }


def _page(client: Any) -> None:
    assert client.get("/insights").status_code == 200


def _change(app: Any, key: int) -> None:
    from klagerejsen.extensions import db
    from klagerejsen.journeys import services
    from klagerejsen.journeys.history import NOBODY
    from klagerejsen.journeys.models import Journey

    with app.test_request_context():
        journey = db.session.get(Journey, key, options=[])
        services.add_event(journey, {"date": "2025-06-01", "type": "meeting", "from": ["m1"], "to": ["b"]}, NOBODY)
        db.session.commit()


def bare(folder: Path) -> dict[str, float]:
    """Read the rows by bare sqlite3: all of the journeys' own, and all that are kept beside them."""
    connection = sqlite3.connect(next(folder.glob("*.db")))
    own = "SELECT * FROM events", "SELECT * FROM answers", "SELECT * FROM actors", "SELECT * FROM journeys"
    kept = ("SELECT * FROM contributions",)
    return {
        "bare journeys": timed(lambda: [connection.execute(query).fetchall() for query in own]),
        "bare kept": median(timed(lambda: [connection.execute(query).fetchall() for query in kept]) for _ in range(3)),
    }


PHASES = {"fill": fill, "visit": lambda folder: visit(folder, 5), "bare": bare}


def alone(phase: str, folder: Path) -> dict[str, float]:
    """Run a phase in a process of its own."""
    command = [sys.executable, __file__, "--phase", phase, "--folder", str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(folder: Path, number: int) -> dict[str, float]:
    """Return all figures of one run."""
    if not any(folder.glob("*.db")):
        furnish(folder, number)
    first = alone("fill", folder)
    visits = [alone("visit", folder) for _ in range(3)]
    found = {name: median(each[name] for each in visits) for name in visits[0]}
    filling = {"first filling": first["first filling"], "of which processor": first["processor"]}
    return {**filling, "filling peak": first["peak"], **alone("bare", folder), **found}


def main() -> int:
    """Print the figures; 1 where the page is slower than the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--journeys", type=int, default=10_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--phase", choices=PHASES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.phase:
        print(json.dumps(PHASES[options.phase](options.folder)))
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = measure(folder, options.journeys)
    print(json.dumps(found, indent=1) if options.json else "\n".join(_lines(found)))
    return int(found["cold"] >= COLD_LIMIT or max(found["warm"], found["one changed: page"]) >= WARM_LIMIT)


def _lines(found: dict[str, float]) -> Iterator[str]:
    kept = dict.fromkeys(("cold", "warm", "one changed: page"), "bare kept")
    against = {"first filling": "bare journeys", **kept}
    for name, figure in found.items():
        ratio = f"{figure / found[against[name]]:10.1f} × {against[name]}" if name in against else ""
        unit = "MB" if name.endswith("peak") else "" if name.endswith("kB") else "s"
        yield f"{name:32}{figure:10.3f} {unit:3}{ratio}"


if __name__ == "__main__":
    sys.exit(main())
