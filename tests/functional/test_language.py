"""Two languages: every page is whole in English, and no template or script has words of its own."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from jinja2 import Environment

from klagerejsen.access.guard import access_of
from klagerejsen.access.permissions import Permission
from klagerejsen.accounts.models import Team
from klagerejsen.analysis import analyse, read_journey
from klagerejsen.extensions import db
from klagerejsen.insights import behind, causes
from klagerejsen.journeys import services as journeys
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Actor, Event
from klagerejsen.paths import PACKAGE, STATIC, TRANSLATIONS
from klagerejsen.workshops.models import Ballot, Participant
from tests.conftest import STRANGER, demo_document
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room

pytestmark = pytest.mark.sqlite

OWN_WORDS = {"title", "subtitle", "summary", "label", "unit", "description", "artefact", "topic", "source", "text",
             "note", "basis", "owner", "measure", "evidence", "happened", "wished", "why", "prevent"}  # fmt: skip
NOT_PAGES = {"static", "health.alive", "board.journey", "intake.whole", "live.stream",
             "posters.poster", "workshops.display", "workshops.aside", "intake.show", "intake.mapping",
             "intake.mapping_file", "intake.check", "intake.text", "intake.log", "workshops.worker",
             "insights.pattern", "archives.show", "archives.take", "archives.check", "archives.done",
             "causes_poster.poster", "handouts.file", "minifokus.asked", "minifokus.calendar", "prints.show",
             "prints.take"}  # fmt: skip
"""Files, streams and redirects; the poster, the place beside the room, files on their way and patterns across
journeys have own tests."""
NOT_PAGES |= {"complaints.columns_of", "complaints.check", "complaints.satisfaction"}
SHOWN_ATTRIBUTES = ("alt", "aria-label", "aria-description", "label", "placeholder", "title")
CODES = ("data-module", "data-states")
"""Attributes for our scripts that list codes; other data- attributes may carry words."""
SMALL_WORDS = re.compile(r"\b(af|eller|fra|ikke|kan|med|og|som|til|uden|var)\b")
SAME_IN_BOTH = {"Klagerejsen", "Dansk", "English", "ABC 123", "CSV", "Excel", "JSON", "PNG", "QR", "SVG"}


def neutral(value: Any, names: dict[str, str], key: str = "") -> Any:
    """Replace every word people wrote by a marker of no language; the same words by the same marker."""
    if isinstance(value, dict):
        return {name: neutral(inner, names, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [neutral(inner, names, key) for inner in value]
    if isinstance(value, str) and key in OWN_WORDS:
        return names.setdefault(value, f"XQ{len(names) + 1}")
    return value


def neutral_case(ref: str, judged: bool) -> dict[str, Any]:
    document = neutral(demo_document(), {})
    kept = {} if judged else {"findings": [], "learning": {}, "actions": []}
    return {**document, "id": ref, "legal_basis": [], **kept}


@pytest.fixture
def cases(app: Flask) -> list[int]:
    """Two cases of a team without others: one that was judged in a workshop, one as the analysis left it."""
    with app.test_request_context():
        team = db.session.execute(db.select(Team).where(Team.slug == "other")).scalar_one()
        team.least_journeys = 1
        found = [journeys.import_document(team.id, neutral_case(f"xq-{n}", n == 1), NOBODY).id for n in (1, 2)]
        db.session.commit()
    return found


def english(client: CheckingClient) -> CheckingClient:
    assert client.send("/language", {"language": "en"}).status_code == 303
    return client


@pytest.fixture
def reader(cases: list[int], signed_in: Callable[[str], CheckingClient]) -> CheckingClient:
    return english(signed_in(STRANGER))


@cache
def danish() -> tuple[re.Pattern[str], ...]:
    """Return every piece of Danish text that is not also said somewhere in English."""
    with (TRANSLATIONS / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        pairs = [(str(message.id), str(message.string)) for message in read_po(file) if message.id]
    said = "\n".join(words for _danish, words in pairs)
    pieces = {piece.strip(" .,:;()") for text, words in pairs if text != words for piece in _literal(text)}
    sought = (_whole(piece) for piece in sorted(pieces) if len(piece) > 3 and re.search(r"[^\W\d_]{3}", piece))
    return tuple(pattern for pattern in sought if not pattern.search(said))


def _literal(text: str) -> list[str]:
    return re.split(r"%\(\w+\)[a-z]|%%|\{\w*\}", text)


def _whole(piece: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(piece)}(?!\w)")


def _for_a_script_to_say(name: str, value: str) -> bool:
    words = (value[0].isupper() or " " in value) and "/" not in value
    return name.startswith("data-") and name not in CODES and words


class Words(HTMLParser):
    """Collects what a page says: its text, and the attributes that are shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style") or dict(attrs).get("lang") == "da":
            self.silent += 1
        for name, value in attrs:
            if value and (name in SHOWN_ATTRIBUTES or _for_a_script_to_say(name, value)):
                self.said.append(value)

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag in ("script", "style", "button", "span"):
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def words_of(page: str) -> str:
    parser = Words()
    parser.feed(page)
    return "\n".join(filter(None, (" ".join(text.split()) for text in parser.said)))


def words_in(value: Any) -> Iterator[str]:
    """Give every text of a JSON answer; a text that is HTML as what it says."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from words_in(inner)
    elif isinstance(value, str):
        yield words_of(value) if "<" in value else value


def left_in_danish(said: str) -> list[str]:
    found = [match[0] for pattern in danish() if (match := pattern.search(said))]
    found += [line for line in said.splitlines() if re.search("[æøåÆØÅ]", line) or SMALL_WORDS.search(line)]
    return found


class Tour:
    """Every page somebody can get, with the values its address needs."""

    def __init__(self, app: Flask, reader: CheckingClient, cases: list[int]) -> None:
        self.app, self.reader, self.case = app, reader, cases[0]
        self.room = Room(app, reader, self.case)
        self.seat = english(self.room.sit("citizen"))
        self.screen = english(self.room.show())
        self.room.steer("ballots", subject="written", dots="3")
        reader.send(f"{self.room.url}/proxies", {"label": "XQ7", "side": "citizen"})
        self.values = {"journey_id": self.case, "workshop_id": self.room.id, "code": "KOO1"} | self._rows()

    def _rows(self) -> dict[str, Any]:
        with self.app.app_context():
            event = db.session.scalars(db.select(Event).where(Event.journey_id == self.case)).first()
            actor = db.session.scalars(db.select(Actor).where(Actor.journey_id == self.case)).first()
            ballot = db.session.scalars(db.select(Ballot)).first()
            seat = db.session.scalars(db.select(Participant).order_by(Participant.id.desc())).first()
        assert event
        assert actor
        assert ballot
        assert seat
        reflection = self._reflection()
        finding = analyse(read_journey(neutral_case("xq-1", True))).findings[0]
        sent = {"received_on": "2026-03-02", "decided_on": "2026-01-02", "area": "boern", "kind": "merits"}
        page = self.reader.send("/complaints", sent).location
        return {
            "event_id": event.id, "actor_id": actor.id, "ballot_id": ballot.id, "key": finding.key,
            "reflection_id": reflection, "number": 1, "seq": self.room.lines(), "participant_id": seat.id,
            "complaint_id": int(page.split("/")[2]),
        }  # fmt: skip

    def _reflection(self) -> int:
        """Return a note of the team's with everything that one can have, about an event of the case."""
        with self.app.app_context():
            event = db.session.scalars(db.select(Event.id).where(Event.journey_id == self.case)).first()
        begun = self.reader.send(f"/journeys/{self.case}/minifokus", {"event": event}).location
        self.reader.send(
            begun, {"title": "XQ11", "version": "1", "why": "Why did you wait?", "actions-0-title": "XQ12"}
        )
        self.reader.send(f"{begun}/sharing", {"shared": "yes"})
        return int(begun.rsplit("/", 1)[1])

    def pages(self) -> Iterator[tuple[CheckingClient, str]]:
        adapter = self.app.url_map.bind("localhost")
        for rule in self.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint not in NOT_PAGES:
                values = {name: self.values[name] for name in rule.arguments}
                if rule.endpoint == "workshops.join" and values:
                    values = {"code": self.room.code}
                yield self._reader_of(rule.endpoint), adapter.build(rule.endpoint, values, method="GET")

    def _reader_of(self, endpoint: str) -> CheckingClient:
        readers = {Permission.TAKE_PART: self.seat, Permission.SEE_SCREEN: self.screen}
        permission = access_of(self.app.view_functions[endpoint])
        return readers.get(permission, self.reader) if isinstance(permission, Permission) else self.reader

    def listen(self, client: CheckingClient, url: str, status: int = 200) -> None:
        part = {"HX-Request": "true"} if url.endswith("/card") else {}
        answer = client.get(url, headers=part)
        assert answer.status_code == status, (url, answer.status_code)
        said = "\n".join(words_in(answer.json)) if answer.is_json else words_of(answer.text)
        assert left_in_danish(said) == [], url
        if not answer.is_json and "<html" in answer.text:
            assert '<html lang="en"' in answer.text, url


@pytest.fixture
def tour(app: Flask, reader: CheckingClient, cases: list[int]) -> Tour:
    return Tour(app, reader, cases)


def test_every_page_is_whole_in_english(tour: Tour) -> None:
    heard = 0
    for client, url in tour.pages():
        tour.listen(client, url)
        heard += 1
    assert heard > 30


def test_a_case_as_the_analysis_left_it_is_whole_in_english(tour: Tour, cases: list[int]) -> None:
    findings = analyse(read_journey(neutral_case("xq-2", False))).findings
    assert len(findings) > 5
    board = f"/journeys/{cases[1]}"
    for url in (f"{board}/board", f"{board}/findings", f"{board}/timeline"):
        tour.listen(tour.reader, url)
    for finding in findings:
        tour.listen(tour.reader, f"{board}/findings/{finding.key}/card")


def test_many_journeys_are_compared_in_english(tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "MOST_COLUMNS", 0)
    monkeypatch.setattr(causes, "MOST_LINKS", 1)
    monkeypatch.setattr(behind, "PER_PAGE", 1)
    tour.listen(tour.reader, "/insights")
    page = tour.reader.get("/insights").text
    links = {unescape(link) for link in re.findall(r'href="(/insights/(?:causes|patterns)/[^"]+)"', page)}
    assert {link.split("/")[3].split("?")[0] for link in links if "/patterns/" in link} >= {"together", "between"}
    for link in links:
        tour.listen(tour.reader, link)


def test_a_workshop_speaks_english_from_the_first_phase_to_the_last(tour: Tour) -> None:
    room = tour.room
    room.answer(tour.seat, 1, "known", -2, "XQ901")
    room.note(tour.seat, "XQ902", 1)
    room.note(tour.seat, "XQ903")
    phases = ("frame", "reconstruct", "perspectives", "reveal", "dynamics", "causes", "actions", "close")
    for phase in phases:
        room.steer("phase", phase=phase)
        if phase == "reveal":
            room.steer("reveal")
        for client, page in ((tour.reader, "console"), (tour.seat, "phone"), (tour.screen, "screen")):
            tour.listen(client, f"{room.url}/{page}")
    tour.listen(tour.seat, room.card(1))
    for audience, client in (("facilitator", tour.reader), ("screen", tour.screen), ("participant", tour.seat)):
        tour.listen(client, f"/journeys/{tour.case}/changes?after=1&as={audience}")
    tour.listen(tour.reader, f"/journeys/{tour.case}/changes/list")
    ballot = f"ballots/{tour.values['ballot_id']}"
    tour.listen(tour.seat, f"{room.url}/phone/{ballot}")
    room.steer(f"{ballot}/closure", closed="yes")
    room.steer(f"{ballot}/showing", shown="yes")
    tour.listen(tour.seat, f"{room.url}/phone/{ballot}")
    for client, page in ((tour.reader, "console"), (tour.screen, "screen")):
        tour.listen(client, f"{room.url}/{page}")
    room.steer("closure", closed="yes")
    for client, page in ((tour.reader, "console"), (tour.screen, "screen")):
        tour.listen(client, f"{room.url}/{page}")
    tour.listen(tour.seat, f"{room.url}/phone", status=410)


def test_those_beside_the_room_are_spoken_to_in_english(app: Flask, tour: Tour) -> None:
    room, newcomer = tour.room, english(new_client(app))
    room.steer("approval", approves="yes")
    assert newcomer.send("/join", {"code": room.code, "side": "external"}).status_code == 303
    tour.listen(newcomer, "/aside")
    tour.listen(tour.reader, f"{room.url}/console")
    with app.app_context():
        last = db.session.scalars(db.select(Participant).order_by(Participant.id.desc())).first()
    assert last
    room.steer(f"participants/{last.id}/removal")
    tour.listen(newcomer, "/aside")


def test_a_poster_in_english_has_no_danish_on_it(reader: CheckingClient, cases: list[int]) -> None:
    for case in cases:
        drawing = reader.get(f"/journeys/{case}/poster.svg?size=a1&language=en").text
        assert "Timeline, " in drawing
        assert left_in_danish(words_of(drawing)) == []


REFUSED = [
    ("/login", {"email": "a@b.dk", "password": "no"}, 403),
    ("/join", {"code": "", "side": ""}, 422),
    ("/join", {"code": "AAA 111", "side": "citizen"}, 404),
    ("/nowhere", None, 404),
]


@pytest.mark.parametrize(("url", "data", "status"), REFUSED)
def test_a_refusal_is_said_in_english(app: Flask, url: str, data: dict | None, status: int) -> None:
    client = english(new_client(app))
    answer = client.get(url) if data is None else client.send(url, data)
    assert answer.status_code in (status, 422)
    assert left_in_danish(words_of(answer.text)) == []


DATES = ("", "31/2-2024", "12/13 2024", "i går", "jul 2024", "12. marts", "05-06-07", "2024-05-01/2024-01-01", "xyz")


@pytest.mark.parametrize("date", DATES)
def test_a_date_is_asked_back_in_english(reader: CheckingClient, cases: list[int], date: str) -> None:
    answer = reader.send(f"/journeys/{cases[0]}/events/new", {"date": date, "title": "XQ", "version": "0"})
    said = words_of(answer.text).replace(date or "\0", "")
    assert left_in_danish(said) == []


def test_a_file_is_refused_in_english(reader: CheckingClient) -> None:
    document = neutral_case("xq-3", judged=True)
    document["events"][0]["date"] = "2024-02-31"
    document["events"][1]["from"] = ["nobody"]
    wrong = {**document, "actors": [{"id": 1}], "colour": "blue", "title": "x" * 999}
    for piece in (json.dumps(document), json.dumps(wrong), "[]", "{", "[" * 9999):
        answer = reader.send("/journeys/import", {"document": piece})
        assert answer.status_code == 422
        assert left_in_danish(words_of(answer.text)) == []


# What is written in the templates and the scripts


def raw_words(source: str) -> list[str]:
    """Return what a template says outside of Jinja: text with letters, and attributes that are shown."""
    source = re.sub(r"{% block \w+_class %}.*?{% endblock %}", "", source)
    bare = "".join(
        value if kind == "data" else "0" if kind == "variable_begin" else ""
        for _line, kind, value in Environment(trim_blocks=True, autoescape=True).lex(source)
    )
    lines = [re.sub(r'[\w-]+="[^"]*"', "", line).strip("· 0") for line in words_of(bare).splitlines()]
    return [line for line in lines if re.search(r"[^\W\d_]{2}", line) and line not in SAME_IN_BOTH]


@pytest.mark.parametrize("path", sorted((PACKAGE.parent / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_a_template_has_no_words_outside_the_catalogue(path) -> None:
    assert raw_words(path.read_text("utf-8")) == []


def test_raw_words_are_found_where_they_are() -> None:
    assert raw_words('<p title="Hej du">Goddag {{ _("verden") }}</p>') == ["Hej du", "Goddag"]
    assert raw_words('<p class="a b">{{ _("Hej") }} · {% if x %}{{ y }}{% endif %}</p>') == []


TOKENS = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)", re.DOTALL
)
SHOWN = re.compile(
    r"(?:\.(?:textContent|innerText|innerHTML|title|placeholder|alt|ariaLabel)\s*\+?=\s*"
    r"|setAttribute\(\s*[\"'](?:aria-label|title|alt|placeholder)[\"'],\s*)[\"'`][^\"'`]*[^\W\d_]{2}"
)
SENTENCE = re.compile(r"^[^\W\d_]+(?:[ ,]+(?:\$\{[^}]*\}|[^\W\d_]+))+[.!?…]?$")
ELEMENTS = (
    "a article button code details dialog fieldset figure form header input label legend li main nav ol option output "
    "p progress section select summary svg table tbody td template textarea th time tr ul video"
)
SELECTOR = re.compile(rf"^(?:(?:{'|'.join(ELEMENTS.split())})[ ,]*)+$")
NOT_SHOWN = re.compile(r"(?:\bclass\w*: [^,}\n]*|(?:console\.\w+|new \w*Error|locks\.request)\([^;]*)$")
"""Before lists of class names, names of locks, and what is said to developers."""


def sayings(script: str) -> list[str]:
    """Return the texts of a script that look like words for people."""
    found = [match[0] for match in SHOWN.finditer(script)]
    for match in TOKENS.finditer(script):
        text = (match["text"] or "")[1:-1]
        said = SENTENCE.match(text) and not (NOT_SHOWN.search(script[: match.start()]) or SELECTOR.match(text))
        if said or re.search("[æøåÆØÅ]", text):
            found.append(text)
    return found


OWN_SCRIPTS = sorted((STATIC / "js").rglob("*.js"))


@pytest.mark.parametrize("path", OWN_SCRIPTS, ids=lambda path: str(path.relative_to(STATIC)))
def test_a_script_has_no_words_of_its_own(path) -> None:
    assert sayings(path.read_text("utf-8")) == []


def test_words_in_a_script_are_found_where_they_are() -> None:
    assert sayings('status.textContent = "Gemt"') == ['.textContent = "Gemt']
    assert sayings("say(`Flyttet til ${day}`)") == ["Flyttet til ${day}"]
    assert sayings('// not this\nconsole.warn("Could not draw"); find("#card a"); mark("Ændret")') == ["Ændret"]
    assert len(OWN_SCRIPTS) > 30


def test_the_word_for_a_code_that_a_template_names_is_said_to_each_in_their_language(app: Flask) -> None:
    template = app.jinja_env.from_string('{{ "closed"|label("complaint_state") }}')
    said = []
    for language in ("da", "en", "da"):
        with app.test_request_context(headers={"Accept-Language": language}):
            said.append(template.render())
    assert said == ["Afsluttet", "Closed", "Afsluttet"]
