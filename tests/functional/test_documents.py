"""Import then export gives the same document; a bad file changes nothing and says where and why."""

import json
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from klagerejsen.extensions import db
from klagerejsen.journeys import queries, services
from klagerejsen.journeys.checking import NotAJourney, read_document
from klagerejsen.journeys.documents import document_from
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Event, Journey
from klagerejsen.paths import DEMO_CASES
from tests.conftest import demo_document
from tests.databases import environment
from tests.strategies import SCHEMA, documents


def as_bytes(document: dict) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def through(team_id: int, document: dict) -> dict:
    services.import_document(team_id, read_document(as_bytes(document)), NOBODY, replace=True)
    db.session.commit()
    db.session.expire_all()
    journey = queries.journey_by_ref(team_id, document["id"])
    assert journey is not None
    return document_from(journey)


@pytest.mark.parametrize("path", sorted(DEMO_CASES.glob("*.json")), ids=lambda path: path.stem)
def test_a_demo_case_comes_out_as_it_went_in_to_the_order_of_its_properties(team, path):
    document = json.loads(path.read_text("utf-8"))
    assert json.dumps(through(team.id, document)) == json.dumps(document)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents())
def test_any_document_comes_out_as_it_went_in(team, document):
    written = through(team.id, document)
    assert written == document
    assert list(written) == [key for key in SCHEMA["properties"] if key in document], "canonical order"


def broken(change) -> bytes:
    document = demo_document()
    change(document)
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def set_at(*path):
    *steps, last, value = path

    def change(document):
        target = document
        for step in steps:
            target = target[step]
        target[last] = value

    return change


BAD = {
    "unknown property": (set_at("events", 3, "colour", "red"), "events[3]", "colour"),
    "wrong code": (set_at("events", 0, "type", "shouting"), "events[0].type", "shouting"),
    "no date at all": (set_at("events", 2, "date", "engang"), "events[2].date", ""),
    "30 February": (set_at("events", 2, "date", "2024-02-30"), "events[2].date", ""),
    "id twice": (set_at("events", 1, "id", "E01"), "events[1].id", "E01"),
    "unknown actor": (set_at("events", 4, "from", ["a99"]), "events[4].from", "a99"),
    "unknown event": (set_at("findings", 0, "events", ["E99"]), "findings[0].events", "E99"),
    "score out of range": (set_at("events", 0, "perspectives", "citizen", "score", 3), "citizen.score", "3"),
    "title too long": (set_at("title", "x" * 201), "title", "200"),
    "no title": (lambda document: document.pop("title"), "filen", "title"),
    "due date that is none": (set_at("events", 0, "reply_due", "i morgen"), "reply_due", "i morgen"),
    "half a character": (set_at("summary", "\ud83d"), "summary", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_refused_with_path_reason_and_line(request_context, name):
    change, path, word = BAD[name]
    document = demo_document()
    change(document)
    data = json.dumps(document, indent=1).encode()
    with pytest.raises(NotAJourney) as refusal:
        read_document(data)
    [fault, *_rest] = refusal.value.faults
    assert path in (fault.path or "filen")
    assert word in fault.reason
    if fault.path:
        assert fault.line is not None
        # The line is the one on which the value (or the object that lacks or exceeds something) begins.
        last = fault.path.rsplit(".", 1)[-1].split("[")[0]
        line = data.decode().splitlines()[fault.line - 1]
        assert last in line or line.strip() in ("{", "[")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"[]", 1),
        (b"not json", 1),
        (b'{"format": "klagerejsen-journey",\n "version": 1,\n}', 3),
        (b'{"a": NaN}', None),
        (b'{"a": 1, "a": 2}', None),
        ('{"title": "æ"}'.encode("latin-1"), 1),
        (b"[" * 100_000, None),
        (b'{"complaint": ' + b'{"a":' * 300 + b"1" + b"}" * 301, None),
        (b" " * 6_000_000, None),
    ],
    ids=[
        "empty",
        "a list",
        "text",
        "trailing comma",
        "NaN",
        "key twice",
        "latin-1",
        "deep list",
        "deep object",
        "huge",
    ],
)
def test_a_file_that_is_no_document_is_refused_with_a_reason(request_context, data, line):
    with pytest.raises(NotAJourney) as refusal:
        read_document(data)
    assert refusal.value.faults[0].reason
    assert refusal.value.faults[0].line == line


def test_a_bad_file_among_good_ones_changes_nothing(app, tmp_path):
    from click.testing import CliRunner

    from klagerejsen.commands import main

    good, bad = tmp_path / "god.json", tmp_path / "dårlig.json"
    document = demo_document() | {"id": "en-ny"}
    good.write_bytes(as_bytes(document))
    bad.write_bytes(broken(set_at("events", 0, "date", "engang")))
    settings_ = app.config["SETTINGS"]
    env = environment(settings_.data_dir, KLAGEREJSEN_SECRET_KEY=settings_.secret_key)
    result = CliRunner().invoke(main, ["import", "--team", "demo", str(good), str(bad)], env=env)
    assert result.exit_code == 1
    assert "dårlig.json" in result.output
    assert "events[0].date" in result.output
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Journey).where(Journey.ref == "en-ny")) == 0


def test_the_same_id_again_is_refused_unless_told_to_replace_or_keep_both(team):
    document = demo_document()
    with pytest.raises(services.AlreadyThere):
        services.import_document(team.id, document, NOBODY)
    shorter = deepcopy(document)
    shorter["events"] = shorter["events"][:1]
    shorter["findings"], shorter["causes"] = [], []
    shorter["events"][0]["causes"] = []
    replaced = services.import_document(team.id, shorter, NOBODY, replace=True)
    both = services.import_document(team.id, document, NOBODY, keep_both=True)
    assert both.ref == "boern-to-teams-2"
    count = select(func.count()).select_from(Event).where(Event.journey_id == replaced.id)
    assert db.session.scalar(count) == 1
