"""Journeys as unlike one another as people's are: crowded, scattered, ancient, wordy, half answered."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from klagerejsen.posters.choices import ANONYMITIES, SECTIONS, SIZES
from klagerejsen.posters.paper.ink import SIDES
from tests.unit.posters.made import made_journey

COMPOUND = "Specialundervisningsvisitationsudvalgsmødedeltagelsesreglement"
ODD = (
    "",
    COMPOUND,
    f"{COMPOUND} {COMPOUND.lower()}{COMPOUND.lower()}",
    "Æ ø å",
    '#import "x" *bold* $x$ @ref <b>',
    "👩‍👧 ringer \u202e til kommunen",
    "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii",
    "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
)
SPANS = ("2024-06", "2024-24", "2024-03-20~", "2023/2025", "2024-05-01/2024-07-14", "0001-01-01", "9999-12-31", "20XX")


@st.composite
def journeys(draw: Any, most: int = 300) -> dict[str, Any]:
    """Return an interchange document of 1 to `most` events."""
    count = draw(st.one_of(st.integers(1, 40), st.integers(1, most)))
    days = draw(st.sampled_from([1, 9, 120, 700, 4000, 40000]))
    made = made_journey(count, draw(st.integers(0, 9999)), days, draw(st.sampled_from([0.0, 0.6, 1.0])))
    made["title"] = draw(st.sampled_from(["Kort", "Et forløb " * 18, COMPOUND]))
    made["summary"] = draw(st.sampled_from([None, "Et kort resumé.", "Et langt resumé. " * 120]))
    for event in draw(st.lists(st.sampled_from(made["events"]), max_size=12)):
        event["title"] = draw(st.sampled_from(ODD))
        for view in event["perspectives"].values():
            view["text"] = draw(st.sampled_from([*ODD, "Meget lang sætning. " * 40]))
    for event in draw(st.lists(st.sampled_from(made["events"]), max_size=4)):
        event["date"] = draw(st.sampled_from(SPANS))
    if draw(st.booleans()):
        _crowd(made["events"], draw(st.integers(0, 3)))
    learning = draw(st.sampled_from([made["learning"], None, {"happened": "Lang forklaring. " * 250, "why": COMPOUND}]))
    made["learning"] = learning
    made["actions"] = made["actions"] * draw(st.integers(0, 4))
    made["findings"] = made["findings"] * draw(st.integers(0, 3))
    return made


def choices() -> st.SearchStrategy[dict[str, Any]]:
    """Return what somebody may choose: any paper either way, and often everything on it."""
    everything = st.just(frozenset(SECTIONS))
    some = st.frozensets(st.sampled_from(SECTIONS))
    return st.fixed_dictionaries({
        "size": st.sampled_from(SIZES),
        "portrait": st.booleans(),
        "sections": everything | some,
        "quotes": st.just(frozenset(SIDES)) | st.frozensets(st.sampled_from(SIDES)),
        "anonymity": st.sampled_from(ANONYMITIES),
        "grey": st.booleans(),
    })  # fmt: skip


def _crowd(events: list[dict[str, Any]], spread: int) -> None:
    """Put half of the events within a few days of one another."""
    for index, event in enumerate(events[::2]):
        event["date"] = (dt.date(2024, 5, 14) + dt.timedelta(days=index % (spread + 1))).isoformat()
