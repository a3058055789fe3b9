"""Complaints as rows: whatever the register holds comes in again from its own file, and what cannot be so does not."""

import datetime as dt
import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klagerejsen.catalogue import LANGUAGES, translator
from klagerejsen.codes import CHANNELS, COMPLAINANTS, PROMISES, THEMES, WISHES, ComplaintKind, Kept, Track
from klagerejsen.complaints import columns, exports, reading, services
from klagerejsen.complaints.conversation.course import FIELDS, STEPS, Talk
from klagerejsen.complaints.course import Course, as_json, problems, settled
from klagerejsen.complaints.flow import ANSWERS, open_steps
from klagerejsen.complaints.models import Complaint
from klagerejsen.complaints.rows import Reading, Seen, pieces_of
from klagerejsen.intake import tables
from klagerejsen.intake.mappings import Mapping as Chosen
from klagerejsen.intake.mappings import decided
from klagerejsen.outgoing.terms import Terms

RECEIVED = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 11, 2)
AREAS = {"boern": "Børn og Unge", "voksne": "Voksne, ældre; og flere"}
SIGNS = st.sampled_from("=+-@;,|'\"aæø  1\t")
LINE = st.text(SIGNS, max_size=12).map(lambda text: " ".join(text.split()))
COURSE, TALK = tuple(Course.__dataclass_fields__), tuple(Talk.__dataclass_fields__)
CODES = {"theme": THEMES, "channel": CHANNELS, "complainant": COMPLAINANTS}


def silent(_share: float, _words: str) -> None:
    """Nobody waits here."""


@st.composite
def complaints(draw: st.DrawFn) -> Complaint:
    """Walk a complaint and the conversation about it, step by step, and write something into its other fields."""
    course, number = Course(draw(st.sampled_from(ComplaintKind)), RECEIVED), 0
    talk = Talk(RECEIVED, offered=draw(st.sampled_from([None, True, False])))
    for _turn in range(draw(st.integers(0, 8))):
        number += draw(st.integers(0, 9))
        on = RECEIVED + dt.timedelta(number)
        if draw(st.booleans()) and (steps := open_steps(course)):
            step = draw(st.sampled_from(steps))
            course = step.taken(course, on, draw(st.sampled_from(list(ANSWERS.get(step.asks, [""])))))
        elif steps := [step for step in STEPS if step.opens(talk)]:
            talk = draw(st.sampled_from(steps)).taken(talk, on, draw(answers(on)))
            shared = {name: getattr(talk, name) for name in ("offered_on", "contacted_on", "withdrawn_on")}
            course = settled(replace(course, **shared))
        talk = replace(talk, **{name: getattr(course, name) for name in COURSE if name in TALK})
    assert problems(course, TODAY) == {}
    stated = {name: getattr(talk, name) for name in FIELDS} | {name: getattr(course, name) for name in COURSE}
    texts = {name: draw(LINE) or None for name in columns.TEXTS if name != "other_units"}
    texts["learning"] = "\n".join(filter(None, draw(st.lists(LINE, max_size=3)))) or None
    units = [unit for text in draw(st.lists(LINE, max_size=2)) if (unit := " ".join(text.replace(",", " ").split()))]
    codes = {name: draw(st.sampled_from([None, *known])) for name, known in CODES.items()}
    other = {"area": draw(st.sampled_from(list(AREAS))), "satisfaction": draw(st.sampled_from([None, 1, 5]))}
    trust = {"power_of_attorney": draw(st.sampled_from([None, True, False]))}
    return Complaint(**stated, **texts, **codes, **other, **trust, other_units=units)


def answers(on: dt.date) -> st.SearchStrategy[dict[str, Any]]:
    several = {"wishes": WISHES, "promises": PROMISES}
    return st.fixed_dictionaries(
        {name: st.lists(st.sampled_from(codes), unique=True).map(lambda some: some or None)
         for name, codes in several.items()}
        | {"channel": st.sampled_from(("phone", "sms", "meeting", "in_person")), "minutes": st.sampled_from((None, 7)),
           "track": st.sampled_from(list(Track)), "follow_up": st.sampled_from(list(Kept)),
           "promised_by": st.just(on + dt.timedelta(400))}
    )  # fmt: skip


def brought_in(file: bytes, kind: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Take a file the whole way that people take it, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        source, table, result = (Path(folder, name) for name in ("source", "table", "result"))
        source.write_bytes(file)
        summary = tables.parse(source, table, silent)
        mapping = Chosen(columns.propose(summary["headings"], summary["profiles"]), header=summary["header"])
        mapping.orders = decided(mapping, summary["profiles"], columns.DAYS)
        areas = {name.casefold(): code for code, name in AREAS.items()}
        told = reading.parse(
            table, result, silent, mapping=mapping.as_json(), areas=areas, today=TODAY.isoformat(),
            marked=kind == "csv" and exports.is_ours(summary["headings"]),
        )  # fmt: skip
        return [json.loads(line) for line in result.read_text("utf-8").splitlines()], told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", exports.FORMATS)
@settings(max_examples=30)
@given(rows=st.lists(complaints(), min_size=1, max_size=3))
def test_whatever_the_register_holds_comes_in_again_as_it_was(kind: str, language: str, rows: list[Complaint]) -> None:
    make, _type = exports.FORMATS[kind]
    file = make(rows, AREAS, translator(language), Terms("report", "", TODAY))
    pieces, told = brought_in(file, kind)
    assert (told["faults"], told["words"]) == ([], {})
    assert pieces == [as_json({name: getattr(row, name) for name in columns.FIELDS}) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_have_the_same_name(language: str) -> None:
    headings = exports.headings(translator(language))
    filled = [{"filled": 1, "days": float(name in columns.DAYS)} for name in columns.FIELDS]
    assert columns.propose(headings, filled) == list(columns.FIELDS)


def test_what_people_state_of_a_complaint_has_a_column_but_for_its_journey() -> None:
    assert {*columns.FIELDS} == {*services.FIELDS} - {"journey_id"}


NEW = {"received_on": "2026-03-02", "area": "boern", "kind": "formality"}


def read(row: Mapping[str, str]) -> tuple[list[dict[str, Any]], Seen]:
    seen = Seen()
    how = Reading(Chosen(list(row)), {"boern": "boern"}, TODAY)
    return list(pieces_of([(2, list(row.values()))], how, seen)), seen


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        ({"attempts": "3 gange"}, "D", "Skriv hvert forsøg som"),
        ({"attempts": "02-03-2026 telefon"}, "D", "Skriv hvert forsøg som"),
        ({"attempts": "2026-03-02 telefon; 2027-01-01 sms"}, "D", "Dagen er ikke kommet endnu."),
        ({"attempts": "; ".join(["2026-03-02 Telefon"] * 21)}, "D", "Der er over 20 forsøg."),
        ({"minutes": "en time"}, "D", "Her skal stå et helt antal minutter."),
        ({"minutes": "6001"}, "D", "Her skal stå et helt antal minutter."),
        ({"satisfaction": "6"}, "D", "Her skal stå et tal fra 1 til 5."),
        ({"contacted_on": "2026-03-03", "agreed_on": "2026-03-04"}, None, "Vælg også, hvordan I går videre."),
        ({"contacted_on": "2026-03-03", "withdrawal_said_on": "2026-03-02"}, "E", "før den første samtale"),
    ],
)
def test_what_a_conversation_cannot_have_been_is_told_at_its_column(
    cells: dict[str, str], column: str | None, said: str
) -> None:
    pieces, seen = read(NEW | cells)
    [fault] = seen.faults
    assert (pieces, fault.row, fault.column) == ([], 2, column)
    assert said in fault.said(str)


def test_words_of_a_list_that_are_not_known_are_asked_about_and_the_others_kept() -> None:
    [piece], seen = read(NEW | {"wishes": "At blive hørt; ro ; En UNDSKYLDNING"})
    assert (piece["wishes"], dict(seen.words["wishes"])) == (["heard", "apology"], {"ro": 1})
