"""Dot votes: secret until closed, limited in the transaction, counted side by side."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from klagerejsen.extensions import db
from klagerejsen.journeys.models import Change, JourneyCause
from klagerejsen.workshops.models import Ballot, Vote, Workshop
from tests.functional.conftest import CheckingClient
from tests.functional.room import Room

KEY = "KOO1"
PLACE, NAME = r'class="place">((?:1\.|delt)[^<]*)</.*?', r'class="name">(?:<strong>)?([^<]*)<'
CELL = r'class="dots" data-side="(\w+)".*?class="number">(\d+)</span>(?: <span class="most">(\w+)</span>)?'


class Ballots(Room):
    """A room in which people vote."""

    def ask(self, subject: str = "all", dots: int = 3) -> int:
        self.steer("ballots", subject=subject, dots=dots)
        with self.app.app_context():
            return db.session.scalars(db.select(Ballot.id).order_by(Ballot.id.desc())).first()

    def put(self, client: CheckingClient, ballot: int, choice: str, dots: object) -> int:
        return client.send(f"{self.url}/phone/ballots/{ballot}", {"choice": choice, "dots": dots}).status_code

    def close(self, ballot: int) -> None:
        self.steer(f"ballots/{ballot}/closure", closed="yes")

    def reopen(self, ballot: int) -> None:
        self.steer(f"ballots/{ballot}/closure", closed="no")

    def votes(self) -> list[tuple[str, int]]:
        with self.app.app_context():
            return [tuple(row) for row in db.session.execute(db.select(Vote.choice, Vote.dots).order_by(Vote.id))]

    def console(self) -> str:
        return self.facilitator.get(f"{self.url}/console").text


@pytest.fixture
def room(app: Flask, facilitator: CheckingClient, journey_id: int) -> Ballots:
    return Ballots(app, facilitator, journey_id)


def everything(room: Room, client: CheckingClient, ballot: int) -> str:
    """Everything this browser can fetch of the workshop and its case, with whatever eyes it asks for."""
    values = {"workshop_id": room.id, "journey_id": room.journey_id, "event_id": room.events[0], "ballot_id": ballot}
    with room.app.test_request_context():
        rules = [rule for rule in room.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        fit = [rule for rule in rules if rule.arguments <= values.keys() and rule.endpoint != "live.stream"]
        urls = [rule.build(values, append_unknown=False)[1] for rule in fit]  # type: ignore[index]
    polls = [
        f"/journeys/{room.journey_id}/changes?after=0&as={one}" for one in ("participant", "screen", "facilitator")
    ]
    parts = [f"{room.url}/phone/ballots/{ballot}"]
    answers = [client.get(url) for url in [*urls, *polls]]
    answers += [client.get(url, headers={"HX-Request": "true"}) for url in parts]
    assert sum(answer.status_code == 200 for answer in answers) >= 5, "the walk really reads pages"
    return "".join(answer.get_data(as_text=True) for answer in answers)


def without_what_tells_time(text: str) -> str:
    text = re.sub(r'data-now=\\?"[^"]*"|name="csrf_token" value="[^"]*"|content="[^"]*"|X-CSRFToken[^}]*', "", text)
    text = re.sub(r'"seq": ?\d+|"after": ?"[^"]*"|data-after="[^"]*"|name="key"[^>]*|data-turn="\d+"', "", text)
    return re.sub(r"\d\d\.\d\d|>\d+:\d\d<", "", text)


def test_what_others_gave_is_sent_to_nobody_before_the_ballot_is_closed(room: Ballots) -> None:
    others = [room.sit("citizen"), room.sit("authority"), room.sit("external"), room.show()]
    voter = room.sit("citizen")
    ballot = room.ask()
    before = [without_what_tells_time(everything(room, other, ballot)) for other in others]
    assert room.put(voter, ballot, KEY, 2) == 303
    assert room.put(voter, ballot, "TID1", 1) == 303
    after = [without_what_tells_time(everything(room, other, ballot)) for other in others]
    assert before == after, "not a byte differs, beside the clock and the number of the last change"


def test_the_facilitator_learns_how_many_have_voted_and_nothing_else(room: Ballots) -> None:
    voter, _silent = room.sit("citizen"), room.sit("citizen")
    ballot = room.ask("written")
    before = without_what_tells_time(room.console())
    room.put(voter, ballot, written(room)[0], 3)
    after = without_what_tells_time(room.console())
    assert "0 af 2 har stemt" in before
    assert "1 af 2 har stemt" in after
    told = room.facilitator.get(f"/journeys/{room.journey_id}/changes?after={room.lines() - 1}").get_json()["messages"]
    assert [message["entity"] for message in told] == ["vote"]
    assert "1 af 2 har stemt" in told[0]["html"]
    assert written(room)[0] not in told[0]["html"]
    heads = re.compile(r'<table id="turnout".*?</table>', re.DOTALL)
    assert heads.sub("", before) == heads.sub("", after), "only the heads are counted"


def written(room: Ballots) -> list[str]:
    with room.app.app_context():
        query = db.select(JourneyCause.code).where(JourneyCause.journey_id == room.journey_id, ~JourneyCause.deleted)
        return list(db.session.scalars(query.order_by(JourneyCause.position)))


def test_the_log_says_neither_whose_the_dots_are_nor_on_what(room: Ballots) -> None:
    ballot = room.ask()
    room.put(room.sit(), ballot, KEY, 2)
    with room.app.app_context():
        line = db.session.scalars(db.select(Change).order_by(Change.seq.desc())).first()
        assert (line.entity.value, line.entity_id) == ("vote", ballot)
        assert (line.participant_id, line.user_id) == (None, None)
        assert (line.before, line.after) == ({}, {"ballot": ballot})


def test_dots_are_put_and_taken_back_up_to_the_limit(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask(dots=3)
    assert room.put(seat, ballot, KEY, 2) == 303
    assert room.put(seat, ballot, "TID1", 1) == 303
    assert "0 af 3 prikker tilbage" in seat.get(f"{room.url}/phone/ballots/{ballot}").text
    assert room.put(seat, ballot, "TID2", 1) == 409
    assert room.put(seat, ballot, KEY, 3) == 409
    assert room.put(seat, ballot, KEY, 0) == 303
    assert room.put(seat, ballot, "TID1", 3) == 303
    assert room.votes() == [("TID1", 3)]


def test_a_press_that_comes_twice_counts_once(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask()
    room.put(seat, ballot, KEY, 2)
    lines = room.lines()
    assert room.put(seat, ballot, KEY, 2) == 303
    assert (room.votes(), room.lines()) == ([(KEY, 2)], lines)


@pytest.mark.parametrize(("choice", "dots"), [("NOSUCH", 1), (KEY, -1), (KEY, "mange"), (KEY, 1.5), ("", 1)])
def test_nonsense_is_not_taken(room: Ballots, choice: str, dots: object) -> None:
    seat, ballot = room.sit(), room.ask()
    assert room.put(seat, ballot, choice, dots) == 400
    assert room.votes() == []


def test_the_limit_holds_when_one_person_presses_on_everything_at_once(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask(dots=3)
    token, address = seat.token(), f"{room.url}/phone/ballots/{ballot}"
    cookie = "; ".join(f"{one.key}={one.value}" for one in seat._cookies.values())
    codes = [f"{group}{number}" for group in ("KOM", "INV", "KOO", "TID") for number in range(1, 6)]

    def press(code: str) -> int:
        browser = room.app.test_client(use_cookies=False)
        form = {"choice": code, "dots": 1, "csrf_token": token}
        return browser.post(address, data=form, headers={"Cookie": cookie}).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(press, codes))
    assert sorted(set(statuses)) == [303, 409]
    assert statuses.count(303) == 3
    assert sum(dots for _choice, dots in room.votes()) == 3


def test_the_whole_paper_at_once_takes_the_place_of_what_was_given(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask(dots=3)
    room.put(seat, ballot, KEY, 3)
    address, by_script = f"{room.url}/phone/ballots/{ballot}", {"headers": {"Accept": "application/json"}}
    form = {"whole": "yes", "choice": ["TID1", "TID2"], "dots": [1, 2]}
    answer = seat.send(address, form, **by_script)
    assert answer.get_json() == {"saved": True, "given": {"TID1": 1, "TID2": 2}}
    refused = seat.send(address, form | {"dots": [2, 2]}, **by_script)
    assert refused.status_code == 409
    assert refused.get_json()["problems"] == ["Du har ikke flere prikker. Tag en tilbage først."]
    assert seat.send(address, {"whole": "yes"}, **by_script).get_json()["given"] == {}


def test_results_stand_side_by_side_and_ties_are_ties(room: Ballots) -> None:
    authority = [room.sit("authority") for _one in range(3)]
    citizen, screen = room.sit("citizen"), room.show()
    ballot = room.ask(dots=3)
    for seat in authority:
        room.put(seat, ballot, "TID2", 2)
    room.put(authority[0], ballot, "KOM1", 1)
    room.put(authority[1], ballot, "KOM1", 1)
    room.put(authority[2], ballot, "SYS1", 1)
    room.put(citizen, ballot, "INV1", 2)
    room.put(citizen, ballot, "SYS1", 1)
    room.close(ballot)
    for page in (
        screen.get(f"{room.url}/screen").text,
        citizen.get(f"{room.url}/phone/ballots/{ballot}").text,
        room.console(),
    ):
        assert places(page) == [
            ("1. plads", "Sagspres"),
            ("delt 2.–4. plads", "Mangelfuld vejledning"),
            ("delt 2.–4. plads", "Ikke lyttet"),
            ("delt 2.–4. plads", "Ikke integreret"),
        ]
        assert sides(page)["Ikke lyttet"] == {"citizen": "2 flest", "authority": "0", "external": "0"}
        assert sides(page)["Sagspres"] == {"citizen": "0", "authority": "6 flest", "external": "0"}
        assert "3 prikker fra 1" in page
        assert "9 prikker fra 3" in page
        assert "gennemsnit" not in page


def places(page: str) -> list[tuple[str, str]]:
    return re.findall(PLACE + NAME, page, re.DOTALL)


def sides(page: str) -> dict[str, dict[str, str]]:
    found = {}
    for row in re.split(r'class="place">(?=1\.|delt)', page)[1:]:
        name = re.search(NAME, row)[1]
        cells = re.findall(CELL, row, re.DOTALL)
        found[name] = {side: f"{number} {most}".strip() for side, number, most in cells[:3]}
    return found


def test_a_result_reaches_phones_and_screen_without_reloading(room: Ballots) -> None:
    seat, screen = room.sit("citizen"), room.show()
    ballot = room.ask()
    room.put(seat, ballot, KEY, 2)
    before = room.lines()
    room.close(ballot)
    for client in (seat, screen, room.facilitator):
        told = client.get(f"/journeys/{room.journey_id}/changes?after={before}").get_json()["messages"]
        assert "Uklart ansvar" in "".join(message["html"] for message in told)


def test_an_open_ballot_is_announced_to_the_room(room: Ballots) -> None:
    seat, screen = room.sit("citizen"), room.show()
    ballot = room.ask("event", 2)
    assert f"/phone/ballots/{ballot}" in seat.get(f"{room.url}/phone").text
    assert "Sæt 2 prikker på telefonen" in screen.get(f"{room.url}/screen").text
    told = seat.get(f"/journeys/{room.journey_id}/changes?after={room.lines() - 1}").get_json()["messages"]
    assert f"/phone/ballots/{ballot}" in told[0]["html"]


def test_reopening_loses_nothing_and_hides_the_result_again(room: Ballots) -> None:
    seat, screen = room.sit("citizen"), room.show()
    ballot = room.ask()
    room.put(seat, ballot, KEY, 2)
    room.close(ballot)
    assert room.put(seat, ballot, KEY, 1) == 409
    room.reopen(ballot)
    assert "1. plads" not in everything(room, screen, ballot)
    assert "1 af 3 prikker tilbage" in seat.get(f"{room.url}/phone/ballots/{ballot}").text
    assert room.put(seat, ballot, KEY, 3) == 303
    room.close(ballot)
    assert "1. plads" in screen.get(f"{room.url}/screen").text


def test_one_ballot_at_a_time_takes_dots(room: Ballots) -> None:
    first = room.ask("all")
    assert room.ask("event") == first
    room.close(first)
    second = room.ask("event")
    room.reopen(first)
    assert "En anden afstemning er åben" in room.console()
    room.close(second)
    room.reopen(first)
    assert room.put(room.sit(), first, KEY, 1) == 303


def test_a_ballot_opened_by_mistake_is_undone_until_somebody_votes(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask()
    room.steer(f"ballots/{ballot}/removal")
    assert seat.get(f"{room.url}/phone/ballots/{ballot}").status_code == 404
    again = room.ask()
    room.put(seat, again, KEY, 1)
    room.steer(f"ballots/{again}/removal")
    assert "Nogen har allerede sat prikker" in room.console()
    assert room.votes() == [(KEY, 1)]


def test_what_is_added_to_the_case_meanwhile_does_not_change_the_paper(room: Ballots) -> None:
    codes = written(room)
    assert len(codes) > 1, "the demo case has causes"
    new = next(code for code in ("RAM5", "SYS5", "AFG5") if code not in codes)
    seat, ballot = room.sit(), room.ask("written")
    room.facilitator.send(f"/journeys/{room.journey_id}/causes", {"code": new})
    assert new in written(room)
    assert room.put(seat, ballot, new, 1) == 400
    assert room.put(seat, ballot, codes[0], 1) == 303


def test_a_cause_that_got_dots_is_written_on_the_case_once(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask("all")
    new = next(code for code in ("RAM5", "SYS5", "AFG5") if code not in written(room))
    room.put(seat, ballot, new, 2)
    before = written(room)
    answer = room.facilitator.send(f"{room.url}/ballots/{ballot}/causes", {"choice": new})
    assert answer.status_code == 400, "not before the ballot is closed"
    room.close(ballot)
    for _twice in range(2):
        room.steer(f"ballots/{ballot}/causes", choice=new)
    assert written(room) == [*before, new]
    assert "står på sagen" in room.console()


def test_an_event_that_got_dots_comes_into_focus_and_the_screen_goes_back_to_the_timeline(room: Ballots) -> None:
    seat, screen, ballot = room.sit(), room.show(), room.ask("event")
    assert room.put(seat, ballot, "E03", 2) == 303
    room.close(ballot)
    assert 'data-state="closed"' in screen.get(f"{room.url}/screen").text
    for _even_if_it_is_in_focus in range(2):
        room.steer(f"ballots/{ballot}/focus", event=room.events[2])
        page = screen.get(f"{room.url}/screen").text
        assert f'data-focus="{room.events[2]}"' in page
        assert 'data-state="none"' in page
        room.steer(f"ballots/{ballot}/showing", shown="yes")
        assert 'data-state="closed"' in screen.get(f"{room.url}/screen").text


def test_another_phase_gives_the_screen_back_to_the_timeline(room: Ballots) -> None:
    screen, ballot = room.show(), room.ask("all")
    room.close(ballot)
    room.steer("clock", move=1)
    assert 'data-state="closed"' in screen.get(f"{room.url}/screen").text
    room.steer("phase", phase="actions")
    assert 'data-state="none"' in screen.get(f"{room.url}/screen").text


def test_a_closed_workshop_takes_no_dots(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask()
    room.steer("closure")
    assert room.put(seat, ballot, KEY, 1) == 410
    assert room.votes() == []


def test_a_locked_workshop_takes_no_dots(room: Ballots) -> None:
    seat, ballot = room.sit(), room.ask()
    with room.app.app_context():
        db.session.execute(db.update(Workshop).values(locked=True))
        db.session.commit()
    assert room.put(seat, ballot, KEY, 1) == 423
    assert room.votes() == []
    page = seat.get(f"{room.url}/phone/ballots/{ballot}").text
    assert "Låst af facilitator" in page
    assert page.count(" disabled>") >= 80, "nothing to press on any of forty causes"


def test_whoever_changes_sides_takes_their_dots_along(room: Ballots) -> None:
    seat, ballot = room.sit("citizen"), room.ask()
    room.put(seat, ballot, KEY, 3)
    seat.send(f"{room.url}/phone/departure")
    assert room.votes() == []


def test_giving_up_a_seat_changes_no_result(room: Ballots) -> None:
    seat, ballot = room.sit("citizen"), room.ask()
    room.put(seat, ballot, KEY, 3)
    room.close(ballot)
    seat.send(f"{room.url}/phone/departure")
    assert room.votes() == [(KEY, 3)]


def test_dots_of_another_room_are_out_of_reach(room: Ballots, app: Flask, facilitator: CheckingClient) -> None:
    ballot, other = room.ask(), Ballots(app, facilitator, room.journey_id + 1)
    assert other.put(other.sit(), ballot, KEY, 1) == 404
    assert facilitator.send(f"{other.url}/ballots/{ballot}/closure").status_code == 404
