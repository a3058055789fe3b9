"""What a team's archive costs to make and to bring back, in time and memory, against packing the same bytes.

    python bench/archive.py                # 100 and 1,000 journeys, all with their rows
    python bench/archive.py --sizes 200    # another number

Journeys are the children's case of the demo with 25 events, each with an id of its own, on SQLite in a temporary
folder. Each step is a process of its own, as on the command line: `archive` writes everything, `import` looks it
through and stores every row in an empty database. The floor packs the bytes of the archive's files anew with
`zipfile`. Times are seconds of the processor, start of the program and reading process included, so that others on the
machine do not count; memory is the highest resident size of the process, and of the process that reads for it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

FILL = """
import json, sys
from flask_migrate import upgrade
from klagerejsen import create_app
from klagerejsen.accounts import services as accounts
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db
from klagerejsen.intake.services import import_all
from klagerejsen.journeys import services
from klagerejsen.journeys.documents import journey_from
from klagerejsen.journeys.history import NOBODY
from klagerejsen.paths import DEMO_CASES

with create_app().test_request_context():
    upgrade()
    team = accounts.add_team("team", "Team")
    services.seed_team(team)
    document = json.loads((DEMO_CASES / "boern-to-teams.json").read_text("utf-8"))
    for first in range(0, int(sys.argv[1]), 50):
        made = [journey_from(document | {"id": f"sag-{first + n}"}) for n in range(50)]
        for journey in made:
            journey.team_id = team.id
        import_all(made, NOBODY)
        db.session.commit()
        db.session.expunge_all()
        db.session.info.clear()
"""
COMMAND = """
import resource, sys
from klagerejsen.commands import main
try:
    main(sys.argv[1:], standalone_mode=False)
finally:
    used = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("MEASURED", sum(each.ru_utime + each.ru_stime for each in used), *(each.ru_maxrss for each in used))
"""
FLOOR = """
import sys, time, zipfile
with zipfile.ZipFile(sys.argv[1]) as package:
    files = [(info, package.read(info)) for info in package.infolist()]
began = time.process_time()
with zipfile.ZipFile(sys.argv[1] + ".floor", "w") as package:
    for info, data in files:
        package.writestr(info.filename, data, info.compress_type)
print("MEASURED", time.process_time() - began, 0, 0)
"""
TIMES = 3
"""Each step is taken so often; the median is told."""


def measured(code: str, folder: Path, *arguments: str) -> tuple[float, float, float]:
    """Run a step; return its seconds, its megabytes and those of the processes it started."""
    env = {**os.environ, "KLAGEREJSEN_DATA_DIR": str(folder)}
    out = subprocess.run([sys.executable, "-c", code, *arguments], env=env, capture_output=True, text=True, check=True)
    line = next((line for line in out.stdout.splitlines() if line.startswith("MEASURED")), "MEASURED 0 0 0")
    seconds, own, others = map(float, line.split()[1:])
    return seconds, own / 1000, others / 1000


def measure(number: int, folder: Path) -> None:
    """Measure one size and print a row."""
    source = folder / f"team-{number}"
    measured(FILL, source, str(number))
    archives = [folder / f"{number}-{turn}.zip" for turn in range(TIMES)]
    out = [measured(COMMAND, source, "archive", str(path)) for path in archives]
    floor = [measured(FLOOR, source, str(path))[0] for path in archives]
    back = []
    for path in archives:
        target = folder / f"back-{path.stem}"
        measured(COMMAND, target, "db", "upgrade")
        back.append(measured(COMMAND, target, "import", str(path)))
    with zipfile.ZipFile(archives[0]) as package:
        unpacked = sum(info.file_size for info in package.infolist()) / 1e6
        manifest = json.loads(package.read("klagerejsen-manifest.json"))
    made, least, brought = (
        statistics.median(values) for values in ([run[0] for run in out], floor, [run[0] for run in back])
    )
    counts, rows = manifest["counts"], sum(manifest["counts"]["rows"].values())
    print(
        f"{number:6} journeys, {counts['events']:6} events, {rows:7} rows, "
        f"{unpacked:6.1f} MB in {archives[0].stat().st_size / 1e6:5.1f} MB: made in {made:5.1f} s with "
        f"{max(run[1] for run in out):4.0f} MB, packing alone {least:5.2f} s, ratio {made / least:4.1f}; back in "
        f"{brought:5.1f} s with {max(run[1] for run in back):4.0f} MB, "
        f"and {max(run[2] for run in back):4.0f} MB to look it through",
        flush=True,
    )


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    sizes = parser.parse_args().sizes
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number in sizes:
            measure(number, Path(folder))
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
