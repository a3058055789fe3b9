"""The limits that people may set: in words, in range, and told of on the finding."""

import dataclasses

import pytest

from klagerejsen.analysis import Thresholds, analyse, explain, read_journey, sample
from klagerejsen.analysis.limits import FRONT, LIMIT_OF, LIMITS, own_figures
from klagerejsen.catalogue import translator
from klagerejsen.codes import FINDING_TYPES
from tests.conftest import demo_document

LOWEST = {limit.name: type(limit.default)(limit.least) for limit in LIMITS}


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.name)
def test_each_is_a_threshold_with_an_allowed_default_and_a_reason(limit):
    assert limit.name in {field.name for field in dataclasses.fields(Thresholds)}
    assert limit.finding in (*FINDING_TYPES, FRONT)
    assert limit.takes(limit.default)
    assert limit.takes(limit.least)
    assert limit.takes(limit.most)
    assert not limit.takes(limit.least - limit.step)
    assert not limit.takes(limit.most + limit.step)
    assert not limit.takes(limit.least + limit.step / 2)
    assert translator("en")(limit.label) != limit.label
    assert translator("en")(limit.why) != limit.why


def test_a_finding_with_default_limits_says_nothing_of_own_ones():
    analysis = analyse(read_journey(demo_document()))
    for finding in analysis.findings:
        assert not [name for name in finding.figures if name.startswith("own_")]
        assert "Jeres grænse" not in explain(finding, analysis.journey).rule


def test_a_finding_names_the_organisations_own_limit_and_the_default():
    analysis = analyse(read_journey(demo_document()), Thresholds(silence_days=20))
    (silence, *_rest) = [finding for finding in analysis.findings if finding.code == "silence"]
    assert "Over 20 kalenderdage" in explain(silence, analysis.journey).rule
    assert explain(silence, analysis.journey).rule.endswith("Jeres grænse: 20 kalenderdage, standard 30.")
    assert explain(silence, analysis.journey, "en").rule.endswith("Your limit: 20 calendar days, default 30.")
    others = [finding for finding in analysis.findings if finding.code != "silence"]
    assert others
    assert not [finding for finding in others if "own_silence_days" in finding.figures]


@pytest.mark.parametrize("case", ["boern-to-teams", "handicap-koerestol", "voksne-stoette"])
def test_every_kind_of_finding_says_which_of_its_limits_are_own(case):
    """Whatever the rule names of a number comes from the limits; where they are own, the finding says so."""
    analysis = analyse(read_journey(demo_document(case)), Thresholds(**LOWEST))
    with_limits = {limit.finding for limit in LIMITS if limit.default != limit.least}
    told = {finding.code for finding in analysis.findings if "Jeres grænse" in explain(finding, analysis.journey).rule}
    assert told == {finding.code for finding in analysis.findings} & with_limits
    assert len(told) >= 3


def test_only_a_kinds_own_limits_are_its_figures():
    changed = Thresholds(dropped_days=9, ping_pong_moves=2, silence_days=30)
    assert own_figures("ping_pong", changed) == {"own_ping_pong_moves": 2}
    assert own_figures("dropped_handover", changed) == {"own_dropped_days": 9}
    assert own_figures("silence", changed) == {}
    assert own_figures("missed_deadline", changed) == {}


def test_what_the_law_says_and_how_the_method_counts_is_nobodys_to_set():
    method = {"legal_terms", "matched_reply_days", "standstill_fences", "bottleneck_rate", "blind_spot_weights"}
    assert method.isdisjoint(LIMIT_OF)


@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize("case", ["boern-to-teams", "handicap-koerestol", "voksne-stoette"])
def test_no_limit_changes_what_a_journey_adds_to_its_areas_yardsticks(case, end):
    """They are kept beside the journey and hold whatever is set; a limit that changes them makes them stale."""
    extreme = {limit.name: type(limit.default)(getattr(limit, end)) for limit in LIMITS}
    journey = read_journey(demo_document(case))
    assert sample(journey, Thresholds(**extreme)) == sample(journey)
    assert sample(journey).gaps
