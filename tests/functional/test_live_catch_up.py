"""From the change log to messages: once each, as things are now, for every pair of eyes."""

import pytest
from sqlalchemy import event

from klagerejsen.codes import Entity
from klagerejsen.extensions import db
from klagerejsen.journeys import history
from klagerejsen.journeys.history import NOBODY
from klagerejsen.journeys.models import Change
from klagerejsen.live import messages
from klagerejsen.live.hub import Hub
from klagerejsen.live.publisher import Publisher
from klagerejsen.live.subscriber import MOST_WAITING, Eyes, Frame, Subscriber
from klagerejsen.web.transactions import writer_lock
from tests.functional.room import Room


class Ear(Hub):
    """A hub that keeps what it is told, and whether the writers' lock was held meanwhile."""

    def __init__(self, *watched: Eyes) -> None:
        super().__init__()
        self.eyes, self.heard, self.locked = watched, [], []

    def watched(self, journey_id: int) -> tuple[Eyes, ...]:
        return self.eyes

    def publish(self, journey_id, told) -> None:
        self.heard += [(eyes, b"".join(frame.data for frame in frames)) for eyes, frames in told]
        self.locked += [writer_lock._held] * len(told)


def record(journey_id: int, times: int, entity_id: int = 1) -> None:
    for _ in range(times):
        history.record(journey_id, Entity.ACTOR, entity_id, {}, {}, NOBODY)
    db.session.commit()


def changes(client, journey_id: int, after: int) -> dict:
    return client.get(f"/journeys/{journey_id}/changes?after={after}").get_json()


@pytest.fixture
def latest(app, journey_id) -> int:
    with app.app_context():
        return history.latest_number(journey_id)


def test_a_thing_that_changed_several_times_is_told_once_under_its_last_number(app, facilitator, journey_id, latest):
    with app.app_context():
        record(journey_id, 3, entity_id=1)
        record(journey_id, 1, entity_id=2)
        record(journey_id, 1, entity_id=1)
    told = changes(facilitator, journey_id, latest)
    assert told["seq"] == latest + 5
    assert [(message["seq"], message["id"]) for message in told["messages"]] == [(latest + 4, 2), (latest + 5, 1)]


def test_who_missed_too_much_loads_anew(app, facilitator, journey_id, latest):
    with app.app_context():
        record(journey_id, messages.MOST_MISSED + 1)
    assert changes(facilitator, journey_id, latest)["reset"]
    assert "reset" not in changes(facilitator, journey_id, latest + 1)


def test_a_hole_in_the_log_calls_for_everything_anew(app, facilitator, journey_id, latest):
    with app.app_context():
        record(journey_id, 2)
        db.session.execute(db.delete(Change).where(Change.journey_id == journey_id, Change.seq == latest + 1))
        db.session.commit()
    assert changes(facilitator, journey_id, latest)["reset"]


def test_a_line_that_cannot_be_rendered_does_not_stop_a_reader_for_ever(
    app, facilitator, journey_id, latest, monkeypatch
):
    def fails(change, audience):
        raise KeyError("a word somebody typed")

    monkeypatch.setattr(messages, "fragment", fails)
    with app.app_context():
        record(journey_id, 1)
    told = changes(facilitator, journey_id, latest)
    assert told["reset"]
    assert told["seq"] == latest + 1


def rename(facilitator, journey_id: int) -> None:
    form = {"label": "Naboen", "perspective": "citizen", "role": "citizen"}
    assert facilitator.send(f"/journeys/{journey_id}/actors", form).status_code in (200, 303)


def test_publishing_keeps_the_writers_turn_and_reaches_every_pair_of_eyes_in_its_language(app, facilitator, journey_id):
    hub = Ear(*(Eyes(audience, language) for audience in ("facilitator", "screen") for language in ("da", "en")))
    publisher = Publisher(app, hub)
    rename(facilitator, journey_id)
    assert {eyes for eyes, _data in hub.heard} == set(hub.eyes)
    assert hub.locked == [True] * 4
    assert [eyes.audience for eyes, _data in hub.heard] == ["screen", "facilitator"] * 2
    assert not writer_lock._held
    del publisher


def test_a_commit_is_answered_although_publishing_it_fails(app, facilitator, journey_id, monkeypatch):
    def fails(change, audience):
        raise KeyError("a word somebody typed")

    hub = Ear(Eyes("facilitator", "da"))
    publisher = Publisher(app, hub)
    monkeypatch.setattr(messages, "fragment", fails)
    rename(facilitator, journey_id)
    assert b"event: reset" in hub.heard[-1][1]
    del publisher


@pytest.mark.sqlite
def test_a_note_is_written_and_told_in_six_statements(app, facilitator, journey_id):
    room = Room(app, facilitator, journey_id)
    seat = room.sit()
    room.steer("reveal")
    room.note(seat, "Den første", number=1)
    hub = Ear(Eyes("screen", "da"), Eyes("participant", "da"))
    publisher = Publisher(app, hub)
    with app.app_context():
        engine = db.engine
    note = {"note": "Ingen ringede tilbage", "event": room.events[0], "key": "k" * 16, "csrf_token": seat.token()}
    said: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: said.append(call[2].split(" ", 1)[0]))
    assert seat.post(f"{room.url}/notes", data=note).status_code == 303
    assert all(b"Ingen ringede tilbage" in told for _eyes, told in hub.heard)
    writing = [word for word in said if word in ("INSERT", "UPDATE")]
    assert (len(hub.heard), len(writing), said.count("SELECT")) == (2, 3, 3), said
    del publisher


def test_a_new_note_is_told_to_phones_and_projector_in_the_same_words_and_not_to_the_console(
    app, facilitator, journey_id
):
    room = Room(app, facilitator, journey_id)
    seat = room.sit()
    room.steer("reveal")
    before, eyes = room.lines(), [Eyes(audience, "da") for audience in ("screen", "participant", "facilitator")]
    hub = Ear(*eyes)
    publisher = Publisher(app, hub)
    room.note(seat, "Ingen ringede tilbage", number=1)
    heard = dict(hub.heard)
    assert heard[eyes[0]] == heard[eyes[1]]
    assert b"Ingen ringede tilbage" in heard[eyes[0]]
    assert heard[eyes[2]].endswith(b"\n\n")
    assert b"data:" not in heard[eyes[2]]
    assert changes(facilitator, journey_id, before)["messages"] == []
    del publisher


def test_a_note_that_comes_later_than_it_was_written_is_the_newest_on_the_projector(app, facilitator, journey_id):
    room = Room(app, facilitator, journey_id)
    seat = room.sit()
    room.steer("reveal")
    room.note(seat, "Kirsten Holmgaard ringede", number=1)
    room.note(seat, "Skrevet sidst", number=2)
    hub = Ear(Eyes("screen", "da"))
    publisher = Publisher(app, hub)
    room.facilitator.send(f"{room.url}/notes/1/release")
    told = hub.heard[-1][1].decode()
    assert 'id=\\"screen-news\\"' in told
    assert told.index("Skrevet sidst") < told.index("Kirsten Holmgaard"), "the newest stands last"
    del publisher


class Socket:
    """A server's `send` that takes so many messages and then blocks."""

    def __init__(self, takes: int) -> None:
        self.takes, self.taken, self.aborted, self.resume = takes, [], False, None

    def __call__(self, message):
        return self._send(message)

    async def _send(self, message):
        if len(self.taken) >= self.takes:
            await self
        self.taken.append(message)

    def __await__(self):
        yield self

    def add_done_callback(self, resume):
        self.resume = resume

    def abort(self):
        self.aborted = True


class Wire:
    """A connection that may have bytes waiting, or be gone, which it says as uvloop does."""

    def __init__(self) -> None:
        self.written, self.waiting, self.gone = [], 0, False

    def write(self, chunk):
        if self.gone:
            raise RuntimeError
        self.written.append(chunk)

    def get_write_buffer_size(self):
        return self.waiting


def subscriber(takes: int) -> tuple[Socket, Subscriber]:
    socket = Socket(takes)
    return socket, Subscriber(1, Eyes("participant", "da"), "session", socket, socket.abort)


def test_a_frame_that_was_replayed_is_not_sent_again():
    socket, reader = subscriber(takes=99)
    for number in (4, 5, 6):
        reader.offer(Frame(number, b"%d " % number))
    assert socket.taken == []
    reader.go_on_from(5)
    reader.offer(Frame(6, b"again"))
    reader.offer(Frame(7, b"7 "))
    assert b"".join(message["body"] for message in socket.taken) == b"6 7 "


def test_what_is_framed_for_all_goes_on_the_wire_unless_something_waits_before_it():
    socket, reader = subscriber(takes=0)
    wire = Wire()
    reader.offer(Frame(1, b"1 "), b"<1>")
    reader.go_on_from(1, wire)
    reader.offer(Frame(2, b"2 "), b"<2>")
    assert (wire.written, socket.taken) == ([b"<2>"], [])
    wire.waiting = 1
    reader.offer(Frame(3, b"3 "), b"<3>")
    wire.waiting = 0
    reader.offer(Frame(4, b"4 "), b"<4>")
    socket.takes = 99
    socket.resume(None)
    assert b"".join(message["body"] for message in socket.taken) == b"3 4 "
    reader.offer(Frame(5, b"5 "), b"<5>")
    wire.gone = True
    reader.offer(Frame(6, b"6 "), b"<6>")
    wire.gone = False
    reader.offer(Frame(1, b"anew ", anew=True))
    reader.end()
    reader.offer(Frame(7, b"7 "), b"<7>")
    assert wire.written == [b"<2>", b"<5>"]
    assert b"".join(message["body"] for message in socket.taken) == b"3 4 6 anew "


def test_what_a_full_socket_does_not_take_waits_in_order_and_goes_on_when_it_can():
    socket, reader = subscriber(takes=1)
    reader.go_on_from(0)
    for number in range(1, 6):
        reader.offer(Frame(number, b"%d " % number))
    assert len(socket.taken) == 1
    socket.takes = 99
    socket.resume(None)
    assert b"".join(message["body"] for message in socket.taken) == b"1 2 3 4 5 "
    reader.end(b"bye")
    assert b"".join(message["body"] for message in socket.taken).endswith(b"5 bye")
    assert [message["more_body"] for message in socket.taken][-2:] == [True, False]


def test_a_reader_too_far_behind_is_hung_up_on():
    socket, reader = subscriber(takes=0)
    reader.go_on_from(0)
    for number in range(1, MOST_WAITING + 2):
        reader.offer(Frame(number, b"x"))
    assert not socket.aborted
    reader.offer(Frame(MOST_WAITING + 2, b"x"))
    assert socket.aborted
    assert reader.ended
    socket.resume(None)
    assert socket.taken == []
