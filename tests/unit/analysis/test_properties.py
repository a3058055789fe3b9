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
