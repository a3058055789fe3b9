"""What is fixed before the bands are planned: the frame, the header, the strip and the foot."""

from dataclasses import dataclass, replace

from klagerejsen.catalogue import Translate
from klagerejsen.posters.bands import GUTTER
from klagerejsen.posters.content import PosterContent
from klagerejsen.posters.display import Passage
from klagerejsen.posters.footer import footer
from klagerejsen.posters.ink import Sizes
from klagerejsen.posters.masthead import masthead
from klagerejsen.posters.smallprint import LeftOut, small_print
from klagerejsen.posters.strip import Strip, strip

MARGIN = 18.0
_STRIP_SHARE = 0.34
_WORST = LeftOut(999, 999, 999, 99, 99, 9, 99, 1, ("alle hændelser", "sætninger", "beskrivelser"))


@dataclass(frozen=True, slots=True)
class Frame:
    """The paper in design millimetres and the type that is set on it."""

    width: float
    height: float
    sizes: Sizes

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
    """Header and strip in their places, the room between them, and the answers that moved to the list."""

    head: tuple[Passage, ...]
    axis_top: float
    strip: Strip
    strip_top: float
    long_texts: tuple[tuple[str, str], ...]


def skeleton(content: PosterContent, frame: Frame, _: Translate) -> Skeleton:
    """Set what stands above and below the field of time."""
    worst = small_print(content, _WORST, _)
    foot_top = footer(worst, MARGIN, frame.foot, frame.measure, frame.sizes, _)[1]
    head, head_bottom = masthead(content, MARGIN, MARGIN, frame.width - MARGIN, frame.sizes)
    shown, long_texts = _shortened(content, frame, _)
    room = frame.height * _STRIP_SHARE
    top = foot_top - 5 - strip(shown, MARGIN, 0.0, frame.measure, room, frame.sizes, _).height
    filled = strip(shown, MARGIN, top, frame.measure, room, frame.sizes, _)
    return Skeleton(tuple(head), head_bottom + 4.0, filled, top, long_texts)


def _shortened(content: PosterContent, frame: Frame, _: Translate) -> tuple[PosterContent, tuple[tuple[str, str], ...]]:
    """Move the longest answers to the list until the strip keeps to its room; nothing is ever cut."""
    moved: list[tuple[str, str]] = []
    notice = _("Svaret er langt og står på næste ark.")
    room = frame.height * _STRIP_SHARE
    while not strip(content, MARGIN, 0.0, frame.measure, room, frame.sizes, _).fits:
        longest = max(content.questions, key=lambda question: len(question.answer))
        if len(longest.answer) <= len(notice):
            break
        moved.append((longest.question, longest.answer))
        shorter = replace(longest, answer=notice)
        content = replace(content, questions=tuple(shorter if q is longest else q for q in content.questions))
    return content, tuple(moved)
