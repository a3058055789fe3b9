"""What stands in front: the certain and heavy, and each trouble once."""

from datetime import date

from klagerejsen.analysis import Finding
from klagerejsen.analysis.ranking import rank

from .drawing import analysed, event


def finding(
    key, severity=1.0, *, code="blind_spot", certainty="certain", days=(1, 2), parties=(), events=None, side=None
):
    return Finding(
        key=key,
        code=code,
        events=events or (key,),
        parties=parties or (key,),
        certainty=certainty,
        raw=severity,
        severity=min(severity, 3.0),
        start=date(2024, 1, days[0]),
        end=date(2024, 1, days[1]),
        figures={"side": side} if side else {},
    )


def keys(*findings, front=7):
    return [each.key for each in rank(findings, front)]


def test_certain_stands_before_possible_and_heavy_before_light():
    assert keys(finding("mulig", 3.0, certainty="possible"), finding("let", 1.0), finding("tung", 2.0)) == [
        "tung",
        "let",
        "mulig",
    ]


def test_the_same_trouble_told_twice_stands_in_front_once():
    long = finding("lang", 3.0, days=(1, 20), events=("a", "b"))
    again = finding("igen", 2.5, days=(5, 9), events=("b",))
    other = finding("anden", 0.5, days=(25, 28))
    assert keys(long, again, other, front=2) == ["lang", "anden", "igen"]


def test_an_unanswered_handover_is_one_trouble():
    dropped = finding("tabt", 3.0, code="dropped_handover", events=("a", "b"))
    unanswered = finding("ubesvaret", 1.0, code="unanswered_request", events=("a",))
    assert keys(dropped, unanswered, finding("anden", 0.5, days=(25, 28)), front=2) == ["tabt", "anden", "ubesvaret"]


def test_the_citizens_silence_stands_before_the_same_silence_of_others():
    others = finding("øvrige", 3.0, code="silence", days=(1, 30), parties=("Ydelse",), side="external")
    citizen = finding("borger", 1.5, code="silence", days=(5, 20), parties=("Ydelse",), side="citizen")
    assert keys(others, citizen, front=1) == ["borger", "øvrige"]


def test_stretches_that_only_touch_are_two():
    first = finding("først", 2.0, days=(1, 10), parties=("Ydelse",))
    then = finding("så", 1.5, days=(10, 20), parties=("Ydelse",))
    assert keys(first, then, finding("mindre", 1.0, days=(25, 28)), front=2) == ["først", "så", "mindre"]


def test_of_equal_weight_another_kind_comes_first():
    assert keys(
        finding("a", 2.0), finding("b", 2.0, days=(5, 6)), finding("c", 2.0, code="ping_pong", days=(7, 8))
    ) == ["a", "c", "b"]


def test_nothing_is_lost_behind_the_front():
    findings = [finding(str(number), days=(number, number)) for number in range(1, 20)]
    assert sorted(keys(*findings, front=3)) == sorted(each.key for each in findings)


def test_a_standstill_in_the_same_stretch_as_a_silence_stands_behind_it():
    asked = event("1", "2024-01-02", "enquiry", "borger > ydelse", expects_reply=True)
    told = event("2", "2024-01-08", "acknowledgement", "ydelse > borger")
    analysis = analysed(asked, told, event("3", "2024-04-15", "meeting", "ydelse > borger"))
    codes = [each.code for each in analysis.findings]
    assert {"silence", "standstill"} <= set(codes)
    assert codes.index("silence") < codes.index("standstill") == len(codes) - 1
