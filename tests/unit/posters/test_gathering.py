"""What the poster says, before it is placed."""

from datetime import date

import pytest

from klagerejsen.analysis import analyse, read_journey
from klagerejsen.posters.choices import Choices
from klagerejsen.posters.journey.content import PosterContent
from klagerejsen.posters.journey.gathering import gather, standard_causes
from tests.unit.posters.test_layout import demo

MADE = date(2026, 11, 22)


def gathered(document: dict, language: str = "da", **options: object) -> PosterContent:
    return gather(document, analyse(read_journey(document)), Choices(language=language), MADE, **options)


def entry(content: PosterContent, key: str):
    return next(entry for entry in content.entries if entry.id == key)


def test_the_figures_at_the_top_count_what_the_case_holds() -> None:
    figures = [
        (figure.value, figure.caption.replace("\u00a0", " ")) for figure in gathered(demo("boern-to-teams")).figures
    ]
    assert figures[0] == ("ca. 440", "dage fra første tegn til klageafgørelsen")
    assert figures[1] == ("6", "led i kommunen (9 parter i alt)")
    assert figures[2] == ("145", "dage uden besked fra kommunen")
    assert figures[3] == ("7 af 25", "hændelser kendte borgeren ikke til")
    assert figures[4][0] == "3"


def test_dates_are_written_as_they_were_said() -> None:
    content = gathered(demo("boern-to-teams"))
    said = {key: entry(content, key).when for key in ("E01", "E03", "E11", "E25")}
    assert said == {"E01": "februar", "E03": "ca. 20. marts", "E11": "20.–28. juni", "E25": "29. april 2025"}


def test_unknown_is_never_a_score_and_not_relevant_is_not_told() -> None:
    content = gathered(demo("boern-to-teams"))
    unknown = entry(content, "E11").accounts[0]
    assert (unknown.state, unknown.score) == ("unknown", "")
    assert unknown.spoken == "Borgeren vidste det ikke"
    assert [account.side for account in entry(content, "E06").accounts] == ["authority", "external"]


def test_an_account_is_read_aloud_with_its_side_and_its_sign() -> None:
    accounts = entry(gathered(demo("boern-to-teams")), "E04").accounts
    assert [account.spoken for account in accounts] == ["Borgeren, minus 2", "Myndigheden, plus 1", "Eksterne, 0"]


def test_a_side_that_did_not_answer_is_told_apart_from_one_that_was_not_asked() -> None:
    document = demo("boern-to-teams")
    del document["events"][0]["perspectives"]["external"]
    assert entry(gathered(document), "E01").accounts[-1].state == "not_asked"
    document["consulted"] = ["citizen", "authority"]
    content = gathered(document)
    assert [account.side for account in entry(content, "E01").accounts] == ["citizen", "authority"]
    assert [band.consulted for band in content.bands] == [True, True, False]


def test_several_voices_are_counted_beside_their_median() -> None:
    document = demo("boern-to-teams")
    document["events"][0]["perspectives"]["citizen"] |= {"score": -0.5, "voices": 4, "low": -2, "high": 1}
    account = entry(gathered(document), "E01").accounts[0]
    assert (account.score, account.voices, account.spoken) == ("−0,5", 4, "Borgeren, minus 0,5, 4 stemmer")


def test_confirmed_findings_are_numbered_along_time() -> None:
    content = gathered(demo("boern-to-teams"))
    assert content.confirmed
    assert [finding.number for finding in content.findings] == list(range(1, 17))
    assert content.findings[0].text == "PPR kvitterer aldrig for indstillingen."
    assert entry(content, "E03").numbers == (1,)


def test_a_dismissed_finding_is_not_printed() -> None:
    document = demo("boern-to-teams")
    document["findings"][0]["status"] = "dismissed"
    assert len(gathered(document).findings) == 15


def test_without_confirmed_findings_the_computed_ones_are_printed_as_suggestions() -> None:
    content = gathered(demo("boern-to-teams") | {"findings": []})
    assert not content.confirmed
    assert content.findings
    assert all(finding.name and finding.text for finding in content.findings)


def test_the_silences_carry_their_days_words_and_finding() -> None:
    bars = [bar for bar in gathered(demo("boern-to-teams")).bars if bar.side == "citizen"]
    assert [bar.days for bar in bars] == ["ca. 43", "112", "33", "132"]
    assert bars[1].words[0] == "uden besked fra kommunen"
    assert bars[1].number == 4
    assert len(bars[1].attempts) == 3
    assert bars[1].spoken == "Borgeren: 112 dage uden besked fra kommunen, 14. maj til 3. september"
    assert (bars[3].kind, bars[3].words) == ("wait", ("hos Ankestyrelsen",))


def test_the_timeline_says_in_one_breath_what_it_shows() -> None:
    assert gathered(demo("boern-to-teams")).alt == (
        "Tidslinje, februar 2024 til april 2025, 25 hændelser. "
        "Længste stilhed for borgeren: 112 dage, 14. maj 2024 til 3. september 2024."
    )


def test_a_sentence_nobody_released_is_left_out_and_counted() -> None:
    content = gathered(demo("boern-to-teams"), released={("E01", "citizen")})
    assert entry(content, "E01").accounts[0].text.startswith("Jeg kunne mærke")
    assert entry(content, "E01").accounts[2].text == ""
    assert content.tally.unreleased == 61


def test_a_dropped_action_is_not_printed_and_the_others_stand_by_date() -> None:
    document = demo("boern-to-teams")
    document["actions"][0]["status"] = "dropped"
    assert [action.due for action in gathered(document).actions] == [
        "1. juli 2025",
        "1. september 2025",
        "1. oktober 2025",
    ]


def test_the_large_yes_is_not_said_twice() -> None:
    question = gathered(demo("boern-to-teams")).questions[3]
    assert (question.lead, question.aside) == ("Ja", "stor sandsynlighed")
    assert question.answer.startswith("Teamlederne kender")


def test_root_causes_have_the_names_of_the_team_or_the_standard_ones() -> None:
    assert gathered(demo("boern-to-teams")).causes[0].name == "Uklart ansvar"
    assert (
        gathered(demo("boern-to-teams"), cause_names={"KOO1": "Hvem har bolden?"}).causes[0].name == "Hvem har bolden?"
    )
    assert standard_causes("en")["KOO1"] != standard_causes("da")["KOO1"]


@pytest.mark.parametrize("name", ["boern-to-teams", "voksne-stoette", "handicap-koerestol"])
def test_an_english_poster_keeps_what_people_said_in_danish(name: str) -> None:
    content = gathered(demo(name), "en")
    assert content.title == demo(name)["title"]
    assert content.language == "en"
    assert content.text_language == "da"


def test_the_large_yes_is_not_said_twice_in_another_language_either() -> None:
    question = gathered(demo("boern-to-teams"), "en").questions[3]
    assert question.lead
    assert question.answer.startswith("Teamlederne kender")
