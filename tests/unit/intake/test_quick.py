"""What a line keeps, asks and proposes, whatever is typed."""

import datetime as dt
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.dates import Span, in_words
from klagerejsen.intake.proposals import Case
from klagerejsen.intake.quick import propose
from tests.unit.intake.lines import CASES, lines

CHILD = CASES["B"]


def day(year: int, month: int, of_month: int) -> Span:
    return Span(dt.date(year, month, of_month), dt.date(year, month, of_month))


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))


def kept(line: str, case: Case) -> bool:
    """Whether every word is in the title, the description, or was taken by a date that is shown."""
    proposal = propose(line, case)
    taken = " ".join(line[mark.start : mark.end] for mark in proposal.understood if mark.taken)
    return words(f"{proposal.title} {proposal.description} {taken}") == words(line)


def test_the_example_of_the_guide():
    proposal = propose("12/3-24 mor ringer til modtagelsen, lover svar inden 1/4", CHILD)
    assert (proposal.date, proposal.reply_due) == ("2024-03-12", "2024-04-01")
    assert (proposal.type, proposal.channel, proposal.expects_reply) == ("enquiry", "phone", True)
    assert [party.actor for party in (*proposal.senders, *proposal.recipients)] == ["a1", "a5"]
    assert proposal.title == "Mor ringer til modtagelsen, lover svar"


def test_what_is_not_understood_is_the_title_as_it_was_typed():
    proposal = propose("  noget ganske andet & 7 ting", CHILD)
    assert proposal.title == "Noget ganske andet & 7 ting"
    assert (proposal.date, proposal.type, proposal.senders, proposal.channel) == (None, None, (), None)


@pytest.mark.parametrize(
    ("near", "date", "choices"),
    [
        (day(2024, 5, 14), "2024-03-12", ()),
        (day(2024, 9, 30), None, ("2025-03-12", "2024-03-12")),
        (Span(dt.date(2024, 2, 1), dt.date(2025, 4, 29)), None, ("2024-03-12", "2025-03-12")),
        (None, None, ()),
    ],
)
def test_a_year_is_taken_from_the_case_where_one_alone_is_near_and_asked_for_elsewhere(near, date, choices):
    proposal = propose("12/3 mor ringer", Case(CHILD.actors, near))
    assert (proposal.date, set(proposal.date_choices)) == (date, set(choices))
    assert proposal.near_year is (date is not None)
    assert bool(proposal.date_reason) is (date is None)


def test_a_date_that_was_chosen_is_the_one_from_which_days_are_counted():
    proposal = propose("12/3 rådgiver 1 beder om bilag inden 14 dage", Case(CHILD.actors), date="2023-03-12")
    assert (proposal.date, proposal.reply_due, proposal.date_choices) == ("2023-03-12", "2023-03-26", ())


def test_two_dates_that_may_both_be_meant_are_asked_about():
    proposal = propose("mor ringer 3/5-24 og igen 4/5-24", CHILD)
    assert (proposal.date, proposal.date_choices) == (None, ("2024-05-03", "2024-05-04"))


@pytest.mark.parametrize(
    "line",
    [
        "klage over afgørelsen af 12. marts 2024", "støtten nedsættes fra 1. maj 2024",
        "spørger til mødet den 3/5 2024", "nedsættes til 3-4 timer",
        "sag 24/012345 oprettes", "§ 20 stk. 3", "2 børn og 14 dage uden svar",
    ],
)  # fmt: skip
def test_a_date_that_belongs_to_something_else_is_not_when_it_happened(line):
    assert propose(line, CHILD).date is None


def test_somebody_new_is_proposed_with_the_role_that_the_word_tells():
    proposal = propose("3/5-24 egen læge skriver til Ydelsescentret", CHILD)
    doctor, centre = proposal.newcomers()
    assert (doctor.label, doctor.role) == ("Egen læge", "health")
    assert (centre.label, centre.role) == ("Ydelsescentret", "other_unit")


def test_of_several_who_may_be_meant_the_latest_is_proposed_and_the_others_are_told():
    [party] = propose("3/5-24 rådgiveren ringer", CHILD).senders
    assert (party.actor, set(party.others)) == ("a7", {"a6", "a8"})


def test_a_time_of_day_goes_into_the_description():
    proposal = propose("6/5-24 kl. 10.15: mor ringer", CHILD)
    assert (proposal.title, proposal.description) == ("Mor ringer", "kl. 10.15")


def test_what_is_too_long_for_a_title_goes_on_in_the_description():
    proposal = propose("3/5-24 mor ringer. " + "Hun fortæller om ventetiden. " * 30, CHILD)
    assert len(proposal.title) <= 200
    assert proposal.title.endswith(".")
    assert proposal.description.startswith("Hun fortæller")


def test_every_word_of_the_corpus_is_kept():
    assert [line.text for line in lines() if not kept(line.text, CASES[line.case])] == []


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_is_lost_or_refused(line):
    assert kept(line, CHILD)


PIECES = st.sampled_from(
    [
        "12/3-24", "3. maj 2024", "d. 4/5", "uge 14", "ca. 1. juni", "foråret 2024", "31/2", "99/99", "03-04-05",
        "2024", "mor", "skolen", "rådgiver 1", "rådgiveren", "Ydelsescentret", "ringer til", "skriver til",
        "får svar fra", "bedes sende", "til", "fra", "med", "af", ",", ": ", ". ", "og", "lover svar", "inden 1/4",
        "senest fredag", "om 14 dage", "i morgen", "kl. 9", "klager over", "afslaget",
        "7", "…", "–", "\t", "ß", "İ", "😀", "«møde»",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14), st.sampled_from(sorted(CASES)))
def test_whatever_stands_beside_what_every_word_is_kept(pieces, case):
    assert kept(" ".join(pieces), CASES[case])


SAME = ("date", "title", "type", "senders", "recipients", "channel", "reply_due")


def test_a_proposal_that_is_written_out_and_read_again_is_the_same():
    for line in lines():
        case = CASES[line.case]
        once = propose(line.text, case)
        if once.date:
            due = f", svar senest {in_words(once.reply_due)}" if once.reply_due else ""
            again = propose(f"{in_words(once.date)}: {once.title}{due}", case)
            assert [getattr(again, name) for name in SAME] == [getattr(once, name) for name in SAME], line.text
