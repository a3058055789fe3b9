"""What holds for findings of every kind, whatever things are called, whatever else happens, however dates are known.

The cases are one that has every kind of finding and the three of the demo; `test_properties.py` draws small ones.
"""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import Population, Thresholds, analyse, gather, read_journey, sample
from klagerejsen.codes import FINDING_TYPES
from klagerejsen.dates import parse_edtf
from klagerejsen.paths import PACKAGE
from tests.every_kind import every_kind

DEMOS = [json.loads(file.read_text("utf-8")) for file in sorted((PACKAGE / "demo/cases").glob("*.json"))]
CASES = [every_kind(), *DEMOS]
cases = st.sampled_from(CASES)
STRANGERS = [
    {"id": "kantine", "label": "Kantinen", "role": "other_unit", "perspective": "authority", "unit": "Kantinen"},
    {"id": "garage", "label": "Garagen", "role": "other_unit", "perspective": "authority", "unit": "Garagen"},
    {"id": "nabo", "label": "Genboen", "role": "provider", "perspective": "external"},
]
WAYS = [("kantine", "garage"), ("nabo", "garage"), ("nabo", None)]
WORDS = ["information", "reply", "conversation", "meeting", "handover", "decision", "complaint", "withdrawal"]
KINDS = [*WORDS, "correction", "reminder", "waiting_notice", "information_request", "scheduling", "other", None]


def found(document: dict, area: Population | None = None) -> dict:
    """Return what is said of each finding, by its key; measured against an area, or against itself."""
    return {
        each.key: (each.code, each.certainty, each.raw, each.severity, each.events)
        for each in analyse(read_journey(document), population=area).findings
    }


def area_of(document: dict) -> Population:
    return gather([sample(read_journey(document))], Thresholds())


def test_the_cases_have_every_kind_and_both_certainties():
    kinds = {said[0] for document in CASES for said in found(document).values()}
    assert kinds == set(FINDING_TYPES)


def renamed(document: dict, names: dict, actors: dict) -> dict:
    """Return the document with other ids for its events and actors."""
    events = []
    for event in document["events"]:
        links = {key: names[event[key]] for key in ("responds_to",) if event.get(key)}
        links |= {key: [actors[each] for each in event[key]] for key in ("from", "to") if event.get(key)}
        links |= {"carries_from": actors[event["carries_from"]]} if event.get("carries_from") else {}
        links |= {"contradicts": [names[each] for each in event["contradicts"]]} if event.get("contradicts") else {}
        met = (event.get("deadline") or {}).get("completed_by")
        links |= {"deadline": event["deadline"] | {"completed_by": names[met]}} if met else {}
        events.append(event | links | {"id": names[event["id"]]})
    people = [each | {"id": actors[each["id"]]} for each in document["actors"]]
    return document | {"actors": people, "events": events}


@settings(deadline=None, max_examples=40)
@given(cases, st.randoms(use_true_random=False))
def test_other_ids_for_events_and_actors_change_nothing(document, chance):
    def shuffled(items, letter):
        ids = [each["id"] for each in items]
        other = [f"{letter}{number:02}" for number in range(len(ids))]
        chance.shuffle(other)
        return dict(zip(ids, other, strict=True))

    names, actors = shuffled(document["events"], "n"), shuffled(document["actors"], "p")
    before = sorted((*said[:4], tuple(names[each] for each in said[4])) for said in found(document).values())
    after = sorted(found(renamed(document, names, actors)).values())
    assert [(*said[:4], sorted(said[4])) for said in before] == [(*said[:4], sorted(said[4])) for said in after]


@st.composite
def unrelated(draw, document):
    """Draw an event of other parties in another topic, which asks for nothing, on a day within the record.

    It tells neither the citizen nor the externals anything, which would end their silence.
    """
    spans = [parse_edtf(event["date"]) for event in document["events"]]
    first, last = min(span.earliest for span in spans), max(span.earliest for span in spans)
    day = first + timedelta(draw(st.integers(0, (last - first).days)))
    sender, receiver = draw(st.sampled_from(WAYS))
    ends = {"from": [sender] if sender else [], "to": [receiver] if receiver else []}
    more = {"artefact": "madplan"} if draw(st.booleans()) else {}
    kind = draw(st.sampled_from(KINDS))
    return {"id": "fremmed", "date": str(day), "type": kind, "topic": "frokost", "title": "Frokost", **ends, **more}


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_an_unrelated_event_changes_no_finding_but_the_stillness_that_it_breaks(data):
    document = data.draw(cases)
    event, place = data.draw(unrelated(document)), data.draw(st.integers(0, len(document["events"])))
    events = [*document["events"][:place], event, *document["events"][place:]]
    area = area_of(document)
    after = found(document | {"actors": [*document["actors"], *STRANGERS], "events": events}, area)
    for key, said in found(document, area).items():
        assert after.get(key) == said or _breaks(event, said, document), f"{key} after {event}"


def _breaks(event: dict, said: tuple, document: dict) -> bool:
    """Tell whether an event lies inside a standstill, which an event of any kind ends, by definition."""
    days = {each["id"]: parse_edtf(each["date"]) for each in document["events"]}
    first, last = days[said[4][0]], days[said[4][-1]]
    return said[0] == "standstill" and first.earliest <= date.fromisoformat(event["date"]) <= last.latest


def widened(document: dict, places: dict[int, tuple[int, int]]) -> dict:
    """Return the document with some events' dates so many days wider at either end."""
    events = [dict(event) for event in document["events"]]
    for place, (before, after) in places.items():
        span = parse_edtf(events[place]["date"])
        events[place]["date"] = f"{span.earliest - timedelta(before)}/{span.latest + timedelta(after)}"
    return document | {"events": events}


days = st.tuples(st.integers(0, 25), st.integers(0, 25))


@settings(deadline=None, max_examples=100)
@given(st.data())
def test_a_wider_date_makes_nothing_certain_that_was_only_possible(data):
    document = data.draw(cases)
    places = st.integers(0, len(document["events"]) - 1)
    imprecise = widened(document, data.draw(st.dictionaries(places, days, max_size=12)))
    wider = found(widened(imprecise, data.draw(st.dictionaries(places, days, min_size=1, max_size=2))))
    for key, said in found(imprecise).items():
        assert said[1] == "certain" or wider.get(key, said)[1] == "possible", key


# What these say is raised on what was said and by whom, whenever it was.
TIMELESS = {"contradiction", "isolated_external", "perception_gap", "blind_spot"}


@pytest.mark.parametrize("kind", sorted(set(FINDING_TYPES) - TIMELESS))
def test_every_kind_that_dates_decide_is_only_possible_where_they_leave_it_open(kind):
    """A year to either side leaves everything open: what is then still found of the kind is nowhere certain."""
    document = every_kind()
    everything = widened(document, dict.fromkeys(range(len(document["events"])), (365, 365)))
    sure = {said[1] for said in found(everything).values() if said[0] == kind}
    assert "certain" not in sure
