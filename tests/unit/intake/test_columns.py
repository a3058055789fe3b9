"""Columns are proposed from their headings, in two languages, and from the looks of their cells."""

import pytest

from klagerejsen.intake import mappings, rows
from klagerejsen.intake.profiles import Profile


def summary(headings: list[str], *cells: list[str]) -> dict:
    profiles = []
    for number in range(len(headings)):
        profile = Profile()
        profile.see([row[number] for row in cells])
        profiles.append(profile.as_json())
    return {"headings": headings, "profiles": profiles, "header": 1}


@pytest.mark.parametrize(
    ("headings", "row", "fields"),
    [
        (["Dato", "Hændelse", "Fra", "Til"], ["13-03-2024", "Brev", "Mor", "Skolen"], ["date", "title", "from", "to"]),
        (
            ["Case ID", "Activity", "Timestamp", "Resource", "Amount"],
            ["7", "Register", "2024-03-12T10:00:00", "Pete", "50"],
            ["case", "title", "date", "from", ""],
        ),
        (["Brevdato", "Afgjort", "Emne"], ["13-03-2024", "14-03-2024", "Hjælp"], ["date", "", "title"]),
        (["Dato", "Emne", "Notat"], ["13-03-2024", "Hjælp", "Mor ringer"], ["date", "topic", "description"]),
        (["A", "B", "C"], ["13-03-2024", "Afgørelse", "Telefon"], ["date", "type", "channel"]),
        (
            ["Hvornår", "x"],
            ["13-03-2024", "Mor ringer og spørger, hvornår der kommer svar på det hele, og om hun må klage."],
            ["date", "description"],
        ),
    ],
)
def test_columns_are_proposed(headings, row, fields) -> None:
    assert mappings.proposed(summary(headings, row, row)).fields == fields


def test_a_field_is_proposed_once_but_for_texts_and_people() -> None:
    headings = ["Dato", "Oprettet", "Notat", "Bemærkning", "Afsender", "Sagsbehandler"]
    row = ["13-03-2024", "14-03-2024", "a", "b", "Mor", "R1"]
    assert mappings.proposed(summary(headings, row)).fields == [
        "date",
        "",
        "description",
        "description",
        "from",
        "from",
    ]


def told(table: dict, *cells: list[str], **choices: object) -> tuple[list[rows.Told], rows.Seen]:
    mapping = mappings.proposed(table)
    for name, value in choices.items():
        setattr(mapping, name, value)
    seen, numbered = rows.Seen(), list(enumerate(cells, 2))
    return list(rows.events_of(numbered, mapping, rows.people_of(numbered, mapping), seen)), seen


def test_a_title_that_is_too_long_stands_whole_in_the_description() -> None:
    long = "Mor ringer og fortæller " * 12
    [event], _seen = told(summary(["Dato", "Titel"], ["13-03-2024", long]), ["13-03-2024", long])
    assert len(event.piece["title"]) <= 120
    assert event.piece["description"] == long.strip()


def test_a_word_that_is_no_known_kind_stands_as_the_source() -> None:
    row = ["13-03-2024", "Sagsnotat", "Brev"]
    table = summary(["Dato", "Type", "Titel"], row)
    [event], seen = told(table, row)
    assert (event.piece["source"], event.piece["title"]) == ("Sagsnotat", "Brev")
    assert seen.words["type"] == {"Sagsnotat": 1}
    [event], _seen = told(table, row, words={"type": {"Sagsnotat": "internal_coordination"}})
    assert event.piece["type"] == "internal_coordination"
    assert "source" not in event.piece


def test_names_of_senders_become_roles_in_every_text() -> None:
    row = ["13-03-2024", "Kirsten Holmgaard", "Kirsten Holmgaard ringer. Kirsten Holmgaards brev er væk."]
    [event], seen = told(summary(["Dato", "Fra", "Notat"], row), row)
    assert event.piece["title"] == "Medarbejder 1 ringer. Medarbejder 1s brev er væk"
    assert seen.found.counts == {}


def test_times_of_day_are_read_from_a_column_of_their_own() -> None:
    cells = [["13-03-2024", "9.05", "a"], ["13-03-2024", "14:30", "b"], ["13-03-2024", "sent", "c"]]
    events, seen = told(summary(["Dato", "Kl", "Notat"], *cells), *cells)
    assert [event.minute for event in events] == [545, 870]
    assert [(fault.row, fault.column) for fault in seen.faults] == [(4, "B")]
