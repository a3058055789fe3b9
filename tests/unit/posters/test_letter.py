"""The letter to the citizen: proposed in plain words without blame or names, and printed as it was edited."""

from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.codes import FINDING_TYPES
from klagerejsen.posters.letter.sheet import build_letter
from klagerejsen.posters.letter.words import LetterText, plain_words, proposal
from klagerejsen.posters.paper.typeface import printable
from tests.unit.posters.geometry import faults
from tests.unit.posters.strategies import ODD
from tests.unit.posters.test_layout import CASES, MADE, demo
from tests.unit.posters.test_note import words


def proposed(document: dict, language: str = "da", quotes: bool = False) -> LetterText:
    return proposal(document, analyse(read_journey(document)), language, quotes)


def test_every_kind_of_finding_has_plain_words() -> None:
    assert set(plain_words(str)) == set(FINDING_TYPES)


@pytest.mark.parametrize("name", CASES)
def test_what_is_proposed_names_no_unit_and_never_says_who_was_wrong(name: str) -> None:
    document = demo(name)
    text = proposed(document)
    said = " ".join((text.greeting, text.thanks, text.understood, text.found)).lower()
    assert "fejl" not in said
    assert "skyld" not in said
    for actor in document["actors"]:
        assert (actor.get("unit") or "§").lower() not in said


def test_the_citizens_sentences_stand_there_only_when_they_are_chosen() -> None:
    document = demo("boern-to-teams")
    said = [
        event["perspectives"]["citizen"]["text"] for event in document["events"] if event["perspectives"].get("citizen")
    ]
    without, quoted = proposed(document), proposed(document, quotes=True)
    assert not any(text in without.understood for text in said if text)
    assert sum(text in quoted.understood for text in said if text) == 5


def test_what_nobody_confirmed_is_not_told_to_the_citizen() -> None:
    document = demo("boern-to-teams")
    for each in document["findings"]:
        each["status"] = "suggested"
    assert proposed(document).found == ""


def test_actions_stand_with_their_dates_and_without_their_owners() -> None:
    document = demo("boern-to-teams")
    document["actions"][0]["status"] = "done"
    document["actions"][2]["status"] = "dropped"
    doing = proposed(document).doing
    assert "til den er afgjort. Det er gjort." in doing
    assert "Ring til borgeren senest tre hverdage efter, at en klage er modtaget. Senest 1. juli 2025." in doing
    assert document["actions"][2]["title"] not in doing
    assert "Klagekonsulent" not in doing


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", CASES)
def test_the_letter_of_a_demo_case_stands_on_one_page(name: str, language: str) -> None:
    layout = build_letter(proposed(demo(name), language), language=language, made=MADE, fictional=True)
    assert faults(layout) == []
    assert len(layout.sheets) == 1


TEXTS = st.lists(st.sampled_from([*ODD, "– punkt", "– ", "Lang sætning. " * 80]), max_size=5).map("\n".join)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.fixed_dictionaries(dict.fromkeys(LetterText.__dataclass_fields__, TEXTS)))
def test_whatever_is_typed_is_printed_and_touches_nothing(texts: dict[str, str]) -> None:
    layout = build_letter(LetterText(**texts), language="da", made=MADE)
    assert faults(layout) == []
    found = words(layout)
    for text in texts.values():
        for word in printable(" ".join(text.splitlines()))[0].split():
            assert word in found


def test_with_nothing_said_of_whom_to_contact_there_are_lines_to_write_on() -> None:
    text = proposed(demo("boern-to-teams"))
    assert "Navn eller afdeling" in words(build_letter(text, language="da", made=MADE))
    written = LetterText(**asdict(text) | {"contact": "Ring til klageenheden."})
    assert "Navn eller afdeling" not in words(build_letter(written, language="da", made=MADE))
