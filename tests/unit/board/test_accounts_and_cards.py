"""Events and findings in words: the accounts of an event beside each other, and the gap between them."""

import json
from typing import Any

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.board.findings import FindingRow, finding_rows
from klagerejsen.board.rows import EventRow
from klagerejsen.board.timeline import event_rows, scene
from klagerejsen.paths import DEMO_CASES


def case() -> dict[str, Any]:
    return json.loads((DEMO_CASES / "boern-to-teams.json").read_text("utf-8"))


def rows(document: dict[str, Any], language: str = "da", **options: Any) -> dict[str, EventRow]:
    whole = scene(analyse(read_journey(document)), language=language, **options)
    return {row.ref: row for row in event_rows(whole, document)}


def findings(**options: Any) -> list[FindingRow]:
    return finding_rows(scene(analyse(read_journey(case())), language="da"), **options)


def test_two_accounts_three_steps_apart_say_so() -> None:
    row = rows(case())["E04"]
    assert row.gap is not None
    assert (row.gap.words, row.gap.between) == ("3 trin", "imellem B og M")
    assert [account.score_words for account in row.accounts] == ["−2", "+1", "0"]


def test_half_a_step_is_written_as_the_language_does() -> None:
    document = case()
    document["events"][3]["perspectives"]["authority"]["score"] = 0.5
    gaps = [rows(document, language)["E04"].gap for language in ("da", "en")]
    assert [gap and gap.words for gap in gaps] == ["2,5 trin", "2.5 steps"]


def test_accounts_that_are_one_step_apart_show_no_gap() -> None:
    assert rows(case())["E07"].gap is None


def test_an_account_with_several_voices_says_how_many_and_how_far_apart() -> None:
    document = case()
    view = document["events"][3]["perspectives"]["authority"]
    view |= {"score": 0.5, "voices": 5, "low": 0, "high": 1}
    account = rows(document)["E04"].account("authority")
    assert account is not None
    assert (account.score_words, account.voices_words) == ("+0,5", "5 svar, 0 til +1")


def test_not_knowing_not_being_asked_and_not_being_concerned_are_three_things() -> None:
    document = case()
    del document["events"][4]["perspectives"]["citizen"]
    states = {account.side: account.state for account in rows(document)["E05"].accounts}
    assert states == {"citizen": "unasked", "authority": "known", "external": "not_relevant"}


def test_no_account_is_given_before_it_is_shown() -> None:
    assert all(row.accounts == () and row.gap is None for row in rows(case(), shown_views=False).values())


def test_the_line_above_the_title_says_when_how_and_from_where_it_is_known() -> None:
    row = rows(case())["E04"]
    assert row.facts == "15. april 2024 · Digital Post · kilde: dokument"
    assert row.parties == "Fra Skolen til Modtagelsen"
    assert row.month == "April 2024"


def test_a_finding_that_was_dismissed_stays_in_the_list_with_its_reason() -> None:
    first = findings(statuses={})[0]
    (row,) = [
        each
        for each in findings(statuses={first.key: "dismissed"}, reasons={first.key: "Aftalt på mødet"})
        if each.key == first.key
    ]
    assert (row.status, row.status_words, row.reason) == ("dismissed", "Afvist", "Aftalt på mødet")


def test_a_finding_names_the_events_behind_it_and_the_days_it_covers() -> None:
    row = next(each for each in findings(statuses={}) if each.key.startswith("ping_pong"))
    assert [event.short for event in row.events] == ["20.–28.6", "9.9", "18.9"]
    assert row.title == "Pingpong, 3 skift"
    assert row.said.rule
    assert row.said.alternatives
