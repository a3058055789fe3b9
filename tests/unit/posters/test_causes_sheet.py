"""Causes across journeys on paper: what the page says, the k-limit with it, and no journey named."""

from typing import Any

import pytest

from klagerejsen.posters import Layout, PosterError
from klagerejsen.posters.causes.sheet import build_causes
from klagerejsen.posters.choices import Choices
from tests.unit.posters.geometry import faults
from tests.unit.posters.test_layout import MADE, SIZES
from tests.unit.posters.test_note import words


def report(causes: int, journeys: int = 40, **changed: Any) -> dict[str, Any]:
    pair = {"labels": ["Uklart ansvar", "Tone"], "journeys": 12, "expected": 7.25, "notable": True, "behind": ["Sag A"]}
    half = {"from": "2024-01", "to": "2024-06", "journeys": 6, "of": 20}
    area = {"label": "Tone", "area_label": "Børn", "journeys": 9, "of": 12, "expected": 4.0, "notable": True}
    trend = {"label": "Sagspres", "direction": "up", "months": [half, half | {"from": "2024-07", "to": "2024-12"}]}
    shares = [
        {"label": f"Årsag nummer {n} i sagerne", "journeys": 20, "share": 0.5, "low": 0.352, "high": 0.648}
        for n in range(causes)
    ]
    return {
        "journeys": journeys,
        "least": 5,
        "suppressed": 2,
        "not_counted": 0,
        "period": "januar 2024 – december 2024",
        "causes": shares,
        "patterns": {
            "few": journeys < 10,
            "together": [pair] * 9,
            "areas": [area, area | {"label": "Tilfældigt", "notable": False}],
            "trends": [trend],
        },
        **changed,
    }


def sheet(found: dict[str, Any], **chosen: Any) -> Layout:
    return build_causes(found, "Børn og unge", Choices(**chosen), made=MADE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("causes", [1, 12, 40])
def test_nothing_touches_or_leaves_the_paper(causes: int, size: str) -> None:
    for language in ("da", "en"):
        assert faults(sheet(report(causes), size=size, language=language)) == []


def test_a_long_list_of_own_causes_is_cut_by_whole_causes_and_counted() -> None:
    layout = sheet(report(200), size="a3")
    found = words(layout)
    shown = sum(f"Årsag nummer {n} i sagerne" in found for n in range(200))
    assert faults(layout) == []
    assert f"{200 - shown} sjældnere årsager" in found


def test_it_says_shares_with_intervals_how_many_journeys_and_which_time() -> None:
    found = words(sheet(report(3)))
    for said in ("Børn og unge · 40 klagerejser · januar 2024 – december 2024", "20 af 40", "50 % (35–65 %)",
                 "Tone i Børn: 9 af 12 rejser, ventet 4,0.", "Sagspres, oftere. januar 2024–juni 2024: 6 af 20",
                 "Uklart ansvar og Tone: 12 af 40 rejser, ventet 7,2."):  # fmt: skip
        assert said in found
    assert "Tilfældigt" not in found
    assert "Få rejser" not in found
    assert "Få rejser" in words(sheet(report(3, 9)))


def test_what_is_too_rare_is_told_as_a_count_and_no_journey_is_named() -> None:
    found = words(sheet(report(3)))
    assert "Årsager i færre end 5 rejser vises ikke. 2 årsager er ikke vist af den grund." in found
    assert "Sag A" not in found


def test_without_a_cause_that_may_be_shown_there_is_no_sheet() -> None:
    with pytest.raises(PosterError, match="mindst 5 rejser"):
        sheet(report(0))


def test_many_pairs_leave_the_type_as_large_as_few_do() -> None:
    many, few = report(19), report(19)
    many["patterns"]["together"] *= 20
    few["patterns"]["together"] = few["patterns"]["together"][:5]
    assert sheet(many) == sheet(few)


def test_journeys_that_are_not_counted_yet_are_told_of() -> None:
    assert "1 rejse er ikke talt med endnu." in words(sheet(report(3, not_counted=1)))
    assert "14 rejser er ikke talt med endnu." in words(sheet(report(3, not_counted=14)))
    assert "talt med" not in words(sheet(report(3)))
