"""What is fixed before the bands are planned: the frame, the header, the strip and the foot."""

from dataclasses import dataclass

from klagerejsen.catalogue import Translate
from klagerejsen.posters.bands import GUTTER
from klagerejsen.posters.content import PosterContent
from klagerejsen.posters.display import Passage
from klagerejsen.posters.footer import footer
from klagerejsen.posters.ink import Sizes
from klagerejsen.posters.masthead import masthead
from klagerejsen.posters.shortening import with_shorter_answers, within_bounds
from klagerejsen.posters.smallprint import LeftOut, small_print
from klagerejsen.posters.strip import Strip, strip

MARGIN = 18.0
_WORST = LeftOut(999, 999, 999, 99, 99, 9, 99, 1, ("alle hændelser", "sætninger", "beskrivelser"))


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper in design millimetres and the type that is set on it; `tight` is the last resort of a full sheet."""

    width: float
    height: float
    sizes: Sizes
    tight: bool = False

    @property
    def strip_room(self) -> float:
        """How tall the learning strip may be; a tight frame keeps more for the rails."""
        return self.height * (0.18 if self.tight else 0.34)

    @property
    def measure(self) -> float:
        """The width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def side_width(self) -> float:
        """The width of the column of findings."""
        return 150 * (self.width / 841) ** 0.6

    @property
    def field(self) -> tuple[float, float]:
        """The left and right end of the time axis."""
        return MARGIN + GUTTER, self.width - MARGIN - self.side_width - 11

    @property
    def foot(self) -> float:
        """Where the last line of the small print ends."""
        return self.height - MARGIN + 4


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Header and strip in their places, the room between them, and the texts that moved to the list."""

    head: tuple[Passage, ...]
    axis_top: float
    strip: Strip
    strip_top: float
    long_texts: tuple[tuple[str, str], ...]


def skeleton(content: PosterContent, frame: Frame, _: Translate) -> Skeleton:
    """Set what stands above and below the field of time."""
    foot_top = footer(content, small_print(content, _WORST, _), MARGIN, frame.foot, frame.measure, frame.sizes, _)[1]
    bounded = within_bounds(content, frame.tight, _)
    head, head_bottom = masthead(bounded.content, MARGIN, MARGIN, frame.width - MARGIN, frame.sizes)

    def filled(shown: PosterContent, top: float) -> Strip:
        return strip(shown, MARGIN, top, frame.measure, frame.strip_room, frame.sizes, _)

    shorter = with_shorter_answers(bounded.content, lambda shown: filled(shown, 0.0).fits, _)
    top = foot_top - 5 - filled(shorter.content, 0.0).height
    return Skeleton(tuple(head), head_bottom + 4.0, filled(shorter.content, top), top, (*bounded.moved, *shorter.moved))
