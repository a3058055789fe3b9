"""People without a phone: seats that others type for, notes from paper, and the sheet that is plan B."""

import datetime as dt
import re

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Answer, Change, Event
from klagerejsen.workshops import papernotes
from klagerejsen.workshops.models import Note, Participant, Vote, Workshop
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room
from tests.functional.test_workshops_privacy import readable

SECRET = "Jeg fik aldrig det brev"
BY_SCRIPT = {"Accept": "application/json"}


class Office(Room):
    """A room whose facilitator writes for people without a phone."""

    def seat(self, side: str = "citizen", label: str = "") -> int:
        answer = self.facilitator.send(f"{self.url}/proxies", {"label": label, "side": side})
        assert answer.status_code == 303, answer.status_code
        return int(answer.location.rsplit("/", 1)[1])

    def page(self, seat: int) -> str:
        return self.facilitator.get(f"{self.url}/proxies/{seat}").text

    def row(self, number: int, known: str = "known", score: object = "", text: str = "") -> dict[str, object]:
        event = self.events[number - 1]
        return {f"known-{event}": known, f"score-{event}": score, f"text-{event}": text}

    def send_row(self, seat: int, row: dict[str, object], status: int = 303) -> str:
        answer = self.facilitator.send(f"{self.url}/proxies/{seat}/answers", row)
        assert answer.status_code == status, answer.status_code
        return answer.text

    def rows(self, kind: type) -> list:
        with self.app.app_context():
            return list(db.session.scalars(db.select(kind).order_by(kind.id)))


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Office:
    return Office(app, facilitator, journey_id)


def test_a_seat_has_a_label_and_counts_on_its_side(room: Office) -> None:
    seat = room.seat("external")
    assert "Plads 1" in room.page(seat)
    assert [(row.proxy_label, row.perspective) for row in room.rows(Participant)] == [("Plads 1", "external")]
    assert "0 af 1 klar" in room.facilitator.get(f"{room.url}/console").text
    assert room.seat("citizen") != seat
    assert "Plads 2" in room.facilitator.get(f"{room.url}/proxies").text


@pytest.mark.parametrize("label", ["Kirsten Holmgaard", "120343-5678", "20 30 40 50"])
def test_a_label_that_looks_like_a_person_is_asked_back(room: Office, label: str) -> None:
    answer = room.facilitator.send(f"{room.url}/proxies", {"label": label, "side": "citizen"})
    assert answer.status_code == 422
    assert "Skriv en plads i stedet" in answer.text
    assert room.count(Participant) == 0


def test_two_seats_never_share_a_label(room: Office) -> None:
    room.seat(label="Bord 2")
    answer = room.facilitator.send(f"{room.url}/proxies", {"label": " bord  2".title(), "side": "external"})
    assert answer.status_code == 422


def test_all_rows_are_saved_as_one_plain_form(room: Office) -> None:
    seat = room.seat()
    room.send_row(seat, {**room.row(1, "known", -2, SECRET), **room.row(2, "unknown"), **room.row(3, "not_relevant")})
    assert [(row.known, row.score, row.text) for row in room.rows(Answer) if row.participant_id] == [
        ("known", -2, SECRET),
        ("unknown", None, None),
        ("not_relevant", None, None),
    ]
    assert SECRET in room.page(seat)
    assert "3 af 25 besvaret" in room.page(seat)


def test_a_row_is_saved_alone_by_the_pages_script(room: Office) -> None:
    seat = room.seat()
    answer = room.facilitator.send(f"{room.url}/proxies/{seat}/answers", room.row(4, "known", 1), headers=BY_SCRIPT)
    assert answer.get_json() == {"saved": True, "say": "1 af 25 besvaret"}
    wrong = room.facilitator.send(f"{room.url}/proxies/{seat}/answers", room.row(5, "", "", "Ord"), headers=BY_SCRIPT)
    assert wrong.status_code == 422
    assert wrong.get_json()["problems"]


def test_a_score_says_by_itself_that_the_event_was_known(room: Office) -> None:
    room.send_row(room.seat(), room.row(1, "", 2))
    assert [(row.known, row.score) for row in room.rows(Answer) if row.participant_id] == [("known", 2)]


def test_a_row_that_does_not_fit_keeps_everything_that_was_typed(room: Office) -> None:
    seat = room.seat()
    page = room.send_row(seat, {**room.row(1, "known", 1, "Godt"), **room.row(2, "", "", "Uden svar")}, 422)
    assert "Godt" in page
    assert "Uden svar" in page
    assert "Intet er gemt endnu" in page
    assert not [row for row in room.rows(Answer) if row.participant_id]


def test_the_log_says_for_whom_and_by_whom_it_was_typed(room: Office) -> None:
    seat = room.seat()
    room.send_row(seat, room.row(1, "known", 1))
    with room.app.app_context():
        line = db.session.scalars(
            db.select(Change).where(Change.entity == "answer").order_by(Change.seq.desc())
        ).first()
        assert line.participant_id == seat
        assert line.user_id is not None


def test_what_is_typed_for_a_seat_is_private_until_the_reveal(room: Office) -> None:
    seat, phone, screen = room.seat("citizen"), room.sit("citizen"), room.show()
    room.send_row(seat, room.row(1, "known", -2, SECRET))
    for client in (phone, screen):
        assert SECRET not in readable(room, client)
    room.steer("reveal")
    assert SECRET in phone.get(room.card(1)).text


def test_nobody_writes_for_those_who_have_a_phone(room: Office) -> None:
    room.answer(room.sit("citizen"), 1, "known", -2, SECRET)
    (phone,) = room.rows(Participant)
    assert room.facilitator.get(f"{room.url}/proxies/{phone.id}").status_code == 404
    room.send_row(phone.id, room.row(1, "known", 2), 404)
    assert SECRET not in room.facilitator.get(f"{room.url}/proxies").text


def test_only_a_facilitator_writes_for_others(room: Office) -> None:
    seat, phone = room.seat(), room.sit()
    assert phone.get(f"{room.url}/proxies/{seat}").status_code == 403
    assert phone.send(f"{room.url}/proxies/{seat}/answers", room.row(1)).status_code == 403


def test_a_locked_workshop_takes_nothing_for_anybody(room: Office) -> None:
    seat = room.seat()
    with room.app.app_context():
        db.session.execute(db.update(Workshop).values(locked=True))
        db.session.commit()
    assert "Låst af facilitator" in room.page(seat)
    room.send_row(seat, room.row(1, "known", 1), 423)
    assert not [row for row in room.rows(Answer) if row.participant_id]


def test_once_the_workshop_is_over_nothing_is_typed_and_the_console_says_so(room: Office) -> None:
    seat = room.seat()
    room.steer("closure")
    for page in ("proxies", f"proxies/{seat}"):
        assert room.facilitator.get(f"{room.url}/{page}").location == f"{room.url}/console"
    room.send_row(seat, room.row(1, "known", 1), 410)
    assert room.facilitator.get(f"{room.url}/sheet").status_code == 200


def test_a_seat_can_be_ready_and_can_be_given_up(room: Office) -> None:
    seat = room.seat()
    room.steer(f"proxies/{seat}/readiness", ready="yes")
    assert "1 af 1 klar" in room.facilitator.get(f"{room.url}/console").text
    room.steer(f"proxies/{seat}/departure")
    assert room.facilitator.get(f"{room.url}/proxies/{seat}").status_code == 404


def test_dots_are_put_for_a_seat_all_at_once(room: Office) -> None:
    seat = room.seat("external")
    room.steer("ballots", subject="all", dots=3)
    assert "3 af 3 prikker tilbage" in room.page(seat)
    url = f"{room.url}/proxies/{seat}/ballots/1"
    form = {"choice": ["KOO1", "TID1", "TID2"], "dots": ["2", "", "1"]}
    assert room.facilitator.send(url, form).status_code == 303
    assert [(vote.participant_id, vote.choice, vote.dots) for vote in room.rows(Vote)] == [
        (seat, "KOO1", 2),
        (seat, "TID2", 1),
    ]
    said = room.facilitator.send(url, form | {"dots": ["1", "", ""]}, headers=BY_SCRIPT).get_json()
    assert said == {"saved": True, "say": "2 af 3 prikker tilbage"}
    refused = room.facilitator.send(url, form | {"dots": ["2", "2", ""]})
    assert refused.status_code == 409
    assert "Intet er ændret" in refused.text
    assert [(vote.choice, vote.dots) for vote in room.rows(Vote)] == [("KOO1", 1)]


# Notes from paper


def events() -> list[Event]:
    days = [("E01", 2024, 2, 1, 29), ("E07", 2024, 5, 2, 2), ("E08", 2024, 5, 14, 14), ("E13", 2024, 8, 12, 12)]
    return [
        Event(id=n, ref=ref, earliest=dt.date(year, month, first), latest=dt.date(year, month, last))
        for n, (ref, year, month, first, last) in enumerate(days, 1)
    ]


@pytest.mark.parametrize(
    ("line", "text", "event"),
    [
        ("E07: Ingen ringede", "Ingen ringede", "E07"),
        ("e7: Ingen ringede", "Ingen ringede", "E07"),
        ("12/8: Mor ringede", "Mor ringede", "E13"),
        ("- 12. august: Mor ringede", "Mor ringede", "E13"),
        ("2. maj 2024: Første møde", "Første møde", "E07"),
        ("medio maj: Brevet kom", "Brevet kom", "E08"),
        ("februar: Det begyndte", "Det begyndte", "E01"),
        ("Det var svært", "Det var svært", None),
        ("Kl. 10:30 ringede de", "Kl. 10:30 ringede de", None),
        ("Mor: jeg ventede", "Mor: jeg ventede", None),
    ],
)
def test_a_line_finds_its_event(request_context: None, line: str, text: str, event: str | None) -> None:
    (note,) = papernotes.read(line, events())
    assert (note.text, note.event.ref if note.event else None, note.question) == (text, event, "")


def test_a_date_that_fits_several_events_or_none_is_asked_back(request_context: None) -> None:
    several, none = papernotes.read("maj: Vi ventede\n\n1. januar: Nytår", events())
    assert [event.ref for event in several.candidates] == ["E07", "E08"]
    assert several.question == "«maj» passer på flere hændelser."
    assert (none.text, none.question) == ("1. januar: Nytår", "Ingen hændelse passer på «1. januar».")


def test_notes_from_paper_are_looked_through_before_they_are_written(room: Office) -> None:
    seat = room.seat("external")
    url = f"{room.url}/proxies/{seat}/notes"
    page = room.facilitator.send(url, {"paper": "E07: Ingen ringede\nmaj: Vi ventede\nDet hele var svært"}).text
    assert room.count(Note) == 0
    keys = re.findall(r'name="key" value="([^"]+)"', page)
    asked = re.findall(r'name="asked" value="([^"]*)"', page)
    assert len(keys) == 3
    form = {"key": keys, "asked": asked, "accept": "yes"}
    form["note"] = ["Ingen ringede", "Vi ventede", "Det hele var svært"]
    about = [str(room.events[6]), "", "room"]
    again = room.facilitator.send(url, form | {"about": about})
    assert again.status_code == 422
    assert "Vælg, hvad noten handler om." in again.text
    assert room.count(Note) == 0
    about[1] = str(room.events[7])
    for _sent_twice in range(2):
        assert room.facilitator.send(url, form | {"about": about}).status_code == 303
    assert [(note.text, note.event_id, note.participant_id, note.released) for note in room.rows(Note)] == [
        ("Ingen ringede", room.events[6], seat, False),
        ("Vi ventede", room.events[7], seat, False),
        ("Det hele var svært", None, seat, False),
    ]
    assert "Det hele var svært" not in readable(room, room.sit())
    assert "Det hele var svært" in room.page(seat)


def test_a_note_without_words_or_with_too_many_is_not_written(room: Office) -> None:
    seat = room.seat()
    url, key = f"{room.url}/proxies/{seat}/notes", "k" * 20
    form = {"key": key, "asked": "", "about": "room", "accept": "yes"}
    assert room.facilitator.send(url, form | {"note": "x" * 501}).status_code == 422
    assert room.facilitator.send(url, form | {"note": "  "}).status_code == 303
    assert "120343-5678" in room.facilitator.send(url, form | {"note": "Nummeret er 120343-5678"}).text
    assert room.count(Note) == 0


# The sheet


def test_the_sheet_prints_every_event_for_every_side(room: Office) -> None:
    page = room.facilitator.get(f"{room.url}/sheet").text
    with room.app.app_context():
        titles = list(db.session.scalars(db.select(Event.title).where(Event.journey_id == room.journey_id)))
    assert len(titles) == 25
    for title in titles:
        assert page.count(f'<th scope="row">{title}</th>') == 3, title
    assert page.count('class="box"') == 25 * 3 * 8


def test_the_sheet_leaves_out_what_was_taken_away(room: Office) -> None:
    with room.app.app_context():
        db.session.execute(db.update(Event).where(Event.id == room.events[0]).values(deleted=True))
        db.session.commit()
    page = room.facilitator.get(f"{room.url}/sheet").text
    assert "Barnet begynder at blive hjemme" not in page
    assert room.sit().get(f"{room.url}/sheet").status_code == 403
