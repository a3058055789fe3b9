"""The looks of the poster: the three sides, inks, type sizes and line weights.

Contrast is computed by WCAG 2: every ink used for text is at least 4.5 : 1 on white and on its band's tint.
Sizes are points on the A1 sheet; a reader stands about 0.07 m away per point (x-height × 400, a rule of this
project, not a norm).
"""

from dataclasses import dataclass
from typing import Final, Literal

from klagerejsen.posters.paper.display import PT, Pen, Style

Side = Literal["citizen", "authority", "external"]
SIDES: Final[tuple[Side, ...]] = ("citizen", "authority", "external")

INK: Final = "#1b2230"
SECONDARY: Final = "#566072"
HAIRLINE: Final = "#c9cfd8"
LINE: Final = "#848e96"
GAP_BAR: Final = "#e4e7ec"
PAPER: Final = "#ffffff"


@dataclass(frozen=True, slots=True)
class Look:
    """How a side is told apart without colour: letter, shape and line; hue only helps."""

    letter: str
    shape: Literal["circle", "square", "triangle"]
    ink: str
    tint: str
    soft: str
    curve: Pen


LOOKS: Final[dict[str, Look]] = {
    "citizen": Look("B", "circle", "#0f4c81", "#f1f5fa", "#cfdfee", Pen("#0f4c81", 0.95, (), True)),
    "authority": Look("M", "square", "#a8430a", "#fbf5f0", "#f4dccc", Pen("#a8430a", 0.8, (3.2, 1.3))),
    "external": Look("E", "triangle", "#2f7558", "#f1f7f4", "#dceee5", Pen("#2f7558", 0.8, (0.01, 1.5), True)),
}

LEADING: Final = 1.2
TITLE_LEADING: Final = 1.13


def style(face: str, size: float, ink: str = INK) -> Style:
    """Return a style; the face is one of display.Face."""
    return Style(face, size, ink)  # type: ignore[arg-type]


def leading(size: float, factor: float = LEADING) -> float:
    """Return the distance between baselines in design millimetres for a size in points."""
    return size * PT * factor


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points, as seen on the design sheet."""

    title: float = 58
    figure: float = 46
    sentence: float = 23
    subtitle: float = 19
    silence: float = 16
    section: float = 15.5
    card_title: float = 14.6
    answer: float = 14.4
    finding: float = 13.6
    body: float = 12.2
    date: float = 11.4
    legend: float = 11.5
    small: float = 10.3
    letter: float = 7.6


A1_SIZES: Final = Sizes()
A3_SIZES: Final = Sizes(
    title=52, figure=40, sentence=19, subtitle=17.5, section=15, card_title=13.9, answer=12.6, finding=13,
    body=11.8, date=11.7, legend=11.1, small=10.7, letter=8.2,
)  # fmt: skip
"""For a scale of 0.6: nothing but the letters in shapes is printed under 6.4 points."""

POLE: Final = 0.45
CARD_EDGE: Final = 0.75
RULE: Final = Pen(INK, 0.6)
GRID: Final = Pen("#dde1e7", 0.22)
ZERO: Final = Pen("#8a93a1", 0.3)
FOLD: Final = Pen("#8a93a1", 0.28)
