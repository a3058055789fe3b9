"""What figures say."""

import pytest

from klagerejsen.analysis.intervals import Difference
from klagerejsen.catalogue import translator
from klagerejsen.statistics.shares import Share
from klagerejsen.statistics.survival import Estimate
from klagerejsen.statistics.units import Standing
from klagerejsen.statistics.words import (
    days_difference_words,
    median_words,
    points_difference_words,
    share_words,
    standing_words,
    withheld_words,
)

DANISH = translator("da")


@pytest.mark.parametrize(
    ("median", "said"),
    [
        (Estimate(18, 14, 24), "Median 18 arbejdsdage, 95\u00a0% interval 14–24."),
        (Estimate(23, 13, None), "Median 23 arbejdsdage, 95\u00a0% interval fra 13; den øvre grænse er ikke nået."),
        (Estimate(None, 31, None), "Median ikke nået, 95\u00a0% interval fra 31 arbejdsdage."),
        (Estimate(None, None, None), "Median ikke nået."),
    ],
)
def test_a_median_says_its_interval_and_that_it_is_not_reached(median, said):
    assert median_words(median, "arbejdsdage", DANISH) == said


def test_a_difference_says_whether_chance_alone_may_have_made_it():
    clear = days_difference_words(Estimate(-11, -19, -4), "arbejdsdage", DANISH)
    assert clear == "Forskel −11 arbejdsdage, 95\u00a0% interval −19 til −4. Intervallet rummer ikke nul."
    assert "så det kan være tilfældigt" in points_difference_words(Difference(0.12, -0.03, 0.27), DANISH)
    assert "til ikke nået" in days_difference_words(Estimate(15, 5, None), "dage", DANISH)
    assert "rummer nul" in days_difference_words(Estimate(15, None, None), "dage", DANISH)
    assert days_difference_words(Estimate(None, None, None), "dage", DANISH).startswith("Forskellen kan ikke opgøres")


def test_no_sentence_speaks_of_an_effect_and_all_are_there_in_english():
    def all_of(language):
        translate = translator(language)
        return [
            median_words(Estimate(18, 14, 24), "d", translate),
            days_difference_words(Estimate(-11, -19, -4), "d", translate),
            points_difference_words(Difference(0.12, -0.03, 0.27), translate),
            withheld_words(5, translate),
            *(standing_words(each, translate) for each in Standing),
        ]

    danish, english = all_of("da"), all_of("en")
    assert not [text for text in danish + english if "effe" in text.casefold()]
    assert all(one != other for one, other in zip(danish, english, strict=True))


def test_a_share_says_what_it_is_of():
    assert share_words(Share(3, 20), DANISH) == "15 % (5–36), 3 af 20"
