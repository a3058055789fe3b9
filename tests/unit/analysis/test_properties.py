"""What must hold for any journey: it is analysed, always the same way, and no date that cannot be raises anything."""

import itertools
from collections import Counter
from dataclasses import astuple
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import analyse, explain, read_journey
from tests.strategies import documents

from .drawing import case, event

WAYS = ["borger > ydelse", "ydelse > borger", "ydelse > jura", "jura > ydelse", "jura > borger", "skole > ydelse"]
KINDS = ["handover", "enquiry", "meeting", "conversation", "application", "decision", "information"]
NEW_YEAR = date(2024, 1, 1)
day = st.integers(0, 150).map(lambda number: NEW_YEAR + timedelta(number))


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents(most_events=8))
def test_any_journey_is_analysed_and_always_the_same_way(document):
    journey = read_journey(document)
    analysis = analyse(journey)
    again = analyse(read_journey(document))
    assert analysis.findings == again.findings
    assert analysis.silences == again.silences
    assert analysis.measures == again.measures
    assert all(count == 1 for count in Counter(each.key for each in analysis.findings).values())
    for finding in analysis.findings:
        assert finding.start <= finding.end
        assert 0 <= finding.severity <= 3
        for language in ("da", "en"):
            assert all(astuple(explain(finding, journey, language)))


@st.composite
def dates(draw):
    start, width = draw(day), draw(st.sampled_from([0, 0, 5, 14, 30]))
    return f"{start}/{start + timedelta(width)}" if width else str(start)


@st.composite
def imprecise_events(draw):
    events = []
    for number in range(draw(st.integers(2, 4))):
        kind, more = draw(st.sampled_from(KINDS)), {}
        if draw(st.booleans()):
            more["expects_reply"] = True
        if kind == "application":
            more["deadline"] = {"date": str(draw(day))}
        if number and draw(st.integers(0, 3)) == 0:
            more["responds_to"] = f"e{draw(st.integers(0, number - 1))}"
        events.append(event(f"e{number}", draw(dates()), kind, draw(st.sampled_from(WAYS)), **more))
    return events


def exact(events):
    """Yield the journey with every event on its first, middle and last day, and on those next to the ends."""
    choices = []
    for each in events:
        first, _, last = each["date"].partition("/")
        start = date.fromisoformat(first)
        width = (date.fromisoformat(last or first) - start).days
        days = {0, 1, width // 2, width - 1, width}
        choices.append([str(start + timedelta(number)) for number in sorted(days) if 0 <= number <= width])
    for chosen in itertools.product(*choices):
        yield case(*({**each, "date": one} for each, one in zip(events, chosen, strict=True)))


def told(analysis):
    """Return what is found, by kind and events, with how sure it is."""
    return {(each.code, frozenset(each.events)): each.certainty for each in analysis.findings}


@settings(deadline=None, max_examples=60)
@given(imprecise_events(), st.randoms(use_true_random=False))
def test_other_names_for_the_events_change_nothing(events, chance):
    names = [f"n{number}" for number in range(len(events))]
    chance.shuffle(names)
    other = dict(zip((each["id"] for each in events), names, strict=True))
    links = [{"responds_to": other[each["responds_to"]]} if "responds_to" in each else {} for each in events]
    renamed = [{**each, "id": other[each["id"]], **link} for each, link in zip(events, links, strict=True)]
    here = {
        (code, frozenset(other[ref] for ref in refs)): sure
        for (code, refs), sure in told(analyse(case(*events))).items()
    }
    assert told(analyse(case(*renamed))) == here


@settings(deadline=None, max_examples=60)
@given(imprecise_events(), day)
def test_an_event_that_concerns_nobody_takes_nothing_but_stillness_away(events, when):
    unrelated = event("andet", str(when), "occurrence", topic="noget helt andet")
    before, after = (
        told(analyse(case(*events, closed="2024-12-01"))),
        told(analyse(case(*events, unrelated, closed="2024-12-01"))),
    )
    still = {"standstill"}  # an event of any kind breaks it, by definition
    assert {key: sure for key, sure in before.items() if key[0] not in still} == {
        key: sure for key, sure in after.items() if key[0] not in still
    }


# Raised on what is said, not on when: their dates never decide how sure they are.
TIMELESS = {"contradiction", "isolated_external", "perception_gap", "blind_spot"}


@settings(deadline=None, max_examples=80)
@given(imprecise_events(), st.data())
def test_widening_a_date_never_makes_what_was_possible_certain(events, data):
    place = data.draw(st.integers(0, len(events) - 1))
    first, _, last = events[place]["date"].partition("/")
    wider = f"{date.fromisoformat(first) - timedelta(9)}/{date.fromisoformat(last or first) + timedelta(9)}"
    widened = [{**each, "date": wider} if number == place else each for number, each in enumerate(events)]
    before, after = told(analyse(case(*events))), told(analyse(case(*widened)))
    for key, sure in before.items():
        if key[0] not in TIMELESS and sure == "possible":
            assert after.get(key) != "certain", key


@settings(deadline=None, max_examples=60)
@given(imprecise_events())
def test_nothing_is_found_that_no_date_allows(events):
    found = analyse(case(*events)).findings
    if not found:
        return
    raised = [{(each.code, ref) for each in analyse(one).findings for ref in each.events} for one in exact(events)]
    for finding in found:
        wanted = {(finding.code, ref) for ref in finding.events}
        assert any(wanted & here for here in raised), finding


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(dates(), st.sampled_from(["ydelse > borger", "borger > ydelse"])), min_size=2, max_size=4))
def test_a_certain_silence_is_there_on_every_date(turns):
    events = [event(f"e{number}", when, "information", way) for number, (when, way) in enumerate(turns)]
    asked = event("spurgt", "2023-12-01", "enquiry", "borger > ydelse", expects_reply=True)
    told = event("svar", "2023-12-20", "acknowledgement", "ydelse > borger")
    for bar in analyse(case(asked, told, *events)).silences["citizen"]:
        for one in exact([asked, told, *events]):
            here = analyse(one).silences["citizen"]
            meanwhile = [each for each in here if each.start < bar.end and bar.start < each.end]
            assert meanwhile or bar.certainty == "possible"
