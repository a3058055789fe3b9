"""What is chosen before a poster is drawn: paper, language, what it says, and how much it gives away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from klagerejsen.posters.paper.ink import SIDES, Side

PaperSize = Literal["a0", "a1", "a2", "a3"]
SheetKind = Literal["journey", "map", "map-by-role", "learning"]
Section = Literal["figures", "curves", "silences", "findings", "causes", "questions", "actions"]
Anonymity = Literal["as_is", "roles", "months"]

PAPER: Mapping[str, tuple[float, float]] = {
    "a0": (1189, 841),
    "a1": (841, 594),
    "a2": (594, 420),
    "a3": (420, 297),
}
"""Landscape paper in millimetres."""
SIZES: tuple[PaperSize, ...] = get_args(PaperSize)
SHEETS: tuple[SheetKind, ...] = get_args(SheetKind)
SECTIONS: tuple[Section, ...] = get_args(Section)
ANONYMITIES: tuple[Anonymity, ...] = get_args(Anonymity)


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices for one poster; the defaults give everything on A1 in landscape.

    `sheet` is the journey, or its collaboration map by unit or by role, which has neither sections nor quotes, or the
    learning note, which moreover always is A4 and stands.
    The timeline with its events is always there; `sections` are the parts around it. `quotes` are the sides whose
    released sentences are printed. `anonymity` is "as_is", "roles" (parties by role only) or "months" (parties by role,
    no sentence, and no day of the case).
    """

    sheet: SheetKind = "journey"
    size: PaperSize = "a1"
    portrait: bool = False
    language: str = "da"
    sections: frozenset[Section] = frozenset(SECTIONS)
    quotes: frozenset[Side] = frozenset(SIDES)
    anonymity: Anonymity = "as_is"
    grey: bool = False

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of the paper in millimetres."""
        wide, tall = PAPER[self.size]
        return (tall, wide) if self.portrait else (wide, tall)

    @property
    def on_leaves(self) -> bool:
        """Whether the sheet is set on A4, whatever size was chosen."""
        return self.sheet == "learning"

    @property
    def paper_name(self) -> str:
        """What the paper is called."""
        return "a4" if self.on_leaves else self.size

    @property
    def quoted(self) -> frozenset[Side]:
        """The sides whose sentences are printed: none of them where even the days are left out."""
        return frozenset() if self.anonymity == "months" else self.quotes


EVERYTHING = Choices()
"""What somebody gets who chooses nothing."""
