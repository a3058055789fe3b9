"""How long a table of 100,000 rows takes from the upload to its preview, and what it costs in memory.

Run: python bench/intake.py [--python ONE-WITH-PANDAS]; where others use the machine, behind `chrt -r 1`.

A real server takes the file as a browser sends it, has it read by the parsing process, is asked for the progress as the
page asks, and shows the page of columns with the first rows as events. Meanwhile the list of journeys is asked for ten
times a second. The yardsticks, in the same run and each in a process of its own, are pandas.read_csv and a bare loop of
csv.reader over the same file. Times are in seconds, memory is the peak resident set in MB.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from flask_migrate import upgrade

from klagerejsen import create_app
from klagerejsen.accounts import services as accounts
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.checking import read_document
from klagerejsen.journeys.history import NOBODY
from klagerejsen.paths import DEMO_CASES
from tests.conftest import FACILITATOR, PASSWORD, STRANGER, settings_for
from tests.faults.test_hostile_files import children_of, memory_of, send
from tests.live_room import Room, furnish, serving

YARDSTICKS = {
    "csv.reader": "import csv,sys; n=sum(1 for _ in csv.reader(open(sys.argv[1], encoding='cp1252', newline=''), "
    "delimiter=';'))",
    "pandas.read_csv": "import pandas,sys; n=len(pandas.read_csv(sys.argv[1], sep=';', encoding='cp1252'))",
}
PEAK = "; print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))"
TEXT = "mor ringer rykker for svar på ansøgningen og får besked om at sagen ligger hos en anden rådgiver"


def table(rows: int, path: Path) -> None:
    """Write a journal as a case system exports it: Windows-1252, semicolons, ten columns, quoted texts."""
    chance = random.Random(7)
    kinds, channels = ("Henvendelse", "Afgørelse", "Rykker", "Sagsnotat"), ("Telefon", "Digital Post", "Brev")
    with path.open("w", encoding="cp1252", newline="") as out:
        out.write("Sagsnr;Dato;Kl;Notattype;Afsender;Modtager;Kanal;Emne;Notat;Beløb\r\n")
        for number in range(rows):
            text = " ".join(chance.choices(TEXT.split(), k=12))
            out.write(
                f"24/{number // 12:06d};{number % 28 + 1:02d}-{number % 12 + 1:02d}-2024;{number % 24:02d}:15;"
                f"{chance.choice(kinds)};Enhed {chance.randrange(40)};Borger;{chance.choice(channels)};Aflastning;"
                f'"{text.capitalize()}; {number}.";{chance.randrange(10**6) / 100:.2f}\r\n'.replace(".", ",", 1)
            )


def yardstick(python: str, code: str, path: Path) -> tuple[float, int] | None:
    """Return seconds and peak memory of a bare reading, None where its library is not there."""
    began = time.perf_counter()
    found = subprocess.run([python, "-c", code + PEAK, str(path)], capture_output=True, text=True)
    took = time.perf_counter() - began
    return (took, int(found.stdout) // 1000) if found.returncode == 0 else None


def room(folder: Path) -> Room:
    app = create_app(settings_for(folder))
    with app.test_request_context():
        upgrade()
        team = accounts.add_team("demo", "Demokommunen", least_journeys=1)
        accounts.add_user(FACILITATOR, "Facilitator", PASSWORD, team, MemberRole.ADMINISTRATOR)
        accounts.add_user(STRANGER, "Fremmed", PASSWORD, team, MemberRole.ADMINISTRATOR)
        journeys.import_document(team.id, read_document((DEMO_CASES / "boern-to-teams.json").read_bytes()), NOBODY)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return furnish(folder)


def measure(place: Room, data: bytes) -> dict[str, float]:
    """Bring the file once; return what was seen."""
    person, over = place.person("facilitator"), threading.Event()
    seen = {"server": place.memory(), "worker": 0}
    pages: list[float] = []

    def watch() -> None:
        while not over.wait(0.02):
            seen["server"] = max(seen["server"], place.memory())
            seen["worker"] = max(seen["worker"], *map(memory_of, children_of(place.process.pid)), 0)

    def ask() -> None:
        someone = place.person("facilitator")
        while not over.wait(0.1):
            began = time.perf_counter()
            someone.get("/")
            pages.append(time.perf_counter() - began)

    before = place.memory()
    threads = [threading.Thread(target=work) for work in (watch, ask)]
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    answer = send(person, "journal.csv", data)
    assert answer.status == 303, answer.text[:500]
    uploaded = time.perf_counter() - began
    where, told = answer.headers["Location"], set()
    while (page := person.get(where)).status != 303:
        told.add(re.search(r'max="100" value="(\d+)"', page.text)[1])
        time.sleep(0.05)
    parsed = time.perf_counter() - began
    shown = person.get(page.headers["Location"])
    previewed = time.perf_counter() - began
    assert shown.status == 200
    assert "Sådan bliver de første rækker" in shown.text
    over.set()
    for thread in threads:
        thread.join()
    person.post(f"{where}/removal")
    return {
        "uploaded": uploaded, "parsed": parsed, "previewed": previewed, "server before": before / 1000,
        "server": seen["server"] / 1000, "worker": seen["worker"] / 1000, "progress": len(told),
        "page p95": quantiles(pages, n=20)[-1] if len(pages) > 1 else 0.0,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has pandas, for the yardstick")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.csv"
        table(given.rows, path)
        data = path.read_bytes()
        print(f"{given.rows} rows, {len(data) / 1e6:.1f} MB")
        with serving(room(Path(folder) / "data")) as place:
            rounds = [measure(place, data) for _round in range(given.rounds)]
        found = {name: median(each[name] for each in rounds) for name in rounds[0]}
        print(json.dumps({name: round(value, 3) for name, value in found.items()}))
        for name, code in YARDSTICKS.items():
            bare = [yardstick(given.python, code, path) for _round in range(given.rounds)]
            if bare[0] is None:
                print(f"{name}: not installed")
                continue
            took, memory = median(each[0] for each in bare), bare[0][1]
            parsed = found["parsed"] - found["uploaded"]
            print(f"{name}: {took:.2f} s, {memory} MB; parsing behind the wall takes {parsed / took:.1f} times that")


if __name__ == "__main__":
    main()
