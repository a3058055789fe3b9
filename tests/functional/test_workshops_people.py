"""Who is in the room: let in and shown out, a new code, a lock, hands, signatures, and who is here now."""

import datetime as dt
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from klagerejsen.accounts.models import Session
from klagerejsen.database import utcnow
from klagerejsen.extensions import db
from klagerejsen.workshops import presence
from klagerejsen.workshops.models import Note, Participant
from tests.functional.conftest import CheckingClient, new_client
from tests.functional.room import Room
from tests.functional.test_workshops_privacy import readable

SAID = "Vi fik tre forskellige svar på det samme."
LOCKED = "Låst af facilitator"


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Room:
    return Room(app, facilitator, journey_id)


def console(room: Room) -> str:
    return room.facilitator.get(f"{room.url}/console").text


def knock(room: Room, side: str = "citizen") -> CheckingClient:
    """Join where newcomers wait."""
    client = new_client(room.app)
    assert client.send("/join", {"code": room.code, "side": side}).status_code == 303
    return client


def newest(room: Room) -> Participant:
    with room.app.app_context():
        return db.session.scalars(db.select(Participant).order_by(Participant.id.desc()).limit(1)).one()


def show_out(room: Room) -> None:
    assert room.facilitator.send(f"{room.url}/participants/{newest(room).id}/removal").status_code == 303


def reaches(room: Room, client: CheckingClient) -> list[tuple[str, int]]:
    """Everything of the workshop and its case that a browser is let in to."""
    values = {
        "workshop_id": room.id, "journey_id": room.journey_id, "event_id": room.events[0], "participant_id": 1,
        "note_id": 1, "answer_id": 1, "ballot_id": 1, "seq": 1, "actor_id": 1, "cause_id": 1, "key": "x", "kind": "pdf",
        "number": 1, "followup_id": 1,
    }  # fmt: skip
    got = []
    with room.app.test_request_context():
        rules = [rule for rule in room.app.url_map.iter_rules() if {"workshop_id", "journey_id"} & rule.arguments]
        urls = [
            (method, rule.build(values, append_unknown=False)[1]) for rule in rules for method in rule.methods or ()
        ]
    for method, url in urls:
        if method in ("HEAD", "OPTIONS"):
            continue
        answer = client.get(url) if method == "GET" else client.send(url, method=method)
        if answer.status_code not in (401, 403, 404) and not answer.headers.get("Location", "").startswith(
            ("/login", "/aside", "/join")
        ):
            got.append((url, answer.status_code))
    assert len(urls) > 40, "the walk really tries everything"
    return got


def test_whoever_is_shown_out_reaches_nothing_and_sees_a_friendly_page(room: Room) -> None:
    client = room.sit()
    show_out(room)
    assert reaches(room, client) == []
    page = client.get(f"{room.url}/phone", follow_redirects=True)
    assert "Du er ikke med mere" in page.text
    assert client.get("/aside").location == "/join"


def test_a_phone_without_a_seat_is_led_to_the_door_and_not_to_the_login(room: Room) -> None:
    assert new_client(room.app).get(f"{room.url}/phone").location == "/join"
    assert room.facilitator.get(f"{room.url}/phone").status_code == 403


def test_showing_somebody_out_ends_their_sessions_and_frees_their_place(room: Room) -> None:
    room.sit("authority")
    show_out(room)
    with room.app.app_context():
        assert db.session.scalar(db.select(Session.id).where(Session.participant_id.is_not(None))) is None
    assert "0 til stede" in room.facilitator.get(f"{room.url}/screen").text
    assert room.sit("authority").get(f"{room.url}/phone").status_code == 200


def test_a_page_that_asks_by_itself_does_not_take_the_goodbye_from_its_reader(room: Room) -> None:
    client = room.sit()
    show_out(room)
    for _look in range(2):
        assert "Du er ikke med mere" in client.get("/aside", headers={"Sec-Fetch-Dest": "empty"}).text
    assert "Du er ikke med mere" in client.get("/aside", headers={"Sec-Fetch-Dest": "document"}).text
    assert client.get("/aside").location == "/join"


def test_what_is_not_there_leads_a_participant_back_to_the_list_and_everybody_else_to_the_front(room: Room) -> None:
    seat, nobody = room.sit(), new_client(room.app)
    assert f'href="{room.url}/phone"' in seat.get(f"{room.url}/phone/events/99999").text
    for client in (room.facilitator, nobody):
        assert "Til forsiden" in client.get("/nowhere").text


def test_whoever_is_shown_out_with_a_new_code_does_not_come_back_by_the_old_one(room: Room) -> None:
    client, other, old = room.sit(), room.sit("authority"), room.code
    url = f"{room.url}/participants/{newest(room).id}/removal"
    assert "Tag ud, og lav en ny kode" in console(room)
    page = room.facilitator.send(url, {"code": "new"}, follow_redirects=True).text
    assert "Workshoppen har fået en ny kode." in page
    assert room.workshop().code in page
    assert other.send("/join", {"code": old, "side": "authority"}).status_code == 404
    assert client.get(f"{room.url}/phone").status_code == 200, "the others stay"


def test_whoever_is_only_shown_out_may_come_back(room: Room) -> None:
    client = room.sit()
    show_out(room)
    assert client.send("/join", {"code": room.code, "side": "citizen"}).location == f"{room.url}/phone"


def test_a_form_that_is_sent_twice_takes_one_seat(room: Room) -> None:
    """A second tap, or a second tab: neither request has the cookie that the other is given."""
    client = new_client(room.app)
    token = client.token()
    browser = client.get_cookie("klagerejsen").value
    twins = [new_client(room.app) for _twin in range(4)]
    for twin in twins:
        twin.set_cookie("klagerejsen", browser)
    form = {"code": room.code, "side": "citizen", "csrf_token": token}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda twin: twin.post("/join", data=form), twins))
    assert {answer.location for answer in answers} == {f"{room.url}/phone"}
    assert room.count(Participant) == 1
    assert all(twin.get(f"{room.url}/phone").status_code == 200 for twin in twins), "whichever answer came last"


def test_a_browser_that_sits_down_on_another_side_gives_up_its_seat(room: Room) -> None:
    client = new_client(room.app)
    form = {"code": room.code, "side": "citizen", "csrf_token": client.token()}
    client.post("/join", data=form)
    client.delete_cookie("klagerejsen_seat")
    client.post("/join", data={**form, "side": "external"})
    page = console(room)
    assert "Eksterne 1" in page
    assert "Borgeren 1" not in page


def test_what_tells_a_browser_in_one_room_tells_nothing_in_another(room: Room, app: Flask) -> None:
    client = room.sit()
    first = newest(room).browser
    room.steer("closure")
    other = Room(app, room.facilitator, room.journey_id)
    client.send("/join", {"code": other.code, "side": "citizen"})
    assert newest(room).browser not in (None, first)


def test_shown_words_stay_and_unshown_ones_are_not_shown_later(room: Room) -> None:
    client, other = room.sit(), room.sit("authority")
    with room.app.app_context():
        first = db.session.scalars(db.select(Participant.id).order_by(Participant.id)).first()
    room.note(client, SAID, 3)
    note = re.search(rf"{room.url}/notes/\d+/release", console(room))
    assert note
    room.facilitator.send(note[0])
    room.note(client, "Det her er ikke vist", 3)
    room.answer(client, 3, "known", -2, "Heller ikke det her")
    assert room.facilitator.send(f"{room.url}/participants/{first}/removal").status_code == 303
    room.steer("reveal")
    page = other.get(room.card(3)).text
    assert SAID in page
    assert "ikke vist" not in page
    assert "Heller ikke" not in page


def test_where_newcomers_wait_they_reach_nothing_until_they_are_let_in(room: Room) -> None:
    room.steer("approval", approves="yes")
    client = knock(room)
    assert reaches(room, client) == []
    assert "Et øjeblik" in client.get(f"{room.url}/phone", follow_redirects=True).text
    assert "Luk ind" in console(room)
    assert "0 til stede" in room.facilitator.get(f"{room.url}/screen").text
    assert room.facilitator.send(f"{room.url}/participants/{newest(room).id}/admission").status_code == 303
    assert client.get("/aside").location == f"{room.url}/phone"
    assert client.get(f"{room.url}/phone").status_code == 200


def test_all_who_wait_can_be_let_in_at_once(room: Room) -> None:
    room.steer("approval", approves="yes")
    clients = [knock(room, side) for side in ("citizen", "authority", "external")]
    assert "Luk alle 3 ind" in console(room)
    room.steer("admission")
    assert all(client.get(f"{room.url}/phone").status_code == 200 for client in clients)


def test_a_newcomer_can_be_sent_away(room: Room) -> None:
    room.steer("approval", approves="yes")
    client = knock(room)
    show_out(room)
    assert "Du er ikke med mere" in client.get("/aside").text
    assert "Luk ind" not in console(room)


def test_a_newcomer_waits_once_however_often_they_knock(room: Room) -> None:
    room.steer("approval", approves="yes")
    client = knock(room)
    assert client.send("/join", {"code": room.code, "side": "citizen"}).location == "/aside"
    assert client.send("/join", {"code": room.code, "side": "external"}).status_code == 303
    assert console(room).count("Luk ind") == 1


def test_whoever_waits_when_the_workshop_closes_is_told_so(room: Room) -> None:
    room.steer("approval", approves="yes")
    client = knock(room)
    room.steer("closure", closed="yes")
    assert client.get("/aside").status_code == 410


def test_those_who_are_in_stay_when_newcomers_must_wait(room: Room) -> None:
    client = room.sit()
    room.steer("approval", approves="yes")
    assert client.get(f"{room.url}/phone").status_code == 200


def test_a_new_code_shuts_the_old_one_out_and_leaves_those_inside_alone(room: Room) -> None:
    client, old = room.sit(), room.code
    room.steer("join-code")
    new = room.workshop().code
    assert new != old
    assert new_client(room.app).send("/join", {"code": old, "side": "citizen"}).status_code == 404
    assert new_client(room.app).send("/join", {"code": new, "side": "citizen"}).status_code == 303
    assert client.get(f"{room.url}/phone").status_code == 200
    screen = room.facilitator.get(f"{room.url}/screen").text
    assert new in screen
    assert old not in screen


def test_phones_are_not_told_the_new_code(room: Room) -> None:
    client = room.sit()
    room.steer("join-code")
    assert room.workshop().code not in client.get(f"/journeys/{room.journey_id}/changes?after=0&as=participant").text


@pytest.mark.parametrize("script", [False, True])
def test_while_writing_is_locked_answers_and_notes_are_refused(room: Room, script: bool) -> None:
    client = room.sit()
    room.answer(client, 1, "known", -1, SAID)
    room.steer("lock", locked="yes")
    headers = {"Accept": "application/json"} if script else {}
    for url, data in ((room.card(1), {"known": "unknown"}), (f"{room.url}/notes", {"note": SAID, "key": "k" * 20})):
        answer = client.send(url, data, headers=headers)
        assert answer.status_code == 423
        assert LOCKED in (answer.json["problems"][0] if script else answer.text)
    assert room.count(Note) == 0
    page = client.get(room.card(1)).text
    assert SAID in page
    assert LOCKED in page
    assert "readonly" in page
    room.steer("lock", locked="no")
    assert client.send(room.card(1), {"known": "unknown"}).status_code == 303


def test_a_vote_is_refused_while_writing_is_locked(room: Room) -> None:
    client = room.sit()
    room.steer("ballots", subject="event", dots=3)
    ballot = re.search(rf"{room.url}/ballots/(\d+)", console(room))
    assert ballot
    url = f"{room.url}/phone/ballots/{ballot[1]}"
    assert client.get(url).status_code == 200
    room.steer("lock", locked="yes")
    assert client.send(url, {"E01": 1}).status_code == 423


def test_hands_stand_in_the_order_in_which_they_went_up(room: Room) -> None:
    first, second = room.sit("authority"), room.sit("citizen")
    for client in (second, first):
        assert client.send(f"{room.url}/phone/hand", {"hand": "yes"}).status_code == 303
    hands = console(room).split("Hænder oppe")[1].split("</ul>")[0]
    assert hands.index("Borgeren") < hands.index("Myndigheden")
    assert 'value="no" aria-pressed="true" aria-label="Ræk hånden op"' in second.get(f"{room.url}/phone").text


def test_a_hand_is_taken_down_by_the_facilitator_and_the_phone_hears_of_it(room: Room) -> None:
    client = room.sit()
    client.send(f"{room.url}/phone/hand", {"hand": "yes"})
    before = room.lines()
    assert room.facilitator.send(f"{room.url}/participants/{newest(room).id}/hand").status_code == 303
    assert "Hænder oppe" not in console(room)
    (told,) = client.get(f"/journeys/{room.journey_id}/changes?after={before}").json["messages"]
    assert told["data"]["hand"] is False
    assert told["id"] == newest(room).id


def test_a_hand_comes_down_when_its_owner_leaves(room: Room) -> None:
    client = room.sit()
    client.send(f"{room.url}/phone/hand", {"hand": "yes"})
    client.send(f"{room.url}/phone/departure")
    assert "Hænder oppe" not in console(room)


def test_signed_words_carry_their_signature_once_they_are_shown(room: Room) -> None:
    client, other, screen = room.sit(), room.sit("authority"), room.show()
    assert client.send(f"{room.url}/phone/signature", {"signature": "Mor til den yngste"}).status_code == 303
    room.answer(client, 3, "known", -2, SAID)
    room.note(client, "Ingen ringede.", 3)
    assert "Mor til den yngste" not in readable(room, other)
    room.steer("reveal")
    card = other.get(room.card(3)).text
    assert card.count("Mor til den yngste") == 2
    assert "Mor til den yngste" in screen.get(f"{room.url}/screen").text


def test_a_signature_can_be_taken_back(room: Room) -> None:
    client, other = room.sit(), room.sit("authority")
    client.send(f"{room.url}/phone/signature", {"signature": "Mor"})
    room.steer("reveal")
    room.note(client, SAID, 3)
    assert '<strong class="signature">Mor</strong>' in other.get(room.card(3)).text
    client.send(f"{room.url}/phone/signature", {"signature": ""})
    assert 'signature">Mor' not in other.get(room.card(3)).text


@pytest.mark.parametrize("words", ["120343-5678", "20 30 40 50", "mor@eksempel.dk", "x" * 41])
def test_a_signature_is_no_number_address_or_essay(room: Room, words: str) -> None:
    client = room.sit()
    answer = client.send(f"{room.url}/phone/signature", {"signature": words})
    assert answer.status_code == 422
    assert newest(room).signature is None


def test_nobody_can_sign_for_somebody_else(room: Room) -> None:
    room.sit("citizen")
    with room.app.app_context():
        other = db.session.scalars(db.select(Participant.id)).one()
    room.sit("authority").send(f"{room.url}/phone/signature", {"signature": "Chefen", "participant_id": other})
    with room.app.app_context():
        assert db.session.get(Participant, other).signature is None


def test_the_change_log_does_not_say_how_somebody_signs(room: Room) -> None:
    client = room.sit()
    client.send(f"{room.url}/phone/signature", {"signature": "Mor til den yngste"})
    assert (
        "Mor til den yngste"
        not in room.facilitator.get(f"/journeys/{room.journey_id}/changes?after=0").text.split("underskriver")[0]
    )


def go_silent(room: Room, seconds: int) -> None:
    """Let everybody have been heard from so long ago."""
    with room.app.app_context():
        db.session.execute(db.update(Participant).values(seen_at=utcnow() - dt.timedelta(seconds=seconds)))
        db.session.commit()


def test_a_phone_that_sleeps_a_little_does_not_flicker(room: Room) -> None:
    room.sit()
    go_silent(room, 80)
    assert "1 til stede" in room.facilitator.get(f"{room.url}/screen").text
    go_silent(room, 100)
    assert "0 til stede" in room.facilitator.get(f"{room.url}/screen").text
    assert "1 væk lige nu" in console(room)


def test_a_phone_that_polls_is_here_again_and_leaves_no_line_in_the_log(room: Room) -> None:
    client = room.sit()
    go_silent(room, 500)
    before = room.lines()
    client.get(f"/journeys/{room.journey_id}/changes?after={before}")
    assert "1 til stede" in room.facilitator.get(f"{room.url}/screen").text
    assert room.lines() == before


def test_being_here_is_written_down_at_most_once_a_minute(room: Room) -> None:
    client = room.sit()
    go_silent(room, 30)
    before = newest(room).seen_at
    client.get(f"{room.url}/phone")
    assert newest(room).seen_at == before
    go_silent(room, 61)
    client.get(f"{room.url}/phone")
    assert newest(room).seen_at > utcnow() - dt.timedelta(seconds=20)


def test_a_server_with_a_pulse_writes_everybody_down_at_once(room: Room, app: Flask) -> None:
    presence.wait_for_pulse(app)
    clients = [room.sit(side) for side in ("citizen", "authority")]
    go_silent(room, 500)
    for client in clients:
        client.get(f"{room.url}/phone")
    assert "0 til stede" in room.facilitator.get(f"{room.url}/screen").text
    presence.write_down(app)
    assert "2 til stede" in room.facilitator.get(f"{room.url}/screen").text


def test_nobody_who_is_heard_is_lost_while_others_are_written_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    written: set[int] = set()
    monkeypatch.setattr(presence, "_write", written.update)
    everybody = range(20_000)

    def speak(first: int) -> None:
        for seat in everybody[first::4]:
            presence.hear_all(app, (seat,))

    with ThreadPoolExecutor(4) as pool:
        talk = [pool.submit(speak, first) for first in range(4)]
        while not all(one.done() for one in talk):
            presence.write_down(app)
    presence.write_down(app)
    assert written == set(everybody)


def test_the_counts_of_who_is_here_can_be_fetched_by_those_who_show_them(room: Room) -> None:
    room.sit()
    assert "1 til stede" in room.show().get(f"{room.url}/screen/presence").text
    assert "1 her" in room.facilitator.get(f"{room.url}/people").text
    assert room.sit().get(f"{room.url}/people").status_code == 403


def test_whoever_looks_at_another_event_can_follow_again(room: Room) -> None:
    client = room.sit()
    room.steer("focus", event=room.events[4])
    assert re.search(r'class="again"(?! hidden)', client.get(room.card(2)).text)
    assert re.search(r'class="again" hidden', client.get(room.card(5)).text)
    assert re.search(r'class="again" hidden', client.get(f"{room.url}/phone").text)


def test_a_workshop_that_is_over_gets_no_new_display_link(room: Room) -> None:
    before = room.workshop().display_token
    room.steer("closure", closed="yes")
    assert room.facilitator.send(f"{room.url}/display-token").status_code == 410
    assert room.workshop().display_token == before
