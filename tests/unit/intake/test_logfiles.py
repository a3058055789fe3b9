"""A log that was read: its cases can be looked for and chosen, and what is strange about it is told."""

import json

import pytest

from klagerejsen.background.refusals import Refusal
from klagerejsen.intake import logfiles
from klagerejsen.intake.log_choices import Choice, chosen, fitting, listed, traces_of
from klagerejsen.intake.traces import Attribute, Classifier, Head
from tests.unit.intake.logs_made_up import case, event, written

LOG = [
    case("A-1", event("Klage", "2024-03-12T09:30:00+01:00"), event("Svar", "2024-03-20T10:00:00+01:00")),
    case("A-2", event("Klage", "2024-01-02T09:30:00+01:00")),
    case("B-1", *(event("Rykker", f"2023-0{month}-01T00:00:00Z") for month in range(1, 6)), event("Klage")),
]


@pytest.fixture
def parsed(tmp_path):
    def parse(cases, head=None):
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(written(cases, head))
        return target, json.loads(json.dumps(logfiles.parse(source, target, lambda _share, _words: None)))

    return parse


def names(log, choice):
    return [each.name for each in chosen(log, choice)]


def test_a_log_is_counted_while_it_is_read(parsed):
    _log, summary = parsed(LOG, Head(attributes=[Attribute("concept:name", "string", "Klager 2024")]))
    assert {key: summary[key] for key in ("cases", "usable", "events", "first", "last", "name")} == {
        "cases": 3, "usable": 3, "events": 9, "first": "2023-01-01", "last": "2024-03-20", "name": "Klager 2024",
    }  # fmt: skip
    assert [(each["name"], each["events"], each["cases"]) for each in summary["activities"]] == [
        ("Rykker", 5, 1), ("Klage", 3, 3), ("Svar", 1, 1),
    ]  # fmt: skip
    assert summary["keys"]["concept:name"] == {"filled": 9, "examples": ["Klage", "Svar", "Rykker"], "repeats": True}


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        (Choice(), ["A-1", "A-2", "B-1"]),
        (Choice(text="a-"), ["A-1", "A-2"]),
        (Choice(activity=1), ["A-1"]),
        (Choice(least=2), ["A-1", "B-1"]),
        (Choice(most=2), ["A-1", "A-2"]),
        (Choice(since="2024-02-01"), ["A-1"]),
        (Choice(until="2023-12-31"), ["B-1"]),
        (Choice(names=("B-1", "A-2")), ["A-2", "B-1"]),
        (Choice(order="longest"), ["B-1", "A-1", "A-2"]),
        (Choice(order="latest"), ["A-1", "A-2", "B-1"]),
        (Choice(text="'; DROP TABLE cases; --"), []),
    ],
)
def test_cases_are_looked_for_by_what_one_knows_of_them(parsed, choice, found):
    log, _summary = parsed(LOG)
    assert [each.name for each in listed(log, choice)] == found
    assert fitting(log, choice) == len(found)


def test_nothing_is_taken_before_somebody_says_which_or_how_many(parsed):
    log, _summary = parsed(LOG)
    assert names(log, Choice()) == []
    assert names(log, Choice(limit=2)) == ["A-1", "A-2"]
    assert names(log, Choice(numbers=(3, 1))) == ["A-1", "B-1"]


def test_a_choice_is_the_same_after_it_was_handed_over():
    choice = Choice(text="a", activity=2, names=("x",), numbers=(1, 2), limit=5)
    assert Choice.from_json(json.loads(json.dumps(choice.as_json()))) == choice


def test_chosen_cases_come_as_the_log_has_them(parsed):
    log, _summary = parsed(LOG)
    [trace] = traces_of(log, chosen(log, Choice(numbers=(1,))))
    assert [each.attributes for each in trace.events] == [each.attributes for each in LOG[0].events]
    assert trace.events[0].line is not None


def test_what_is_strange_is_told_with_its_line(parsed):
    strange = [
        case(None, event("Klage", "2024-01-02T09:30:00Z")),
        case("A"),
        case("A", event("Klage", "i går"), event("Svar")),
        case("B", event("Klage", "1066-10-14T09:00:00Z")),
        case("C", *[event("x", "2024-01-02T09:30:00Z")] * 5001),
    ]
    log, summary = parsed(strange)
    told = [(Refusal.from_json(each).text, each["line"]) for each in summary["remarks"]]
    expected = [
        logfiles.NO_NAME, logfiles.NO_EVENTS, logfiles.BAD_TIME, logfiles.NO_TIME, logfiles.SAME_NAME,
        logfiles.BAD_TIME, logfiles.MANY_EVENTS,
    ]  # fmt: skip
    assert sorted(text for text, _line in told) == sorted(expected)
    assert all(line for _text, line in told)
    assert [each.name for each in listed(log, Choice())] == ["Uden navn 1", "A", "B"], "the others cannot be chosen"


def test_a_log_whose_activities_have_no_name_is_told_by_its_classifier(parsed):
    nameless = case("1", event("x")._replace(attributes=(Attribute("Skridt", "string", "Visitation"),)))
    _log, summary = parsed([nameless], Head(classifiers=[Classifier("Skridt", "event", ("Skridt",))]))
    assert summary["activities"][0]["name"] == "Visitation"


def test_a_moment_in_utc_is_told_by_danish_clocks_and_another_zone_as_it_was_there(parsed):
    late = [event("Klage", "2024-06-01T23:30:00Z"), event("Svar", "2024-06-01T23:30:00-05:00")]
    assert [logfiles.when_of(each).isoformat() for each in late] == [
        "2024-06-02T01:30:00+02:00", "2024-06-01T23:30:00-05:00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cases", "text"),
    [
        ([], logfiles.NO_CASES),
        ([case("1")], logfiles.NO_CASES),
        ([case("1", *(event(f"a{n}") for n in range(5001)))], logfiles.TOO_MANY_ACTIVITIES),
        ([case("1", event("a", **{f"k{n}": "x" for n in range(401)}))], logfiles.TOO_MANY_KEYS),
    ],
)
def test_a_log_that_nobody_could_choose_from_is_refused(parsed, cases, text):
    with pytest.raises(Refusal) as refused:
        parsed(cases)
    assert refused.value.text == text
