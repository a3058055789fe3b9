"""What is fixed before the bands are planned: the frame, the header, the strip and the foot."""

from dataclasses import dataclass
from enum import IntEnum

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.bands import GUTTER
from klagerejsen.posters.journey.content import PosterContent
from klagerejsen.posters.journey.footer import footer
from klagerejsen.posters.journey.masthead import masthead
from klagerejsen.posters.journey.shortening import with_shorter_answers, within_bounds
from klagerejsen.posters.journey.sidecolumn import SideColumn, side_columns
from klagerejsen.posters.journey.smallprint import LeftOut, small_print
from klagerejsen.posters.journey.strip import Strip, strip
from klagerejsen.posters.paper.display import Passage
from klagerejsen.posters.paper.ink import Sizes

MARGIN = 18.0
_ABOVE = 8.0
_WORST = LeftOut(999, 999, 999, 99, 99, 9, 99, 1, ("alle hændelser", "sætninger", "beskrivelser"), 13)


class Squeeze(IntEnum):
    """What gives way to the events: nothing, the words of findings under them, or everything at once."""

    NOT = 0
    FINDINGS = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper in design millimetres and the type that is set on it.

    `beside` says whether the findings have a column beside the field.
    """

    width: float
    height: float
    sizes: Sizes
    squeeze: Squeeze = Squeeze.NOT
    beside: bool = True

    @property
    def portrait(self) -> bool:
        """Whether the sheet stands: then the findings lie under the bands, and the learning in two storeys."""
        return self.height > self.width

    @property
    def strip_room(self) -> float:
        """How tall the learning strip may be."""
        return self.height * (0.18 if self.squeeze is Squeeze.ALL else 0.26 if self.portrait else 0.34)

    @property
    def side_room(self) -> float:
        """How tall findings and causes may be where they lie under the bands."""
        return self.height * (0.13 if self.squeeze >= Squeeze.FINDINGS else 0.24)

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
        return MARGIN + GUTTER, self.width - MARGIN - (self.side_width + 11 if self.beside else 0)

    @property
    def foot(self) -> float:
        """Where the last line of the small print ends."""
        return self.height - MARGIN + 4


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What is in its place: header, strip and, where they lie below, the findings; and the texts moved to the list.

    Between `axis_top` and `field_bottom` is the room for the time field.
    """

    head: tuple[Passage, ...]
    axis_top: float
    strip: Strip
    side: SideColumn | None
    field_bottom: float
    long_texts: tuple[tuple[str, str], ...]


def skeleton(content: PosterContent, frame: Frame, _: Translate) -> Skeleton:
    """Set what stands above and below the field of time."""
    foot_top = footer(content, small_print(content, _WORST, _), MARGIN, frame.foot, frame.measure, frame.sizes, _)[1]
    bounded = within_bounds(content, frame.squeeze is Squeeze.ALL, _)
    head, head_bottom = masthead(bounded.content, MARGIN, MARGIN, frame.width - MARGIN, frame.sizes, frame.portrait)

    def filled(shown: PosterContent, top: float) -> Strip:
        return strip(shown, MARGIN, top, frame.measure, frame.strip_room, frame.sizes, _, stacked=frame.portrait)

    shorter = with_shorter_answers(bounded.content, lambda shown: filled(shown, 0.0).fits, _)
    top = foot_top - 5 - filled(shorter.content, 0.0).height
    side = _underneath(content, frame, top - _ABOVE, _)
    bottom = side.top if side else top
    texts = (*bounded.moved, *shorter.moved)
    return Skeleton(tuple(head), head_bottom + 4.0, filled(shorter.content, top), side, bottom - _ABOVE, texts)


def _underneath(content: PosterContent, frame: Frame, bottom: float, _: Translate) -> SideColumn | None:
    """Set findings and causes in columns that end at `bottom`, where the sheet stands and they are wanted."""
    if not frame.portrait or content.sections.isdisjoint({"findings", "causes"}):
        return None
    paper = frame.width, MARGIN
    height = side_columns(content, *paper, 0.0, frame.side_room, frame.sizes, _).bottom
    return side_columns(content, *paper, bottom - height, bottom + 0.01, frame.sizes, _)
