"""Explanations: whole sentences that accuse nobody, in every language, for every kind."""

import re
from dataclasses import astuple, replace

import pytest

from klagerejsen.analysis import Finding, explain, name_of

from .drawing import analysed, event, seen
from .test_demo_cases import ANALYSES

EVERY = [(name, finding) for name, analysis in ANALYSES.items() for finding in analysis.findings]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(("name", "finding"), EVERY, ids=[f"{name}-{each.key}" for name, each in EVERY])
def test_every_finding_of_the_demo_cases_is_explained(name, finding, language):
    said = explain(finding, ANALYSES[name].journey, language)
    assert all(astuple(said))
    text = " ".join(astuple(said))
    assert not re.search(r"\bfejl|\{|\}|None|  ", text, re.IGNORECASE)
    assert said.what.endswith(".")
    assert said.rule.endswith(".")
    assert len(said.short) <= 40


def explained(code, *events, **more):
    analysis = analysed(*events, **more)
    finding = next(each for each in analysis.findings if each.code == code)
    return explain(finding, analysis.journey)


ASKED = event("1", "2024-01-08", "enquiry", "borger > ydelse", expects_reply=True, title="Borgeren ringer")
FAR = event("9", "2024-12-01", "occurrence")


def test_a_silence_in_which_one_thing_happened_unseen():
    told = event("1", "2024-01-01", "meeting", "ydelse > borger")
    unseen = event("2", "2024-01-10", "handover", "ydelse > jura", perspectives=seen(B="?", M=0))
    said = explained("silence", told, unseen, event("9", "2024-03-01", "meeting", "ydelse > borger"))
    assert "Imens skete 1 ting, som den side ikke kendte til." in said.what
    assert said.rule.endswith("mens noget sker, som den side ikke kender.")


def test_a_possible_silence_says_so_and_how_long_it_may_be():
    last = event("9", "2024-02-05/2024-02-20", "meeting", "ydelse > borger")
    said = explained("silence", ASKED, event("2", "2024-01-10", "acknowledgement", "ydelse > borger"), last)
    assert said.short == "tavshed, mulig"
    assert "ca. 33 kalenderdage (26–41)" in said.what


def test_a_possible_unanswered_request_says_so():
    said = explained("unanswered_request", {**ASKED, "date": "2024-01"}, event("9", "2024-02-15", "occurrence"))
    assert said.short == "ubesvaret, mulig"
    assert said.alternatives.endswith("Muligt, ikke sikkert: det afhænger af datoer, der er omtrentlige.")


def test_a_possible_finding_of_exact_days_says_that_something_else_is_not_exact():
    met = event("0", "2024-01", "assessment", "jura >")
    given = event("1", "2024-01-10", "handover", "ydelse > jura")
    said = explained("dropped_handover", met, given, event("2", "2024-02-20", "assessment", "jura >"))
    assert said.what.startswith("Jura fik sagen fra Ydelse med hændelsen (overdragelse, 10. januar)")
    assert said.alternatives.endswith("Muligt, ikke sikkert: det afhænger af noget, der ikke er noteret præcist.")


def test_an_event_whose_kind_says_nothing_is_told_by_its_day_alone():
    asked = {**ASKED, "title": None, "type": "other", "date": "2024-01-02"}
    said = explained("unanswered_request", asked, event("9", "2024-03-15", "occurrence"))
    assert said.what.startswith("Hændelsen (2. januar 2024) ventede på svar")
    assert "Muligt" not in said.alternatives


def test_one_day_is_one_day():
    asked = {**ASKED, "type": "application", "deadline": {"date": "2024-02-01"}}
    said = explained("missed_deadline", asked, event("9", "2024-02-02", "decision", "ydelse > borger"))
    assert said.short == "1 dag over fristen"
    assert "1 kalenderdag for sent" in said.what
    assert "Sammenhængen mellem hændelserne er udledt" in said.alternatives


def test_an_open_deadline_and_its_extension_are_told():
    asked = {**ASKED, "type": "application", "deadline": {"date": "2024-02-01"}}
    extended = event("2", "2024-01-20", "deadline_extension", "ydelse > borger", reply_due="2024-03-01", title="Udsat")
    said = explained("missed_deadline", asked, extended, FAR)
    assert "Der er ikke registreret noget, der opfylder den" in said.what
    assert said.alternatives.startswith("Forlængelsen ”Udsat” (20. januar) er regnet med.")


def test_a_deadline_that_an_extension_may_have_saved_is_only_perhaps_missed():
    asked = {**ASKED, "type": "application", "deadline": {"date": "2024-02-01"}}
    extended = event("2", "2024-01-28~", "deadline_extension", "ydelse > borger", reply_due="2024-03-01")
    said = explained("missed_deadline", asked, extended, event("9", "2024-02-02", "decision", "ydelse > borger"))
    assert said.short == "måske over fristen"
    assert "kan være varslet i tide" in said.alternatives


def test_a_blank_letter_is_perhaps_unseen():
    met = [
        event(f"m{day}", f"2024-01-0{day}", "meeting", "ydelse > borger", perspectives=seen(B=0, M=0))
        for day in (1, 2, 3)
    ]
    letter = event("9", "2024-01-09", "decision", "ydelse > borger", channel="letter", perspectives=seen(M=0))
    said = explained("blind_spot", *met, letter)
    assert said.short == "måske usynlig"
    assert said.what.startswith("Ikke besvaret af borgeren: hændelsen (afgørelse, 9. januar 2024).")
    assert "Muligt, ikke sikkert" not in said.alternatives  # the rule says it already


def test_years_are_told_once_when_they_are_the_same():
    given = event("1", "2023-12-20", "handover", "ydelse > jura", title="Sendt videre")
    said = explained("dropped_handover", given, event("2", "2024-02-20", "assessment", "jura >", title="Set på"))
    assert "”Sendt videre” (20. december 2023)" in said.what
    assert "”Set på” (20. februar 2024), 62 kalenderdage senere" in said.what


def test_numbers_have_a_true_minus_and_a_danish_comma():
    views = [seen(B=-2, M=1)] + [seen(B=0, M=0)] * 6
    events = [event(str(day), f"2024-01-0{day}", "other", perspectives=each) for day, each in enumerate(views, 1)]
    said = explained("perception_gap", *events)
    assert "borgeren −2, myndigheden +1" in said.what
    assert "0,3 trin" in said.rule


def test_long_titles_are_cut():
    said = explained("unanswered_request", {**ASKED, "title": "x" * 200}, FAR)
    assert f"”{'x' * 90} …”" in said.what


def test_a_finding_that_people_marked_is_told_by_its_events():
    analysis = ANALYSES["boern-to-teams"]
    marked = replace(analysis.findings[0], key="marked-1", code="contradiction", events=("E10", "E16"), figures={})
    said = explain(marked, analysis.journey)
    assert (said.name, said.short, said.alternatives) == ("Modstridende oplysninger", "modstridende oplysninger", "")
    assert "”Mor søger om tabt arbejdsfortjeneste” (10. juni" in said.what


def test_an_unknown_kind_is_called_by_its_code():
    assert name_of("noget_nyt") == "noget_nyt"


def test_findings_can_be_stored_as_they_are():
    import json

    for _, finding in EVERY:
        assert isinstance(finding, Finding)
        json.dumps(finding.figures)
