"""How long the pages of the register take with very many complaints, against their own statements on the bare driver.

    python bench/complaints.py [--complaints 100000] [--times 15] [--folder FOLDER] [--json]
    python bench/complaints.py --database postgresql --complaints 1000000

Makes 10,000 complaints with a fixed seed by the program's own import, and the others in the database as copies of them
with numbers and references of their own (a FOLDER is kept and used again). Each page is asked for by a client in the
process that has the application. Beside it the statements about complaints that the page ran are run again on the bare
driver, every row fetched and thrown away. Times are medians in milliseconds. PostgreSQL is one that is started in the
folder and analysed; SQLite is as the program leaves it. Ends with exit code 1 where a page takes 200 ms or more.
"""

import argparse
import datetime as dt
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import event, text

from klagerejsen import create_app
from klagerejsen.accounts import services as accounts
from klagerejsen.codes import ComplaintKind, MemberRole
from klagerejsen.complaints import bringing, services
from klagerejsen.complaints.flow import ANSWERS, open_steps
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.terms import Terms
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.journeys import services as journeys
from klagerejsen.labels import THEMES
from klagerejsen.web.filters import today
from tests import databases
from tests.conftest import settings_for

LIMIT = 200.0
PATTERNS, DAYS, UNITS = 10_000, 1_825, 120
MAIL, PASSWORD = "officer@example.dk", "en lang adgangskode"
RARE = "Enhed 000"
"""A unit of which a few hundred complaints in a million are."""


def piece(chance: random.Random, number: int, day: dt.date) -> dict[str, Any]:
    unit = RARE if number % 5_000 == 0 else f"Enhed {chance.randrange(1, UNITS):03}"
    return {
        "received_on": day,
        "kind": chance.choice(tuple(ComplaintKind)),
        "area": chance.choice(("boern", "handicap", "voksne")),
        "unit": unit,
        "theme": chance.choice(tuple(THEMES)),
        "reference": f"{day:%y}-{number:05}",
    }


def walked(complaint: Complaint, chance: random.Random, last: dt.date) -> Complaint:
    """Take a new complaint as far as it would have come by a day."""
    course, day = complaint.course(), complaint.received_on
    while steps := open_steps(course):
        day += dt.timedelta(chance.randint(1, 25))
        if day > last:
            break
        step = steps[0]
        course = step.taken(course, day, chance.choice(list(ANSWERS[step.asks])) if step.asks in ANSWERS else "")
    for name in course.__dataclass_fields__:
        setattr(complaint, name, getattr(course, name))
    services.time(complaint, Terms())
    return complaint


def patterns(team_id: int) -> list[dict[str, Any]]:
    chance, last = random.Random(11), today()
    days = sorted(last - dt.timedelta(int(DAYS * chance.random() ** 1.5)) for _ in range(PATTERNS))
    made = (services.made(team_id, 0, piece(chance, n, day), Terms()) for n, day in enumerate(days))
    return [bringing.row_of(walked(one, chance, last), utcnow()) for one in made]


def fill(team_id: int, number: int) -> None:
    """Store the patterns, and as many copies of them as it takes."""
    bringing.bring_in(team_id, patterns(team_id), None)
    names = [column.name for column in Complaint.__table__.columns if column.name not in ("id", "number", "reference")]
    listed = ", ".join(names)
    copies = text(
        "WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < :most) "
        f"INSERT INTO complaints (number, reference, {listed}) "
        f"SELECT number + {PATTERNS} * n, reference || '-' || n, {listed} FROM complaints, copies"
    )
    if number > PATTERNS:
        db.session.execute(copies, {"most": number // PATTERNS - 1})
    db.session.commit()


def furnished(app: Flask, number: int) -> int:
    """Make the database where it is not there yet, and return the id of a complaint of it."""
    with app.test_request_context():
        upgrade()
        if not db.session.scalar(db.select(Complaint.id).limit(1)):
            team = accounts.add_team("team", "Team")
            journeys.seed_team(team)
            accounts.add_user(MAIL, "Klageansvarlig", PASSWORD, team, MemberRole.COMPLAINTS_OFFICER)
            db.session.commit()
            began = time.perf_counter()
            fill(team.id, number)
            print(f"{number:,} complaints made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        key = db.session.scalar(db.select(Complaint.id).order_by(Complaint.id).offset(number // 2).limit(1))
        db.session.rollback()
    if app.config["SETTINGS"].database_url.startswith("postgresql"):
        with app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    assert key
    return key


def pages(key: int) -> dict[str, str]:
    middle = today() - dt.timedelta(DAYS // 3)
    week = f"first={middle}&last={middle + dt.timedelta(6)}"
    return {
        "list": "/complaints",
        "list, deep": f"/complaints?after={middle}.{key}",
        "open": "/complaints?state=open",
        "area": "/complaints?area=boern",
        "closed, of an area": "/complaints?area=boern&state=closed",
        "unit": "/complaints?unit=Enhed+042",
        "rare unit": f"/complaints?unit={RARE.replace(' ', '+')}",
        "unit, area, kind and theme": "/complaints?unit=Enhed+042&area=boern&kind=both&theme=conduct",
        "area and theme of a week": f"/complaints?area=voksne&theme=guidance&{week}",
        "number": "/complaints?q=4711",
        "reference, whole": f"/complaints?q={middle:%y}-00042-1",
        "reference, beginning": f"/complaints?q={middle:%y}-0",
        "reference, none": "/complaints?q=findes+ikke",
        "what is due": "/complaints/due",
        "one complaint": f"/complaints/{key}",
    }


@contextmanager
def overheard() -> Iterator[list[tuple[str, Any]]]:
    """Note the statements about complaints that are run meanwhile."""
    said: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "complaint" in statement:
            said.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def bare(statements: list[tuple[str, Any]]) -> Callable[[], None]:
    """Return what runs statements on the bare driver."""
    connection = db.engine.raw_connection()

    def run() -> None:
        cursor = connection.cursor()
        for statement, parameters in statements:
            cursor.execute(statement, parameters)
            cursor.fetchall()
        connection.rollback()

    return run


def timed(run: Callable[[], object], times: int) -> float:
    run()
    found = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        found.append((time.perf_counter() - began) * 1000)
    return median(found)


def measure(app: Flask, client: FlaskClient, url: str, times: int) -> dict[str, float]:
    def page() -> None:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)

    with app.app_context():
        with overheard() as statements:
            page()
        took, floor = timed(page, times), timed(bare(statements), times)
    return {"ms": round(took, 1), "bare": round(floor, 2), "ratio": round(took / floor, 1), "n": len(statements)}


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = client.get("/login").text.split('name="csrf_token" value="')[1].split('"')[0]
    client.post("/login", data={"email": MAIL, "password": PASSWORD, "csrf_token": token})
    return client


def measured(folder: Path, number: int, times: int) -> dict[str, dict[str, float]]:
    app = create_app(settings_for(folder))
    key = furnished(app, number)
    client = signed_in(app)
    return {name: measure(app, client, url, times) for name, url in pages(key).items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--complaints", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=15)
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
        print(
            f"{name:28} {row['ms']:8.1f} ms   bare {row['bare']:8.2f} ms   ratio {row['ratio']:6.1f}   {row['n']:.0f}"
        )
    return int(any(row["ms"] >= LIMIT for row in found.values()))


if __name__ == "__main__":
    sys.exit(main())
