"""Silence: what counts as a word, what shortens nothing, and when it is a finding."""

import pytest

from klagerejsen.analysis import Thresholds

from .drawing import analysed, event, found, named, seen

REQUEST = event("1", "2024-01-02", "enquiry", "borger > ydelse", expects_reply=True)
FIRST = event("2", "2024-01-05", "acknowledgement", "ydelse > borger")
LAST = event("9", "2024-03-05", "meeting", "ydelse > borger")  # 60 days later


def bars(*events, side="citizen", **more):
    return [(each.start_event, each.end_event) for each in analysed(*events, **more).silences[side]]


def test_a_month_without_a_word_while_a_request_is_open_is_silence():
    (silence,) = found("silence", REQUEST, FIRST, LAST)
    assert (silence.events, silence.certainty, silence.figures["days"]) == (("2", "9"), "certain", 60)
    assert (silence.raw, silence.severity) == (2.0, 2.0)
    assert silence.figures["open"] == ("1",)


@pytest.mark.parametrize(("day", "raised"), [("2024-02-04", False), ("2024-02-05", True)])
def test_it_takes_more_than_thirty_days(day, raised):
    assert bool(found("silence", REQUEST, FIRST, event("9", day, "meeting", "ydelse > borger"))) is raised


def test_the_limit_is_a_setting():
    assert not found("silence", REQUEST, FIRST, LAST, thresholds=Thresholds(silence_days=60))


@pytest.mark.parametrize(
    "between",
    [
        event("5", "2024-02-01", "reminder", "borger > ydelse"),
        event("5", "2024-02-01", "reminder", "mor > ydelse"),
        event("5", "2024-02-01", "conversation", "skole > borger"),
        event("5", "2024-02-01", "handover", "ydelse > jura"),
        event("5", "2024-02-01", "deadline_extension", "anke > borger"),
    ],
    ids=["own attempt", "a relative's attempt", "word from a third party", "internal", "the appeals body"],
)
def test_only_a_word_from_the_authority_breaks_it(between):
    assert ("2", "9") in named(found("silence", REQUEST, FIRST, between, LAST))


@pytest.mark.parametrize("receiver", ["borger", "mor", "advokat"])
def test_a_word_to_any_who_speak_for_the_citizen_breaks_it(receiver):
    word = event("5", "2024-02-04", "information", f"jura > {receiver}")
    assert not found("silence", REQUEST, FIRST, word, LAST)


def test_the_attempts_and_the_words_of_others_are_told():
    reminder = event("5", "2024-02-01", "reminder", "mor > ydelse")
    other = event("6", "2024-02-02", "conversation", "skole > borger")
    (silence,) = analysed(REQUEST, FIRST, reminder, other, LAST).silences["citizen"]
    assert (silence.attempts, silence.third_party) == (("5",), ("6",))


def test_quiet_is_drawn_but_no_finding_when_nothing_was_open():
    assert bars(FIRST, LAST) == [("2", "9")]
    assert not found("silence", FIRST, LAST)


def test_what_was_asked_of_the_citizen_keeps_the_authority_waiting_not_the_citizen():
    asked = event("3", "2024-01-05", "information_request", "ydelse > borger", expects_reply=True)
    assert not found("silence", FIRST, asked, LAST)


def test_something_unseen_meanwhile_makes_quiet_a_silence():
    unseen = event("5", "2024-02-01", "handover", "ydelse > jura", perspectives=seen(B="?", M=0))
    (silence,) = found("silence", FIRST, unseen, LAST)
    assert (silence.figures["open"], silence.figures["unseen"]) == ((), ("5",))


def test_a_request_answered_before_the_quiet_keeps_nothing_open():
    answered = {**FIRST, "type": "reply", "responds_to": "1"}
    assert not found("silence", REQUEST, answered, LAST)


def test_a_wait_that_was_announced_is_not_silence():
    notice = event("2", "2024-01-05", "waiting_notice", "ydelse > borger", reply_due="2024-03-05")
    analysis = analysed(REQUEST, notice, LAST)
    assert not analysis.silences["citizen"]
    (wait,) = analysis.waits
    assert (wait.at, wait.days, wait.kind, wait.events) == ("Ydelse", 60, "announced", ("2", "9"))


@pytest.mark.parametrize("value", ["2024-03-08", "9 uger", "ca. 3 måneder", "70 dage"])
def test_the_announcement_may_be_a_claim(value):
    notice = event(
        "2", "2024-01-05", "waiting_notice", "ydelse > mor", claims=[{"about": "forventet svar", "value": value}]
    )
    assert not analysed(REQUEST, notice, LAST).silences["citizen"]


@pytest.mark.parametrize(
    "notice",
    [
        event("2", "2024-01-05", "waiting_notice", "ydelse > borger", reply_due="2024-02-20"),
        event("2", "2024-01-05", "waiting_notice", "ydelse > borger"),
        event(
            "2",
            "2024-01-05",
            "waiting_notice",
            "ydelse > borger",
            claims=[{"about": "ventetid", "value": "2024-13-45"}],
        ),
    ],
    ids=["too short", "without a day", "an impossible day"],
)
def test_an_announcement_that_does_not_reach_the_next_word_excuses_nothing(notice):
    assert named(found("silence", REQUEST, notice, LAST)) == [("2", "9")]


def test_a_wait_announced_to_somebody_else_excuses_nothing():
    notice = event("3", "2024-01-06", "waiting_notice", "ydelse > skole", reply_due="2024-04-01")
    assert named(found("silence", REQUEST, FIRST, notice, LAST)) == [("2", "9")]


def test_an_announcement_that_reaches_some_of_the_dates_leaves_it_possible():
    notice = event("2", "2024-01-05", "waiting_notice", "ydelse > borger", reply_due="2024-03-10")
    (silence,) = found("silence", REQUEST, notice, event("9", "2024-03", "meeting", "ydelse > borger"))
    assert silence.certainty == "possible"


def test_while_the_appeals_body_has_the_case_there_is_no_silence():
    forwarded = event("3", "2024-01-08", "forwarding", "ydelse > anke")
    decided = event("4", "2024-06-01", "appeal_decision", "anke > borger, ydelse")
    after = event("9", "2024-06-20", "meeting", "ydelse > borger")
    analysis = analysed(REQUEST, FIRST, forwarded, decided, after)
    assert not analysis.silences["citizen"]
    assert [(each.at, each.days, each.events) for each in analysis.waits] == [("Ankestyrelsen", 145, ("3", "4"))]


def test_the_quiet_before_and_after_the_appeals_body_is_drawn():
    forwarded = event("3", "2024-03-01", "forwarding", "ydelse > anke")
    decided = event("4", "2024-06-01", "appeal_decision", "anke > borger, ydelse")
    after = event("9", "2024-09-01", "meeting", "ydelse > borger")
    assert bars(FIRST, forwarded, decided, after) == [("2", "3"), ("4", "9")]


def test_a_case_that_the_appeals_body_still_has_waits_to_the_end_of_the_record():
    forwarded = event("3", "2024-01-08", "forwarding", "ydelse > anke")
    note = event("4", "2024-02-20", "waiting_notice", "anke > borger")
    analysis = analysed(FIRST, forwarded, note, event("9", "2024-05-01", "reminder", "borger > anke"))
    assert [each.events for each in analysis.waits] == [("3", "9")]


def test_imprecise_dates_make_the_length_uncertain_and_perhaps_the_silence():
    (sure,) = found("silence", REQUEST, FIRST, event("9", "2024-03", "meeting", "ydelse > borger"))
    (maybe,) = found("silence", REQUEST, FIRST, event("9", "2024-01-31/2024-02-10", "meeting", "ydelse > borger"))
    assert (sure.certainty, sure.figures["days_min"], sure.figures["days_max"]) == ("certain", 56, 86)
    assert (maybe.certainty, maybe.figures["days_min"], maybe.figures["days_max"]) == ("possible", 26, 36)


def test_another_word_that_may_have_come_in_between_makes_it_possible():
    sometime = event("3", "2024-01-01/2024-02-01", "information", "ydelse > borger")
    request = event("1", "2023-12-20", "enquiry", "borger > ydelse", expects_reply=True)
    assert [(each.events, each.certainty) for each in found("silence", request, sometime, FIRST, LAST)] == [
        (("2", "9"), "possible")
    ]


def test_the_first_wait_counts_from_the_arrival_of_the_case():
    referral = event("1", "2024-01-02", "concern_report", "skole > ydelse")
    assert bars(referral, LAST) == [("1", "9")]
    assert not found("silence", referral, LAST)


def test_who_brought_the_case_waits_for_the_first_word():
    assert named(found("silence", REQUEST, LAST)) == [("1", "9")]


def test_a_side_that_never_hears_again_is_drawn_to_its_own_last_sign():
    signs = [event(str(day), f"2024-0{day}-01", "reminder", "borger > ydelse") for day in (3, 4)]
    assert bars(FIRST, *signs) == [("2", "4")]


def test_others_wait_only_for_what_they_asked_or_did_not_see():
    told = event("2", "2024-01-05", "acknowledgement", "ydelse > skole")
    later = event("9", "2024-03-05", "meeting", "ydelse > skole")
    assert bars(told, later, side="external") == [("2", "9")]
    assert not found("silence", REQUEST, told, later, event("8", "2024-01-20", "meeting", "ydelse > borger"))
    asked = event("3", "2024-01-06", "enquiry", "skole > ydelse", expects_reply=True)
    (silence,) = found("silence", told, asked, later)
    assert silence.figures["side"] == "external"


@pytest.mark.parametrize("outsider", ["anke", "mægler"])
def test_the_appeals_body_and_a_mediator_are_not_the_others(outsider):
    assert not bars(
        event("2", "2024-01-05", "information", f"ydelse > {outsider}"),
        event("9", "2024-03-05", "information", f"ydelse > {outsider}"),
        side="external",
    )


def test_the_authoritys_quiet_is_a_time_without_any_event_of_its_own():
    assert bars(FIRST, LAST, side="authority") == [("2", "9")]
    assert not bars(FIRST, event("5", "2024-02-04", "reminder", "borger > ydelse"), LAST, side="authority")


def test_a_length_that_is_only_possible_is_no_bar_for_the_authority():
    assert not bars(FIRST, event("9", "2024-01-20/2024-02-10", "meeting", "ydelse > borger"), side="authority")


def test_holidays_are_told_and_excuse_nothing():
    first = event("2", "2024-06-20", "information", "ydelse > borger", topic="andet")
    asked = event("1", "2024-06-20", "enquiry", "borger > ydelse", expects_reply=True, topic="støtte")
    (silence,) = found("silence", asked, first, event("9", "2024-08-20", "meeting", "ydelse > borger"))
    assert (silence.figures["summer"], silence.set_aside) == (41, ("summer", "no_notice"))
