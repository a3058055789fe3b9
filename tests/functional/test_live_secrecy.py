"""What is withheld is not sent, to anybody; and whoever may no longer read is read to no longer."""

import re

import pytest

from tests import databases
from tests.live_room import Room, Stream, furnish, key, serving

pytestmark = pytest.mark.enable_socket

SECRET_ANSWER, SECRET_NOTE = "Jeg blev aldrig ringet op", "Det stod i et andet brev"
BEAT = 0.4


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory):
    folder = databases.copy(furnished, tmp_path_factory.mktemp("secrecy") / "data")
    with serving(furnish(folder, revealed=False), BEAT) as room:
        yield room


@pytest.fixture
def follow(room):
    opened: list[Stream] = []

    def follow(name: str, path: str = "") -> Stream:
        opened.append(room.person(name).follow(path or room.stream))
        assert opened[-1].status == 200
        opened[-1].wait(lambda stream: stream.numbers)
        return opened[-1]

    yield follow
    for stream in opened:
        stream.close()


def write_in_private(room: Room) -> None:
    person = room.person("citizen")
    form = {"known": "known", "score": "-2", "text": SECRET_ANSWER}
    answer = person.post(f"/workshops/{room.workshop_id}/phone/events/{room.events[0]}", **form)
    assert answer.status == 303, answer.text[:300]
    answer = person.post(room.notes, note=SECRET_NOTE, key=key("secret"), event=room.events[0])
    assert answer.status == 303, answer.text[:300]


def test_what_is_withheld_is_in_nobodys_stream_until_it_is_revealed(room, follow):
    before = room.latest()
    others = [follow(name) for name in ("citizen", "authority", "external", "screen")]
    as_screen = follow("facilitator", f"{room.stream}?as=screen")
    write_in_private(room)
    number = room.latest()
    for stream in (*others, as_screen):
        stream.reach(number)
    late = [follow(name, f"{room.stream}?after={before}") for name in ("authority", "screen")]
    for stream in (*others, as_screen, *late):
        assert SECRET_ANSWER.encode() not in stream.raw
        assert SECRET_NOTE.encode() not in stream.raw
    for name in ("citizen", "authority", "screen"):
        polled = room.person(name).get(f"{room.changes}?after={before}").text
        assert SECRET_ANSWER not in polled
        assert SECRET_NOTE not in polled
    room.person("facilitator").post(f"/workshops/{room.workshop_id}/reveal")
    after = room.latest()
    for stream in others:
        stream.reach(after)
    polled = room.person("authority").get(f"{room.changes}?after={before}").text
    assert SECRET_NOTE in polled


def test_a_participant_gets_no_other_eyes_by_asking(room, follow):
    address = f"{room.changes}?after={room.latest() - 3}"
    asked, own = (room.person("citizen").get(address + eyes).text for eyes in ("&as=facilitator", ""))
    assert without_times(asked) == without_times(own)


def without_times(text: str) -> str:
    return re.sub(r'data-now=\\"[^"]*\\"', "", text)


def test_a_stream_ends_when_its_participant_leaves(room, follow):
    leaving, staying = follow("external"), follow("authority")
    room.person("external").post(f"/workshops/{room.workshop_id}/phone/departure")
    leaving.wait(lambda stream: stream.ended)
    assert not staying.ended
    assert room.person("external").get(room.stream).status in (401, 404)


def test_a_projectors_stream_ends_when_the_link_is_renewed(room, follow):
    screen, staying = follow("screen"), follow("authority")
    room.person("facilitator").post(f"/workshops/{room.workshop_id}/display-token")
    screen.wait(lambda stream: stream.ended, seconds=3)
    assert not staying.ended


def test_a_stream_ends_when_its_user_signs_out(room, follow):
    stream = follow("facilitator")
    stream.wait(lambda stream: any(told.kind == "beat" for told in stream.told))
    room.person("facilitator").post("/logout")
    stream.wait(lambda stream: stream.ended)
