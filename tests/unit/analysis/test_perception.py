"""Perception gaps: three steps that stand out from how this journey was lived."""

from klagerejsen.analysis import Thresholds

from .drawing import event, found, named, seen


def lived(*pairs):
    """Draw a day for each (citizen, authority)."""
    return [
        event(str(day), f"2024-01-{day:02}", "other", perspectives=seen(B=citizen, M=authority))
        for day, (citizen, authority) in enumerate(pairs, 1)
    ]


CALM = [(0, 0), (1, 1), (0, 0), (1, 0), (0, 1)]


def test_three_steps_in_a_calm_journey_stand_out():
    (gap,) = found("perception_gap", *lived(*CALM, (-2, 1)))
    assert (gap.events, gap.certainty, gap.figures["difference"]) == (("6",), "certain", 3.0)
    assert (gap.figures["mean"], gap.figures["n"], gap.raw) == (0.33, 6, 2.667)


def test_it_goes_both_ways():
    assert found("perception_gap", *lived(*CALM, (2, -1)))[0].figures["difference"] == -3.0


def test_two_steps_are_two_accounts_but_no_finding():
    assert not found("perception_gap", *lived(*CALM, (-2, 0)))


def test_a_citizen_who_scores_everything_low_has_no_gap_that_stands_out():
    assert not found("perception_gap", *lived(*[(-2, 1)] * 9))


def test_a_mixed_journey_asks_for_more():
    assert not found("perception_gap", *lived((-2, 1), (2, -1), (2, -1), (-2, 1), (-2, 1)))


def test_a_side_that_was_not_asked_has_no_gap():
    silent = event("6", "2024-01-06", "other", perspectives=seen(M=2))
    unknown = event("7", "2024-01-07", "other", perspectives=seen(B="?", M=2))
    unscored = event("8", "2024-01-08", "other", perspectives=seen(B=None, M=2))
    assert not found("perception_gap", *lived(*CALM), silent, unknown, unscored)


def test_medians_of_several_voices_are_compared_and_their_number_told():
    views = {
        "citizen": {"known": "known", "score": -1.5, "voices": 2},
        "authority": {"known": "known", "score": 1.5, "voices": 5},
    }
    (gap,) = found("perception_gap", *lived(*CALM), event("6", "2024-01-06", "other", perspectives=views))
    assert (gap.figures["citizen_voices"], gap.figures["authority_voices"]) == (2, 5)


def test_other_differences_the_same_way_are_counted():
    (gap,) = found("perception_gap", *lived(*CALM * 2, (-2, 1), (-1, 1), (1, -1)))
    assert gap.figures["alike"] == ("12",)


def test_the_ordinary_difference_of_the_area_is_a_setting():
    usual = Thresholds(area_gap=3.0, area_gap_events=30)
    assert named(found("perception_gap", *lived((-2, 1)), thresholds=usual)) == []
    assert named(found("perception_gap", *lived((-2, 1)))) == [("1",)]
