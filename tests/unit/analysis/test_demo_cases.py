"""The three cases that travel with the product: what their authors listed is found, and drawn as they drew it."""

import datetime as dt
import json

import pytest

from klagerejsen.analysis import analyse, explain, read_journey
from klagerejsen.paths import DEMO_CASES

KINDS = (
    "silence",
    "unanswered_request",
    "dropped_handover",
    "ping_pong",
    "missed_deadline",
    "perception_gap",
    "blind_spot",
    "rework",
    "citizen_as_messenger",
    "caseworker_change",
)
DOCUMENTS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(DEMO_CASES.glob("*.json"))}
ANALYSES = {name: analyse(read_journey(document)) for name, document in DOCUMENTS.items()}
LISTED = [
    pytest.param(name, listed["type"], frozenset(listed["events"]), id=f"{name}-{listed['type']}-{listed['events'][0]}")
    for name, document in DOCUMENTS.items()
    for listed in document["findings"]
    if listed["origin"] == "computed" and listed["type"] in KINDS
]
# Where the authors grouped events as the rules do, nothing but the same events will do.
EXACT_KINDS = ("silence", "unanswered_request", "dropped_handover", "ping_pong", "missed_deadline")


def alike(found: frozenset[str], listed: frozenset[str]) -> bool:
    """Half the events of the smaller set in common, and not everything flagged."""
    return len(found & listed) >= min(len(found), len(listed)) / 2 and len(found) <= 2 * len(listed) + 2


@pytest.mark.parametrize(("name", "kind", "listed"), LISTED)
def test_every_listed_finding_of_these_kinds_is_found(name, kind, listed):
    computed = [frozenset(each.events) for each in ANALYSES[name].findings if each.code == kind]
    assert any(alike(events, listed) for events in computed), computed
    if kind in EXACT_KINDS:
        assert listed in computed


@pytest.mark.parametrize("kind", EXACT_KINDS)
def test_every_listed_finding_has_a_finding_of_its_own(kind):
    for name, document in DOCUMENTS.items():
        listed = [each for each in document["findings"] if each["type"] == kind and each["origin"] == "computed"]
        assert len(listed) <= sum(each.code == kind for each in ANALYSES[name].findings)


def bars(name: str, side: str) -> list[tuple]:
    return [(each.start_event, each.end_event, each.days, each.finding) for each in ANALYSES[name].silences[side]]


def test_the_mother_heard_nothing_for_43_112_and_33_days():
    assert bars("boern-to-teams", "citizen") == [
        ("E03", "E07", 43, False),
        ("E08", "E15", 112, True),
        ("E18", "E21", 33, True),
    ]
    first = ANALYSES["boern-to-teams"].silences["citizen"][0]
    assert (first.days_min, first.days_max, first.certainty) == (36, 50, "certain")


def test_her_own_attempts_and_words_from_others_do_not_shorten_the_silence():
    long, short = ANALYSES["boern-to-teams"].silences["citizen"][1:]
    assert (long.attempts, long.third_party) == (("E09", "E10", "E13"), ())
    assert (short.attempts, short.third_party) == (("E20",), ("E19",))


def test_the_authority_and_the_others_have_their_own_quiet():
    assert bars("boern-to-teams", "authority") == [("E12", "E13", 42, False)]
    assert bars("boern-to-teams", "external") == [("E06", "E19", 169, False)]


def test_a_word_to_the_spouse_reaches_the_citizens_side():
    assert bars("handicap-koerestol", "citizen") == [("E03", "E11", 119, True), ("E16", "E18", 47, True)]


def test_a_quiet_time_in_which_nothing_was_open_is_drawn_but_no_finding():
    assert bars("voksne-stoette", "citizen")[0] == ("E01", "E03", 44, False)


def test_the_appeals_body_is_a_wait_and_folds_the_timeline():
    analysis = ANALYSES["boern-to-teams"]
    (wait,), (fold,) = analysis.waits, analysis.folds
    assert (wait.at, wait.days, wait.events) == ("Ankestyrelsen", 132, ("E24", "E25"))
    assert (fold.start, fold.end, fold.days) == (dt.date(2025, 1, 6), dt.date(2025, 4, 18), 102)
    assert fold.wait == wait


def test_the_figures_of_the_case():
    measures = ANALYSES["boern-to-teams"].measures
    assert (measures.units, measures.persons, measures.handovers) == (4, 6, 4)
    assert (measures.days_min, measures.days_max) == (425, 453)
    assert measures.days_without_contact["citizen"] == 145
    assert measures.days_without_contact_about["citizen"] == 43
    assert measures.known == {"citizen": (17, 24), "authority": (22, 25), "external": (9, 13)}


def test_the_biggest_differences_in_experience_are_counted_beside_the_one_that_stands_out():
    (gap,) = [each for each in ANALYSES["boern-to-teams"].findings if each.code == "perception_gap"]
    assert gap.events == ("E04",)
    assert gap.figures["alike"] == ("E13", "E15", "E18", "E21", "E24")


def test_the_unseen_events_are_together_where_no_word_came_between():
    spots = [each for each in ANALYSES["boern-to-teams"].findings if each.code == "blind_spot"]
    unseen = [each.events for each in spots if each.figures["side"] == "citizen"]
    assert sorted(unseen) == [("E03", "E05"), ("E11", "E12", "E14"), ("E16", "E17")]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_front_has_seven_of_several_kinds(name):
    front = ANALYSES[name].findings[: ANALYSES[name].front]
    assert len(front) == 7
    assert len({each.code for each in front}) >= 4


def test_the_long_silence_is_explained_in_words():
    analysis = ANALYSES["boern-to-teams"]
    silence = next(each for each in analysis.findings if each.key == "silence:citizen:E08+E15")
    said = explain(silence, analysis.journey)
    assert (said.name, said.short) == ("Tavshed", "112 dage uden besked")
    assert said.what.startswith(
        "Fra 14. maj til 3. september 2024 kom der ingen besked fra kommunen til borgerens side: 112 kalenderdage."
    )
    assert "”Mor søger om tabt arbejdsfortjeneste” (10. juni)" in said.what
    assert "Borgerens side henvendte sig selv 3 gange: 23. maj, 10. juni og 12. august." in said.what
    assert said.rule == "Over 30 kalenderdage uden besked fra kommunen, mens noget er åbent."
    assert said.alternatives == "Sommerferie 1. juli – 10. august: 41 af dagene. Ingen besked om ventetid fundet."


@pytest.mark.parametrize(
    ("key", "short"),
    [
        ("missed_deadline:E07+E14+E23", "98 dage over fristen"),
        ("ping_pong:E11+E16+E17", "pingpong, 3 skift"),
        ("perception_gap:E04", "oplevelseskløft, 3 trin"),
        ("dropped_handover:E11+E16", "tabt overdragelse"),
        ("unanswered_request:E03", "ubesvaret"),
        ("unanswered_request:E13+E15", "svar 15 dage for sent"),
        ("blind_spot:citizen:E16+E17", "2 usynlige hændelser"),
    ],
)
def test_marks_have_short_labels(key, short):
    analysis = ANALYSES["boern-to-teams"]
    finding = next(each for each in analysis.findings if each.key == key)
    assert explain(finding, analysis.journey).short == short
