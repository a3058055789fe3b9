"""The demo: three invented cases and a register, a facilitator's login and an open workshop, served at once."""

import dataclasses
import os
import secrets
import shutil
import socket
from contextlib import suppress
from pathlib import Path

import click
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from klagerejsen import create_app, serving
from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team, User
from klagerejsen.accounts.passwords import hash_password
from klagerejsen.catalogue import spoken, translator
from klagerejsen.codes import MemberRole
from klagerejsen.demo import complaints, remitted
from klagerejsen.extensions import db
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.checking import read_document
from klagerejsen.journeys.history import Author
from klagerejsen.journeys.models import Journey
from klagerejsen.paths import DEMO_CASES
from klagerejsen.settings import PREFIX, Settings, UnsafeSettings, from_environment
from klagerejsen.web.filters import today
from klagerejsen.workshops import services as workshops
from klagerejsen.workshops.models import Workshop

EMAIL = "facilitator@demo.example"
CASE = "boern-to-teams"
PORTS_TRIED = 50
OWN_FOLDER = Path("instance") / "demo"
MARK = "this-is-a-demo"
"""The file that says of a folder that the demo made it, and may throw it away."""


def run(host: str, port: int, *, fresh: bool = False) -> None:
    """Make the demo ready where it is not, say how to get in, and serve until stopped."""
    settings = _settings(fresh=fresh)
    port = _free_port(host, port)
    if not settings.public_url:
        settings = dataclasses.replace(settings, public_url=_address(host, port))
    app = create_app(settings)
    password, code, display = prepare(app)
    serving.serve_application(
        serving.asgi_app(app), host, port, lambda _address: _welcome(settings.public_url, password, code, display)
    )


def _address(host: str, port: int) -> str:
    """Return the address that phones can reach; where the server listens everywhere, that of this machine."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        with socket.socket(type=socket.SOCK_DGRAM) as probe, suppress(OSError):
            probe.connect(("192.0.2.1", 9))  # a datagram socket sends nothing; it only chooses its own address
            host = probe.getsockname()[0]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _settings(*, fresh: bool) -> Settings:
    """Keep the demo's data apart from an installation's own; raise `UnsafeSettings` where that is not so."""
    environment, _ = dict(os.environ), translator(spoken(os.environ))
    folder = Path(environment.setdefault(PREFIX + "DATA_DIR", str(OWN_FOLDER)))
    if environment.get(PREFIX + "DATABASE_URL"):
        words = _("{url} er sat, men demoen har sine data i {folder}.")
        raise UnsafeSettings(words.format(url=PREFIX + "DATABASE_URL", folder=PREFIX + "DATA_DIR"))
    if folder != OWN_FOLDER and folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        words = _("{folder} har data, der ikke er demoens. Nævn en anden mappe i {name}.")
        raise UnsafeSettings(words.format(folder=folder, name=PREFIX + "DATA_DIR"))
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / MARK).touch()
    return from_environment(environment)


def prepare(app: Flask) -> tuple[str, str, str]:
    """Make the database, team, cases and workshop where they are missing; return password, code, display path.

    The password is new at every start: a demo left on a network is not open with yesterday's.
    """
    password = "-".join(secrets.token_hex(2) for _part in range(4))
    with app.test_request_context():
        upgrade()
        team, user = _team(password)
        workshop = _workshop(team, user)
        db.session.commit()
        return password, workshop.code, f"/display/{workshop.display_token}"


def _team(password: str) -> tuple[Team, User]:
    team = db.session.scalar(select(Team).where(Team.slug == "demo"))
    user = db.session.scalar(select(User).where(User.email == EMAIL))
    if team is not None and user is not None:
        user.password_hash = hash_password(password)
        return team, user
    # Three cases are too few to hide among, and they are invented: the demo shows every count.
    team = accounts.add_team("demo", "Demokommunen", least_journeys=1)
    user = accounts.add_user(EMAIL, "Facilitator", password, team, MemberRole.ADMINISTRATOR)
    journeys.seed_team(team)
    for path in sorted(DEMO_CASES.glob("*.json")):
        journeys.import_document(team.id, read_document(path.read_bytes()), Author(user.id))
    remitted.add(team.id, user.id, CASE, today())
    complaints.add(team.id, today())
    return team, user


def _workshop(team: Team, user: User) -> Workshop:
    query = select(Journey).where(Journey.team_id == team.id)
    cases = {journey.ref: journey for journey in db.session.scalars(query)}
    journey = cases.get(CASE) or next(iter(cases.values()))
    opened = db.session.scalar(select(Workshop).where(Workshop.journey_id == journey.id, Workshop.closed_at.is_(None)))
    return opened or workshops.start(journey, Author(user.id))


def _free_port(host: str, wanted: int) -> int:
    for port in range(wanted, wanted + PORTS_TRIED):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            if probe.connect_ex((host, port)) != 0:
                return port
    return wanted


def _welcome(url: str, password: str, code: str, display: str) -> None:
    _ = translator(spoken(os.environ))
    rows = (
        (_("Facilitator"), f"{url}/login"),
        ("", f"{EMAIL}  ·  {password}"),
        (_("Skærm"), f"{url}{display}"),
        (_("Deltagere"), f"{url}/join   " + _("kode: {code}").format(code=code)),
    )
    click.echo("\n" + _("Klagerejsen kører. Sagerne er opdigtede. Stop med Ctrl+C.") + "\n")
    for name, value in rows:
        click.echo(f"  {name:12}{value}")
    click.echo("", nl=True)
