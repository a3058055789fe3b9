"""A conversation on its way: which steps are open, what they write, what cannot be so, and the note about it."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen import labels
from klagerejsen.catalogue import translator
from klagerejsen.codes import PROMISES, WISHES, Handling, Kept, Rater, Track
from klagerejsen.complaints.conversation.course import (
    BEFORE_AGREEMENT,
    BEFORE_CONTACT,
    BEFORE_SAID,
    NEEDS_DAY,
    NEEDS_TRACK,
    STEP_OF,
    TOO_MANY_MINUTES,
    Talk,
    open_steps,
    problems,
)
from klagerejsen.complaints.conversation.guide import SIDES, TOLD, TOLD_AT
from klagerejsen.complaints.conversation.note import Typed, note_of
from klagerejsen.complaints.course import BEFORE_RECEIPT, NOT_YET

RECEIVED = dt.date(2026, 3, 2)
TODAY = dt.date(2026, 11, 2)
NEW = Talk(RECEIVED)
TALKED = {"channel": "phone", "minutes": 20, "wishes": ["heard", "speed"]}
AGREED = TALKED | {"track": "dialogue", "promises": ["meet"], "promised_by": dt.date(2026, 3, 20)}


def day(number: int) -> dt.date:
    return RECEIVED + dt.timedelta(number)


def walk(talk: Talk, *steps: tuple[str, int] | tuple[str, int, dict]) -> Talk:
    for code, number, *answers in steps:
        step = STEP_OF[code]
        assert step.opens(talk), code
        talk = step.taken(talk, day(number), answers[0] if answers else {"channel": "phone"})
    return talk


def codes(talk: Talk) -> list[str]:
    return [step.code for step in open_steps(talk)]


def test_whoever_is_called_was_offered_a_conversation_also_where_nobody_answers():
    tried = walk(NEW, ("attempt", 1), ("attempt", 3, {"channel": "sms", "minutes": 2}))
    assert (tried.stage, tried.offered, tried.offered_on, tried.minutes) == ("tried", True, day(1), 2)
    assert tried.attempts == [{"on": "2026-03-03", "channel": "phone"}, {"on": "2026-03-05", "channel": "sms"}]
    declined = walk(tried, ("decline", 4))
    assert (declined.stage, declined.offered, declined.offered_on) == ("declined", True, day(1))


def test_the_first_conversation_is_the_first_contact_and_a_later_one_is_not():
    talked = walk(NEW, ("talk", 2, TALKED), ("talk", 6, {"channel": "meeting", "minutes": 40}))
    assert (talked.contacted_on, talked.contact_channel, talked.minutes) == (day(2), "phone", 60)
    assert (talked.stage, talked.wishes, talked.handling) == ("talked", ["heard", "speed"], Handling.CONVERSATION)
    assert "attempt" not in codes(talked)


def test_an_agreement_is_confirmed_and_followed_up_and_a_new_one_begins_again():
    done = walk(NEW, ("talk", 2, AGREED), ("confirm", 3), ("follow_up", 20, {"follow_up": "not_kept"}))
    assert (done.stage, done.confirmed_on, done.follow_up) == ("followed_up", day(3), "not_kept")
    anew = walk(done, ("talk", 21, AGREED | {"track": "mediation"}))
    assert (anew.agreed_on, anew.confirmed_on, anew.followed_up_on, anew.follow_up) == (day(21), None, None, None)
    assert (anew.handling, {"confirm", "follow_up"} <= set(codes(anew))) == (Handling.MEDIATION, True)


def test_an_agreement_is_followed_up_also_after_the_complaint_is_closed():
    closed = replace(walk(NEW, ("talk", 2, AGREED)), closed_on=day(4))
    assert codes(closed) == ["confirm", "follow_up"]


def test_a_complaint_is_withdrawn_by_saying_so_and_confirming_it_and_never_by_one_of_them():
    talked = walk(NEW, ("talk", 2, TALKED))
    assert "consent" not in codes(talked)
    said = walk(talked, ("leave", 2))
    assert (said.stage, said.withdrawn_on, codes(said)) == ("leaving", None, ["consent", "stay"])
    gone = walk(said, ("consent", 9, {"channel": "digital_post"}))
    assert (gone.stage, gone.withdrawn_on, gone.withdrawal_channel) == ("withdrawn", day(9), "digital_post")
    thought_better = walk(said, ("stay", 5))
    assert (thought_better.stage, "leave" in codes(thought_better)) == ("talked", True)


def test_nobody_withdraws_without_having_talked():
    assert "leave" not in codes(walk(NEW, ("attempt", 1)))


@pytest.mark.parametrize(
    ("talk", "field", "problem"),
    [
        (walk(NEW, ("attempt", -1)), "attempts", BEFORE_RECEIPT),
        (walk(NEW, ("talk", 400, TALKED)), "contacted_on", NOT_YET),
        (walk(NEW, ("talk", 2, TALKED | {"promises": ["meet"]})), "track", NEEDS_TRACK),
        (walk(NEW, ("talk", 2, AGREED | {"promised_by": None})), "promised_by", NEEDS_DAY),
        (walk(NEW, ("talk", 19, AGREED)), "promised_by", BEFORE_AGREEMENT),
        (walk(NEW, ("talk", 2, AGREED), ("confirm", 1)), "confirmed_on", BEFORE_AGREEMENT),
        (walk(NEW, ("talk", 9, TALKED), ("talk", 2, AGREED)), "agreed_on", BEFORE_CONTACT),
        (walk(NEW, ("talk", 9, TALKED), ("leave", 9), ("consent", 8)), "withdrawn_on", BEFORE_SAID),
        (walk(NEW, ("talk", 2, TALKED | {"minutes": 6001})), "minutes", TOO_MANY_MINUTES),
    ],
)
def test_what_cannot_be_so_is_told_at_the_field(talk: Talk, field: str, problem: str):
    assert problems(talk, TODAY)[field] == problem


@given(st.data())
def test_whatever_steps_are_taken_in_time_contradict_nothing(data: st.DataObject):
    """However a conversation is walked, day after day: in order, and withdrawn only by somebody who said so before."""
    talk, number = NEW, 0
    for _turn in range(12):
        step = data.draw(st.sampled_from(open_steps(talk) or [None]))
        if step is None or talk.withdrawn_on:
            break
        number += data.draw(st.integers(0, 9))
        track = data.draw(st.sampled_from(["", *Track]))
        answers = {"channel": "phone", "minutes": 1, "follow_up": "kept", "track": track}
        before, talk = talk, step.taken(talk, day(number), answers)
        assert problems(talk, TODAY) == {}
        assert talk.withdrawn_on is None or before.withdrawal_said_on


def test_every_code_has_words_and_every_tick_a_place_in_the_guide():
    for kind, known in (("track", Track), ("kept", Kept), ("wish", WISHES), ("promise", PROMISES), ("rater", Rater)):
        assert [code for code, _words in labels.choices(kind, str)] == list(known)
    assert sorted(code for side in SIDES for code in TOLD_AT[side.code]) == sorted(TOLD)


def test_the_note_tells_what_was_chosen_and_typed_and_nothing_that_nobody_said():
    talk = walk(NEW, ("attempt", 1), ("talk", 2, AGREED), ("confirm", 3))
    typed = Typed("Sagsbehandleren", ("note",), "Brevet var ikke til at forstå.", "Vi gennemgår det sammen.")
    danish = translator("da")
    assert note_of(talk, "26-100", typed, danish, dt.date.isoformat).splitlines() == [
        "Notat om samtale med borgeren i klagesagen",
        "Sag: 26-100",
        "",
        "Forsøgt kontakt 2026-03-03 (telefon), ikke truffet.",
        "Første personlige kontakt 2026-03-04 (telefon).",
        "Samtalen er ført af Sagsbehandleren.",
        "– Sagt, at jeg skriver et notat til sagen.",
        "",
        "Vigtigt for borgeren: at blive hørt og at det går hurtigere.",
        "Borgeren fortalte: Brevet var ikke til at forstå.",
        "",
        "Aftalt 2026-03-04: dialogmøde.",
        "Kommunen har lovet: Vi mødes. Senest 2026-03-20.",
        "Aftalen i egne ord: Vi gennemgår det sammen.",
        "Aftalen er bekræftet skriftligt 2026-03-05.",
        "",
        "Klagen er ikke trukket tilbage og behandles videre.",
    ]
    assert note_of(NEW, None, Typed(), danish, dt.date.isoformat) == "Notat om kontakt til borgeren i klagesagen"


def test_the_note_of_a_later_conversation_tells_its_own_day():
    talk = walk(NEW, ("talk", 2, TALKED), ("talk", 9, TALKED))
    later = Typed("Sagsbehandleren", on=day(9), channel="meeting")
    lines = note_of(talk, None, later, translator("da"), dt.date.isoformat).splitlines()
    assert "Første personlige kontakt 2026-03-04 (telefon)." in lines
    assert "Talt sammen 2026-03-11 (møde)." in lines
    first = Typed("Sagsbehandleren", on=day(2), channel="phone")
    assert "Talt sammen" not in note_of(talk, None, first, translator("da"), dt.date.isoformat)


def test_the_note_of_a_withdrawal_tells_that_it_was_said_explained_and_confirmed():
    gone = walk(NEW, ("talk", 2, TALKED), ("leave", 2), ("consent", 9, {"channel": "letter"}))
    last = note_of(gone, None, Typed(), translator("da"), dt.date.isoformat).splitlines()[-2:]
    assert "vejledt om, hvad det betyder" in last[0]
    assert last[1] == "Borgeren har bekræftet det 2026-03-11 (brev)."
