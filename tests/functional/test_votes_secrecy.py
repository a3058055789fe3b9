"""On the real server: not a byte of an open ballot leaves it, on any stream or poll, before the ballot is closed."""

import re
from collections.abc import Iterator

import pytest

from tests import databases
from tests.live_room import Room, Stream, furnish, serving

pytestmark = pytest.mark.enable_socket

NAME = "Utilstrækkeligt grundlag"
CODE = "OPL1"


@pytest.fixture(scope="module")
def room(furnished, tmp_path_factory) -> Iterator[Room]:
    folder = databases.copy(furnished, tmp_path_factory.mktemp("votes") / "data")
    with serving(furnish(folder), beat=30.0) as room:
        yield room


def follow(room: Room, name: str, query: str = "") -> Stream:
    stream = room.person(name).follow(room.stream + query)
    assert stream.status == 200
    stream.wait(lambda one: one.numbers)
    return stream


def test_not_a_byte_of_an_open_ballot_leaves_the_server(room: Room):
    workshop, facilitator = f"/workshops/{room.workshop_id}", room.person("facilitator")
    facilitator.post(f"{workshop}/ballots", subject="all", dots="3")
    ballot, before = f"{workshop}/phone/ballots/1", room.latest()
    streams = [follow(room, name) for name in ("authority", "external", "screen", "facilitator")]
    streams += [follow(room, "facilitator", "?as=screen"), follow(room, "facilitator", "?as=participant")]
    starts = [len(stream.raw) for stream in streams]

    for dots in (1, 2, 3, 2):
        answer = room.person("citizen").post(ballot, choice=CODE, dots=str(dots))
        assert answer.status == 303
    number = room.latest()
    assert number == before + 4
    for stream in streams:
        stream.reach(number)
    said = [stream.raw[start:].decode() for stream, start in zip(streams, starts, strict=True)]
    for position, text in enumerate(said):
        assert CODE not in text
        assert NAME not in text
        if position != 3:  # everyone but the console hears a number and nothing else
            assert set(re.sub(r"id: \d+-\w+|: ?\n|event: \w+|data: ?\n|retry: \d+|\n", "", text)) <= set(": ")
    assert said[3].count("1 af 1 har stemt") == said[3].count("data: {")

    for name, eyes in (("authority", ""), ("screen", ""), ("facilitator", "&as=screen"), ("facilitator", "")):
        polled = room.person(name).get(f"{room.changes}?after={before}{eyes}").text
        assert CODE not in polled
        assert NAME not in polled

    facilitator.post(f"{workshop}/ballots/1/closure", closed="yes")
    for stream in streams:
        stream.reach(room.latest())
        assert NAME in "".join(str(message.get("html")) for message in stream.messages)
        stream.close()
