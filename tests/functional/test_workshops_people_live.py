"""The room's people on the real server: who is shown out hears nothing more, and who listens is here."""

import shutil
import time

import pytest

from tests.live_room import Room, furnish, key, serving

pytestmark = pytest.mark.enable_socket

NAMED = "Sagen lå hos Kirsten Holmgaard."


@pytest.fixture
def room(furnished, tmp_path):
    folder = shutil.copytree(furnished, tmp_path / "data")
    with serving(furnish(folder), beat=1.0) as room:
        yield room


def seat(room: Room, side: str) -> int:
    ((found,),) = room.rows("select id from participants where perspective = :side", side=side)
    return found


def console(room: Room, noun: str, **form: object) -> None:
    answer = room.person("facilitator").post(f"/workshops/{room.workshop_id}/{noun}", **form)
    assert answer.status == 303, answer.text[:300]


def test_the_stream_of_somebody_who_is_shown_out_ends_and_does_not_begin_again(room: Room) -> None:
    out, stays = (room.person(side).follow(room.stream) for side in ("citizen", "authority"))
    for stream in (out, stays):
        stream.wait(lambda stream: stream.numbers)
    console(room, f"participants/{seat(room, 'citizen')}/removal")
    out.wait(lambda stream: stream.ended, seconds=5)
    console(room, "phase", phase="dynamics")
    stays.reach(room.latest())
    assert not stays.ended
    assert "Hvor var der stille" not in out.raw.decode()
    for path in (room.stream, room.changes, f"/workshops/{room.workshop_id}/phone"):
        assert room.person("citizen").get(path, **{"HX-Request": "true"}).status == 401
    out.close()
    stays.close()


def test_those_of_a_workshop_that_is_over_hear_nothing_of_the_next_one(room: Room) -> None:
    seat, screen = (room.person(name).follow(room.stream) for name in ("citizen", "screen"))
    for stream in (seat, screen):
        stream.wait(lambda stream: stream.numbers)
    console(room, "closure", closed="yes")
    answer = room.person("facilitator").post(f"/journeys/{room.journey_id}/workshops")
    assert answer.status == 303
    for stream in (seat, screen):
        stream.wait(lambda stream: stream.ended, seconds=5)
        stream.close()
        assert room.person("citizen").get(room.changes).status == 404


def test_what_is_held_is_streamed_to_nobody_but_masked_to_the_facilitator(room: Room) -> None:
    streams = {name: room.person(name).follow(room.stream) for name in ("facilitator", "screen", "authority")}
    for stream in streams.values():
        stream.wait(lambda stream: stream.numbers)
    form = {"note": NAMED, "key": key(1), "event": room.events[2]}
    assert room.person("citizen").post(room.notes, **form).status == 303
    card = f"/workshops/{room.workshop_id}/phone/events/{room.events[2]}"
    assert room.person("citizen").post(card, known="known", score="1", text=NAMED).status == 303
    for stream in streams.values():
        stream.reach(room.latest())
        stream.close()
    assert "<mark>K•••••• H••••••••</mark>" in str(streams["facilitator"].messages)
    for name in ("screen", "authority"):
        assert "Kirsten" not in streams[name].raw.decode()


def test_whoever_listens_to_the_stream_is_written_down_as_here_without_a_line_in_the_log(room: Room) -> None:
    room.rows("update participants set seen_at = '2020-01-01 00:00:00.000000'")
    before, stream = room.latest(), room.person("citizen").follow(room.stream)
    until = time.monotonic() + 20
    while room.rows("select count(*) from participants where seen_at > '2021-01-01'") != [(1,)]:
        assert time.monotonic() < until, "nobody wrote it down"
        time.sleep(0.3)
    assert room.latest() == before
    assert "1 til stede" in room.person("screen").get(f"/workshops/{room.workshop_id}/screen").text
    stream.close()


def test_the_lock_is_told_to_the_phones_both_ways(room: Room) -> None:
    stream = room.person("citizen").follow(room.stream)
    stream.wait(lambda stream: stream.numbers)
    for locked in ("yes", "no"):
        console(room, "lock", locked=locked)
        stream.reach(room.latest())
    told = [message["data"]["locked"] for message in stream.messages if message["entity"] == "workshop"]
    assert told == [True, False]
    assert "Låst af facilitator" in stream.messages[0]["html"]
    stream.close()
