"""A text is split where its dates are, and none of it is lost."""

import datetime as dt
import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.dates import Span
from klagerejsen.intake import suspects
from klagerejsen.intake.passages import passages, places, proposed
from klagerejsen.intake.proposals import Case
from tests.unit.intake.lines import CASES

CHILD = Case(CASES["B"].actors, None, CASES["B"].recent)


def dates(text: str, near: Span | None = None) -> list[str]:
    return [passage.said.edtf or "?" for passage in passages(text, near)]


def proposals(text: str):
    return [proposed(passage, CHILD) for passage in passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.03.2024 Mor ringer\n14.03.2024 Svar", ["2024-03-12", "2024-03-14"]),
        ("Notat 12.03.2024 kl. 10.15 KH:\nMor ringer\n\nHun er bekymret.\nNotat 14.03.2024", ["2024-03-12"]),
        ("[12.03.2024 09:30] AB: Mor ringer", ["2024-03-12"]),
        (
            "- d. 12. marts 2024 mor ringer\n* 14/3 svar\n> uge 13 møde",
            ["2024-03-12", "2024-03-14", "2024-03-25/2024-03-31"],
        ),
        ("12/3-24 mor ringer. 14/3 svarer skolen. Det ca. 3. gang.", ["2024-03-12", "2024-03-14"]),
        ("12-08-2024\tTelefon\tMor rykker", ["2024-08-12"]),
        ("| 12.08.2024 | Mor rykker |", ["2024-08-12"]),
        ("2023\n12/3 mor ringer\n2024\n13/3 mor ringer", ["2023-03-12", "2024-03-13"]),
        ("Oktober 2024\nIngen kontakt i hele måneden.", ["2024-10"]),
        ("Indledning uden dato\n12/3-24 mor ringer", ["?", "2024-03-12"]),
        ("12/3 mor ringer", ["?"]),
        ("03-04-05 mor ringer", ["?"]),
        ("Aftalt, at møde holdes 12/3-24, og at 3-4 timer er nok.", ["?"]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_a_text_is_split_at_its_dates(text, expected):
    assert dates(text) == expected


def test_a_year_that_was_not_said_is_that_of_the_passage_before_where_it_is_clear():
    assert dates("1/12-23 mor ringer\n5/1 svar\n20/7 rykker") == ["2023-12-01", "2024-01-05", "?"]
    near = Span(dt.date(2024, 5, 14), dt.date(2024, 5, 14))
    assert dates("20/5 mor ringer", near) == ["2024-05-20"]


def test_an_e_mail_begins_with_its_head():
    head = "Fra: Mor\nSendt: 7. juni 2024 08:12\nTil: Rådgiver 1\nEmne: SV: Hvornår?"
    text = f"{head}\n\nJeg har ventet siden 1/5-24.\n\nHilsen mor"
    [mail] = proposals(text)
    assert (mail.date, mail.channel, mail.title) == ("2024-06-07", "email", "Mail fra Mor til Rådgiver 1: Hvornår?")
    assert [party.actor for party in (*mail.senders, *mail.recipients)] == ["a1", "a6"]
    assert mail.description.startswith("Jeg har ventet")


def test_a_thread_of_e_mails_is_split_at_each_head():
    quoted = "> Fra: Skolen\n> Dato: 5. juni 2024 10:00\n> Emne: Fravær\n> Hej mor"
    later, earlier = proposals(f"Fra: Mor\nSendt: 7. juni 2024 08:12\nHej\n\n{quoted}")
    assert (later.date, earlier.date) == ("2024-06-07", "2024-06-05")
    assert earlier.description == "Hej mor"


def test_the_first_sentence_is_the_title_and_the_rest_the_description():
    [note] = proposals(
        "Notat 12.03.2024 kl. 10.15 KH:\nMor ringer til skolen. Hun er bekymret.\n\nLovet svar senest 1/4."
    )
    assert note.title == "Mor ringer til skolen"
    assert note.description == "Hun er bekymret.\n\nLovet svar senest 1/4."
    assert (note.reply_due, note.expects_reply, note.channel) == ("2024-04-01", True, "phone")
    assert note.passage.startswith("Notat 12.03.2024")


def test_a_heading_of_a_note_says_how_it_came_and_is_no_title():
    [note] = proposals("14/3-24: Telefonnotat - KH\nRådgiver 1 taler med mor.")
    assert (note.title, note.channel) == ("Rådgiver 1 taler med mor", "phone")


def test_a_sentence_that_began_with_its_date_is_put_straight():
    assert [one.title for one in proposals("15/4-24 sender skolen underretning. 16/4: sender svar")] == [
        "Skolen sender underretning", "Sender svar",
    ]  # fmt: skip


def test_what_the_text_says_of_another_day_stays_where_it_is():
    [note] = proposals("12/3-24 mor ringer og spørger til mødet den 20/3-24")
    assert note.title == "Mor ringer og spørger til mødet den 20/3-24"


def test_a_passage_can_be_split_where_its_lines_and_sentences_begin():
    text = "12/3-24 Mor ringer. Hun græder, f.eks. om natten.\nRådgiver svarer d. 14. marts."
    assert [text[place:][:8] for place in places(text)] == ["Hun græd", "Rådgiver"]


def test_the_examples_of_the_code_are_true():
    assert doctest.testmod(suspects).failed == 0


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


LINE = st.sampled_from(
    [
        "12/3-24 mor ringer.", "14. marts 2024: svar fra skolen", "2024", "Marts 2024",
        "Notat 12.03.2024 kl. 10.15 KH:",
        "- 3/5 møde", "Fra: Mor", "Sendt: 7. juni 2024 08:12", "Emne: Hej", "> citat",
        "Hun er bekymret. 16/3 svarer hun.",
        "", "   ", "03-04-05 hvad?", "12-08-2024\tTelefon\tx", "|1.1.2024|a|", "ß İ 😀", "31/2-24 findes ikke",
    ]
)  # fmt: skip


@given(st.lists(LINE, max_size=12).map("\n".join))
def test_no_word_of_a_text_is_lost_but_headings_that_are_dates(text):
    kept = words(" ".join(passage.text for passage in passages(text)))
    missing = [word for word in dict.fromkeys(words(text)) if kept.count(word) < words(text).count(word)]
    assert all(re.fullmatch(r"\d+|Marts|Notat|kl|KH|Sendt|juni|marts", word) for word in missing)


@given(st.text(max_size=400))
def test_any_text_at_all_is_split(text):
    for passage in passages(text):
        assert passage.text in text
        proposed(passage, CHILD)
        assert all(0 < place < len(passage.text) for place in places(passage.text))
