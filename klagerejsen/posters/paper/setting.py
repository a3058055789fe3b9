"""Setting running text: paragraphs measured and placed below one another."""

from dataclasses import dataclass, field

from klagerejsen.posters.paper.display import PT, Mark, Passage, Style, Text
from klagerejsen.posters.paper.ink import LEADING, leading
from klagerejsen.posters.paper.typeface import runs, wrap

RISE = 0.84
"""From the top of a line of text to its baseline, in em."""


def set_lines(
    text: str, face: Style, x: float, top: float, measure: float, ours: bool = False, factor: float = LEADING
) -> Text:
    """Return a text broken to the measure, with the top of its first line at `top`."""
    lines = tuple(runs(line, face, ours) for line in wrap(text, face, measure))
    return Text(x, top + face.size * PT * RISE, lines, leading(face.size, factor))


def evened(text: str, face: Style, measure: float) -> float:
    """Return a measure that breaks a text into as many lines as this one does, all about equally long."""
    count, low, high = len(wrap(text, face, measure)), 0.0, measure
    while count > 1 and high - low > measure / 100:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, face, middle)) <= count else (middle, high)
    return high


@dataclass(slots=True)
class Column:
    """A column of text that is filled from the top; `y` is where the next thing begins."""

    x: float
    y: float
    measure: float
    passages: list[Passage] = field(default_factory=list)

    def add(
        self,
        text: str,
        face: Style,
        *,
        ours: bool = False,
        heading: int = 0,
        indent: float = 0.0,
        factor: float = LEADING,
    ) -> None:
        """Set a paragraph (or a heading of a level) and move on; empty text adds nothing."""
        if not text:
            return
        found = set_lines(text, face, self.x + indent, self.y, self.measure - indent, ours, factor)
        self.passages.append(Passage("heading" if heading else "paragraph", (found,), level=heading))
        self.y += len(found.lines) * found.leading

    def draw(self, *marks: Mark) -> None:
        """Add shapes that a screen reader skips."""
        self.passages.append(Passage("artifact", marks))

    def skip(self, distance: float) -> None:
        """Leave some room."""
        self.y += distance
