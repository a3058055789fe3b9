"""What every kind of test may use: an application on a real database with the real schema and the demo cases.

The database is SQLite; with `--database postgresql` it is PostgreSQL, and only tests that use a database run.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from unittest import mock

import hypothesis
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Browser, sync_playwright
from werkzeug.routing import Rule

from klagerejsen import create_app
from klagerejsen.accounts import passwords
from klagerejsen.accounts import services as accounts
from klagerejsen.accounts.models import Team
from klagerejsen.codes import MemberRole
from klagerejsen.extensions import db, limiter
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.checking import read_document
from klagerejsen.journeys.history import NOBODY
from klagerejsen.paths import DEMO_CASES
from klagerejsen.settings import Settings
from tests import databases

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "en lang adgangskode"
FACILITATOR, STRANGER = "facilitator@example.dk", "fremmed@example.dk"
# Every test signs somebody in: as argon2id as any other hash, but not made to take long.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
Number = TypeVar("Number", int, float)


class Compiled(BytecodeCache):
    """The templates, compiled once a run: each test has an application of its own."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


# Before an application is made: making one draws already.
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


def compiled_once(compile_builder: Callable[..., object]) -> Callable[..., object]:
    """Compile what builds the address of a rule once a run: that is half of what making an application takes."""
    known: dict[tuple[object, ...], object] = {}

    def compiled(rule: Rule, append_unknown: bool = True) -> object:
        key = (tuple(rule._trace), repr(rule.defaults), append_unknown)
        return known[key] if key in known else known.setdefault(key, compile_builder(rule, append_unknown))

    return compiled


Rule._compile_builder = compiled_once(Rule._compile_builder)


@pytest.fixture(scope="session")
def at_length(pytestconfig: pytest.Config) -> Callable[[Number, Number], Number]:
    """Choose how long an experiment lasts: `at_length(every_day, full)`."""
    full = pytestconfig.getoption("at_full_length")
    return lambda every_day, longest: longest if full else every_day


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite", help="the database of the tests")
    parser.addoption(
        "--at-full-length", action="store_true", help="inject faults for as long as docs/faults.md says, not shortened"
    )


def pytest_configure(config: pytest.Config) -> None:
    # A busy machine fails no property; and every day half as many examples are drawn as at full length.
    hypothesis.settings.register_profile(
        "ours", deadline=None, max_examples=100 if config.getoption("at_full_length") else 50
    )
    hypothesis.settings.load_profile("ours")
    config.addinivalue_line("markers", "sqlite: about SQLite, or what no database changes; not run on PostgreSQL")
    config.addinivalue_line("markers", "postgresql: about PostgreSQL alone; run with --database postgresql")
    if config.getoption("database") == "postgresql":
        config.add_cleanup(databases.begin_postgresql())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    database = config.getoption("database")
    # The first browser leaves a loop running in this thread for good; who needs a loop of their own goes before it.
    items.sort(key=_in_browser)
    wanted = [item for item in items if _is_for(database, item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
    items[:] = wanted


def _in_browser(item: pytest.Item) -> bool:
    return "browser" in item.fixturenames


def _is_for(database: str, item: pytest.Item) -> bool:
    only = next((name for name in ("sqlite", "postgresql") if item.get_closest_marker(name)), None)
    if database == "sqlite" or only:
        return only in (None, database)
    # What a browser does depends on no database.
    return not _in_browser(item) and not {"furnished", "empty"}.isdisjoint(item.fixturenames)


def settings_for(folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        database_url=databases.url_of(folder),
        secret_key="only for tests, and long enough for them",
    )


def demo_document(name: str = "boern-to-teams") -> dict:
    return json.loads((DEMO_CASES / f"{name}.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two teams, their facilitators and the demo cases, made once and copied for every test."""
    return furnish(tmp_path_factory.mktemp("furnished"))


def furnish(folder: Path) -> Path:
    app = create_app(settings_for(folder))
    with app.test_request_context(), mock.patch.object(passwords, "_hasher", QUICK):
        upgrade()
        team = accounts.add_team("demo", "Demokommunen", least_journeys=1)
        accounts.add_user(FACILITATOR, "Facilitator", PASSWORD, team, MemberRole.ADMINISTRATOR)
        other = accounts.add_team("other", "Nabokommunen")
        accounts.add_user(STRANGER, "Fremmed", PASSWORD, other, MemberRole.ADMINISTRATOR)
        for tenant in (team, other):
            journeys.seed_team(tenant)
        for path in sorted(DEMO_CASES.glob("*.json")):
            journeys.import_document(team.id, read_document(path.read_bytes()), NOBODY)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def data_dir(furnished: Path, tmp_path: Path) -> Iterator[Path]:
    yield databases.copy(furnished, tmp_path / "data")
    databases.drop(tmp_path / "data")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    """A folder for a database in which there is nothing yet."""
    yield tmp_path / "data"
    databases.drop(tmp_path / "data")


@pytest.fixture
def app(data_dir: Path) -> Iterator[Flask]:
    app = create_app(settings_for(data_dir))
    app.testing = True
    limiter.reset()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def team(request_context: None) -> Team:
    team = db.session.execute(db.select(Team).where(Team.slug == "demo")).scalar_one()
    # No transaction stays open while a test thinks about what to do.
    db.session.commit()
    return team


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of a run: every person gets a context of their own in it."""
    path = os.environ.get("KLAGEREJSEN_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "The browser tests need a Chromium: install it, or name it in KLAGEREJSEN_CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
