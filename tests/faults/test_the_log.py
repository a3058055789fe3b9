"""F05 and F06: twenty people at one event, and ten thousand edits and undos of one case; each test names its row."""

import datetime as dt
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import create_engine, func, select

from klagerejsen import create_app
from klagerejsen.accounts import sessions
from klagerejsen.accounts.models import User
from klagerejsen.codes import Entity, Status
from klagerejsen.extensions import db
from klagerejsen.journeys import history, queries, services, undoing
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Actor, Change, Event, Finding, Journey, JourneyCause
from tests import databases
from tests.conftest import FACILITATOR, settings_for
from tests.live_room import Answer, Person, Room, cookie, furnish, serving

EDITORS = 20


# F05: everybody saves at once; who came second is shown both texts, and saves again


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory) -> Iterator[Room]:
    folder = databases.copy(furnished, tmp_path_factory.mktemp("clashes") / "data")
    room = furnish(folder)
    for number, cookies in enumerate(more_editors(room)):
        room.cookies[f"editor {number}"] = cookies
    with serving(room) as room:
        yield room


def more_editors(room: Room) -> list[dict[str, str]]:
    """Sign the facilitator in on twenty machines."""
    app = create_app(settings_for(room.folder))
    with app.test_request_context():
        user = db.session.scalars(db.select(User).where(User.email == FACILITATOR)).one()
        cookies = [cookie(sessions.USER, user_id=user.id) for _ in range(EDITORS)]
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return cookies


@dataclass
class Editor:
    """Somebody with the form open: what became of each press on Save, and what the page showed before it."""

    person: Person
    address: str
    statuses: list[int] = field(default_factory=list)
    # For each text that was accepted, the one that the page had shown as the present one.
    knew: dict[str, str] = field(default_factory=dict)

    def write(self, text: str, start: Barrier) -> None:
        """Open the form and save with all the others; where somebody was first, read both texts and save again."""
        fields = form_of(self.person.get(self.address).text)
        theirs = fields["title"]
        start.wait(30)
        while (answer := self.person.post(self.address, **fields | {"title": text})).status == 409:
            self.statuses.append(answer.status)
            mine, theirs = both_texts(answer)
            fields = form_of(answer.text)
            assert mine == fields["title"] == text != theirs
        self.statuses.append(answer.status)
        self.knew[text] = theirs


def both_texts(answer: Answer) -> tuple[str, str]:
    """Read the title of the reader and that of the other out of the answer to who came second."""
    found = re.search(r'<tr><th scope="row">[^<]*</th><td>([^<]*)</td><td>([^<]*)</td>', answer.text)
    assert found, answer.text[:300]
    return found[1], found[2]


def form_of(page: str) -> dict[str, str]:
    """Read what the event form on a page would send, text fields and choices."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(one for one in tree.iter("form") if one.get("class") == "event-form")
    sent = {}
    for one in form.iter("input"):
        if one.get("type") not in ("checkbox", "radio", "submit") or "checked" in one.attrib:
            sent[one.get("name")] = one.get("value", "")
    sent |= {one.get("name"): "".join(one.itertext()).removeprefix("\n") for one in form.iter("textarea")}
    for one in form.iter("select"):
        chosen = [option.get("value", "") for option in one.iter("option") if "selected" in option.attrib]
        sent[one.get("name")] = chosen[0] if chosen else ""
    return {name: value for name, value in sent.items() if name and name != "csrf_token"}


def test_f05_of_twenty_editors_of_one_event_each_is_accepted_or_shown_both_texts(room: Room, at_length) -> None:
    rounds, address = at_length(1, 20), f"/journeys/{room.journey_id}/events/{room.events[3]}/edit"
    editors = [Editor(room.person(f"editor {number}"), address) for number in range(EDITORS)]
    start, before = Barrier(EDITORS), room.latest()

    def work(number: int) -> None:
        for turn in range(rounds):
            editors[number].write(f"Titel {turn}.{number}", start)

    with ThreadPoolExecutor(EDITORS) as pool:
        list(pool.map(work, range(EDITORS)))
    said = Counter(status for editor in editors for status in editor.statuses)
    knew = {text: shown for editor in editors for text, shown in editor.knew.items()}
    written = titles_written(room, before)
    # A text is lost where somebody wrote over it without having been shown it.
    lost = [replaced for replaced, text in written if knew[text] != replaced]
    print(
        f"\nF05: {said.total()} saves by {EDITORS} editors: {said[303]} accepted, {said[409]} shown both texts;"
        f" lost updates {len(lost)}"
    )
    assert set(said) == {303, 409}
    assert said[303] == len(written) == EDITORS * rounds
    assert lost == []


def titles_written(room: Room, after: int) -> list[tuple[str, str]]:
    """Return what each accepted save replaced and wrote, in the order of the change log."""
    query = (
        "SELECT before, after FROM changes WHERE journey_id = :case AND seq > :after AND entity = 'event' ORDER BY seq"
    )
    lines = room.rows(query, case=room.journey_id, after=after)
    return [(title(before), title(after)) for before, after in lines]


def title(piece: str | dict) -> str:
    """Read the title of an event in the log; SQLite keeps JSON as text."""
    return (json.loads(piece) if isinstance(piece, str) else piece)["title"]


# F06: whatever is done to a case, undo takes it back, and the log tells it again


KINDS: dict[Entity, Any] = {
    Entity.ACTOR: Actor,
    Entity.EVENT: Event,
    Entity.FINDING: Finding,
    Entity.CAUSE: JourneyCause,
    Entity.JOURNEY: Journey,
}
State = dict[tuple[Entity, int], dict[str, Any] | None]
MOST_OF_A_KIND = 25


class Editing:
    """Random work on one case in a SQLite file, one transaction a step."""

    def __init__(self, journey: Journey, seed: int) -> None:
        self.id, self.dice, self.counts = journey.id, random.Random(seed), Counter()
        self.first, self.origin = history.latest_number(journey.id), state_of(journey.id)

    @property
    def journey(self) -> Journey:
        return db.session.get_one(Journey, self.id)

    def step(self) -> None:
        """Do one thing, commit it, and hold it to what it promises."""
        name = self.dice.choice(STEPS)
        wanted = getattr(self, name)()
        db.session.commit()
        db.session.expire_all()
        self.counts[name] += 1
        assert wanted is None or state_of(self.id) == wanted, name

    def any_of(self, kind: type) -> Any:
        rows = db.session.scalars(select(kind).where(kind.journey_id == self.id, ~kind.deleted).order_by(kind.id)).all()
        return self.dice.choice(rows) if rows else None

    def words(self) -> str:
        return "".join(self.dice.choices("abc æøå ÆØÅ–” ", k=self.dice.randrange(1, 12))).strip() or "x"

    def people(self) -> list[str]:
        refs = db.session.scalars(select(Actor.ref).where(Actor.journey_id == self.id, ~Actor.deleted)).all()
        return self.dice.sample(refs, k=min(len(refs), self.dice.randrange(3)))

    def piece(self) -> dict[str, Any]:
        day = dt.date(2024, 1, 1) + dt.timedelta(self.dice.randrange(700))
        return {"date": day.isoformat(), "title": self.words(), "from": self.people(), "to": self.people()}

    def few(self, kind: type) -> bool:
        query = select(func.count(kind.id)).where(kind.journey_id == self.id, ~kind.deleted)
        return (db.session.scalar(query) or 0) < MOST_OF_A_KIND

    def add_event(self) -> None:
        if self.few(Event):
            services.add_event(self.journey, self.piece(), NOBODY)

    def edit_event(self) -> None:
        if row := self.any_of(Event):
            piece = {**(services.snapshot(row) or {}), **self.piece(), "expects_reply": self.dice.random() < 0.5}
            services.edit_event(row, piece, row.version, NOBODY)

    def remove_event(self) -> None:
        if row := self.any_of(Event):
            services.remove_event(row, row.version, NOBODY)

    def add_actor(self) -> None:
        if self.few(Actor):
            services.add_actor(self.journey, {"label": self.words(), "perspective": "external"}, NOBODY)

    def edit_actor(self) -> None:
        if row := self.any_of(Actor):
            services.edit_actor(row, {"label": self.words()}, row.version, NOBODY)

    def mark_finding(self) -> None:
        event = self.any_of(Event)
        if event and self.few(Finding):
            services.mark_finding(self.journey, {"type": "silence", "events": [event.ref]}, NOBODY)

    def judge_finding(self) -> None:
        if row := self.any_of(Finding):
            services.judge_finding(row, self.dice.choice(list(Status)), self.words(), NOBODY)

    def add_cause(self) -> None:
        if self.few(JourneyCause):
            services.add_cause(self.journey, {"code": "KOM1", "note": self.words()}, NOBODY)

    def remove_cause(self) -> None:
        if row := self.any_of(JourneyCause):
            services.remove_cause(row, NOBODY)

    def several_together(self) -> None:
        with history.together():
            for name in self.dice.sample(("edit_event", "add_actor", "edit_actor", "judge_finding", "add_cause"), k=3):
                getattr(self, name)()

    def edit_journey(self) -> None:
        services.edit_journey(self.journey, {"title": self.words()}, self.journey.version, NOBODY)

    def undo_the_last(self) -> State | None:
        return self._undo(1)

    def undo_one_of_the_last_forty(self) -> State | None:
        return self._undo(self.dice.randrange(1, 41))

    def _undo(self, back: int) -> State | None:
        """Undo the nth last change; return what the case must be then: what it was, with what was written put back."""
        lines = [one for one in history.latest(self.id, undoing.UNDOABLE, limit=back) if one.seq > self.first]
        if len(lines) < back:
            return None
        line, before = lines[-1], state_of(self.id)
        wanted = dict(before)
        for written in history.written_with(line):
            wanted[written.entity, written.entity_id] = written.before
        try:
            undoing.undo(line, NOBODY)
        except services.Clash:
            self.counts["refused"] += 1
            return before
        self.counts["undone"] += 1
        return living(wanted)

    def replayed(self) -> State:
        """Tell the whole log again, from the state in which the case was found."""
        state = dict(self.origin)
        query = select(Change).where(Change.journey_id == self.id, Change.seq > self.first).order_by(Change.seq)
        for number, line in enumerate(db.session.scalars(query), self.first + 1):
            assert line.seq == number
            assert state.get((line.entity, line.entity_id)) == line.before
            state[line.entity, line.entity_id] = line.after
        return living(state)


def living(state: State) -> State:
    return {key: piece for key, piece in state.items() if piece is not None}


STEPS = (
    "add_event", "edit_event", "edit_event", "remove_event", "add_actor", "edit_actor", "mark_finding",
    "judge_finding", "add_cause", "remove_cause", "several_together", "edit_journey", "undo_the_last", "undo_the_last",
    "undo_one_of_the_last_forty", "undo_one_of_the_last_forty",
)  # fmt: skip


def state_of(journey_id: int) -> State:
    """Read everything of a case that its log is about."""
    found: State = {}
    for entity, kind in KINDS.items():
        of_it = kind.id if kind is Journey else kind.journey_id
        for row in db.session.scalars(select(kind).where(of_it == journey_id)):
            if (piece := services.snapshot(row)) is not None:
                found[entity, row.id] = piece
    return found


def test_f06_undo_is_the_inverse_and_the_log_told_again_gives_the_case(app: Flask, team, at_length: Callable) -> None:
    steps, told_again = at_length(300, 10_000), 100
    journey = queries.journey_by_ref(team.id, "boern-to-teams")
    assert journey is not None
    work = Editing(journey, seed=6)
    for number in range(1, steps + 1):
        work.step()
        if number % told_again == 0:
            assert work.replayed() == state_of(work.id)
    counts = work.counts
    print(
        f"\nF06: {steps} steps, {counts['undone']} undone and {counts['refused']} undos refused;"
        f" log told again {steps // told_again} times; failures 0"
    )
    assert counts["undone"] > steps / 10
    assert counts["refused"] > 0
    assert kept_on_disk(work) == len(state_of(work.id))


def kept_on_disk(work: Editing) -> int:
    """Open the file anew, and count the rows that are in the case as the log leaves it."""
    engine = create_engine(db.engine.url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        tables = ("actors", "events", "findings", "journey_causes")
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE journey_id = {work.id} AND NOT deleted")
            for table in tables
        ]
        total = sum(count.scalar_one() for count in counts)
    engine.dispose()
    return total + 1
