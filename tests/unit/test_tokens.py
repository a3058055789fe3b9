"""The colour tokens keep the contrasts that WCAG 2.2 asks for, in both themes."""

import re

import pytest

from klagerejsen.paths import STATIC

TOKENS = (STATIC / "css" / "tokens.css").read_text("utf-8")
Palette = dict[str, str]


def _colours(block: str) -> Palette:
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", block))


def _block(selector: str) -> str:
    start = TOKENS.index(selector + " {")
    return TOKENS[start : TOKENS.index("}", start)]


LIGHT = _colours(_block(":root"))
DARK = {**LIGHT, **_colours(_block(':root[data-theme="dark"]'))}


def _luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of an sRGB colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "ink-2", "ink-3", "citizen", "authority", "external"])
def test_text_has_at_least_four_and_a_half_to_one_on_paper_and_on_ground(palette: Palette, text: str) -> None:
    assert _contrast(palette[text], palette["paper"]) >= 4.5
    assert _contrast(palette[text], palette["ground"]) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("side", ["citizen", "authority", "external"])
def test_a_silence_can_be_read_on_the_hue_and_on_the_soft_hue(palette: Palette, side: str) -> None:
    assert _contrast(palette["on-hue"], palette[side]) >= 4.5
    assert _contrast(palette[side], palette[f"{side}-soft"]) >= 4.5
    assert _contrast(palette["ink"], palette[f"{side}-soft"]) >= 7


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_borders_of_controls_stand_out_three_to_one(palette: Palette) -> None:
    assert _contrast(palette["line"], palette["paper"]) >= 3
    assert _contrast(palette["on-accent"], palette["accent"]) >= 7


def test_dark_by_choice_and_dark_by_system_are_the_same_dark() -> None:
    by_system = _colours(_block(':root:not([data-theme="light"])'))
    assert by_system == _colours(_block(':root[data-theme="dark"]'))
