"""The learning note: one page where it can be, more where its texts need it, and nothing lost between."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.posters import Layout, PosterError, build_note
from klagerejsen.posters.anonymising import anonymised
from klagerejsen.posters.choices import ANONYMITIES, Choices
from klagerejsen.posters.paper.leaves import A4
from klagerejsen.posters.paper.typeface import printable
from tests.unit.posters.geometry import faults
from tests.unit.posters.made import made_journey
from tests.unit.posters.strategies import journeys
from tests.unit.posters.test_layout import CASES, MADE, demo, said


def note(document: dict[str, Any], **chosen: Any) -> Layout:
    choices = Choices(sheet="learning", **chosen)
    told = anonymised(document, choices.anonymity, choices.language)
    return build_note(told, analyse(read_journey(told)), choices, made=MADE)


def words(layout: Layout) -> str:
    return " ".join(said(layout).split())


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_demo_case_stands_on_one_page_with_nothing_touching(name: str, language: str) -> None:
    layout = note(demo(name), language=language)
    assert faults(layout) == []
    assert [(sheet.width * sheet.scale, sheet.height * sheet.scale) for sheet in layout.sheets] == [A4]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=journeys(most=60), anonymity=st.sampled_from(ANONYMITIES), grey=st.booleans())
def test_no_journey_makes_texts_touch_or_leave_the_page(document: dict, anonymity: str, grey: bool) -> None:
    assert faults(note(document, anonymity=anonymity, grey=grey)) == []


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=journeys(most=60))
def test_every_answer_and_every_action_stands_there_whole(document: dict) -> None:
    found = words(note(document))
    learning = document["learning"] or {}
    texts = [learning.get(key) for key in ("happened", "wished", "why", "prevent")]
    texts += [action[key] for action in document["actions"] for key in ("title", "owner", "measure")]
    for text in filter(None, texts):
        whole = printable(text)[0]
        # A text that runs on to another page stands there in pieces of at most twelve lines.
        assert all(word in found for word in whole.split()) if len(whole) > 900 else whole in found


def test_a_long_note_takes_a_second_page_in_comfortable_type_and_numbers_both() -> None:
    document = demo("boern-to-teams")
    document["learning"]["why"] = "Ansvaret var ikke skrevet ned. " * 60
    layout = note(document)
    assert len(layout.sheets) == 2
    assert "Side 1 af 2" in words(layout)
    assert words(layout).count("Ansvaret var ikke skrevet ned.") == 60


def test_the_five_heaviest_findings_stand_there_and_the_others_are_counted() -> None:
    document = demo("boern-to-teams")
    document["findings"] = [
        {"type": "rework", "status": "confirmed", "events": ["E08"], "severity": weight, "note": f"Fund {weight}."}
        for weight in (1, 2.5, 3, 0.5, 2, 1.5, 0)
    ]
    found = words(note(document))
    places = [found.find(f"Fund {weight}.") for weight in (3, 2.5, 2, 1.5, 1)]
    assert -1 not in places
    assert places == sorted(places)
    assert "Fund 0.5." not in found
    assert "2 lettere bekræftede fund" in found


def test_what_nobody_confirmed_is_not_told_as_found() -> None:
    document = demo("boern-to-teams")
    for each in document["findings"]:
        each["status"] = "suggested"
    found = words(note(document))
    assert "Ingen fund er bekræftet endnu." in found
    assert "112 dage, hvor kommunen" not in found
    assert "forslag, som ingen har taget stilling til" in found


def test_the_summary_ends_with_a_whole_sentence_within_five_lines() -> None:
    document = demo("boern-to-teams")
    document["summary"] = "En sætning om sagens gang gennem kommunen. " * 20
    found = words(note(document))
    told = found.count("En sætning om sagens gang gennem kommunen.")
    assert 5 < told < 20
    assert f"resuméets {20 - told} sidste sætninger" in found


def test_an_action_says_whether_it_helped_once_it_was_carried_out() -> None:
    document = demo("boern-to-teams")
    assert "Hvad kom der ud af den?" not in words(note(document))
    document["actions"][0] |= {
        "status": "done", "done_on": "2025-09-01", "helped": "partly", "evidence": "Færre skift i august",
    }  # fmt: skip
    document["actions"][1]["status"] = "dropped"
    found = words(note(document))
    assert "Gennemført 1. september 2025 Hjalp det? Delvist Færre skift i august" in found
    assert document["actions"][1]["title"] not in found
    assert "én droppet handling" in found


def test_a_case_without_a_timeline_has_a_note_too() -> None:
    document = {
        **made_journey(1),
        "events": [],
        "findings": [],
        "causes": [],
        "actions": [],
        "learning": {"happened": "Et brev blev væk."},
    }
    layout = note(document)
    assert faults(layout) == []
    assert "Et brev blev væk." in words(layout)
    assert "Ingen handlinger er aftalt endnu." in words(layout)


def test_without_days_no_day_of_the_case_stands_in_the_note() -> None:
    found = words(note(demo("boern-to-teams"), anonymity="months"))
    assert "14. maj" not in found
    assert "Familierådgivningen" not in found
    assert "Parter er nævnt ved rolle, dage er gjort til måneder" in found


def test_an_action_longer_than_a_row_can_be_is_refused_in_words() -> None:
    document = demo("boern-to-teams")
    document["actions"][0]["measure"] = "x" * 1001
    with pytest.raises(PosterError, match="1000 tegn"):
        note(document)
