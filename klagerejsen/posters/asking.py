"""The choices for a poster as an address asks for them."""

from typing import Literal, get_args

from werkzeug.datastructures import MultiDict

from klagerejsen.catalogue import LANGUAGES
from klagerejsen.posters.choices import ANONYMITIES, SECTIONS, SHEETS, SIZES, Choices
from klagerejsen.posters.paper.ink import SIDES

Colour = Literal["colour", "grey"]
Orientation = Literal["landscape", "portrait"]


def choices_asked(asked: MultiDict[str, str], language: str = "da") -> Choices:
    """Return the choices of an address; what it does not name is as `Choices` has it.

    A form sends no word of a box that is not ticked, so with `chosen` the boxes that are named are all there are.
    Raises ValueError for what nobody can choose.
    """
    return Choices(
        sheet=_one(asked, "sheet", SHEETS, "journey"),  # type: ignore[arg-type]
        size=_one(asked, "size", SIZES, "a1"),  # type: ignore[arg-type]
        portrait=_one(asked, "orientation", get_args(Orientation), "landscape") == "portrait",
        language=_one(asked, "language", tuple(LANGUAGES), language),
        sections=_some(asked, "sections", SECTIONS),  # type: ignore[arg-type]
        quotes=_some(asked, "quotes", SIDES),  # type: ignore[arg-type]
        anonymity=_one(asked, "anonymity", ANONYMITIES, "as_is"),  # type: ignore[arg-type]
        grey=_one(asked, "colour", get_args(Colour), "colour") == "grey",
    )


def _one(asked: MultiDict[str, str], name: str, there: tuple[str, ...], otherwise: str) -> str:
    value = asked.get(name) or otherwise
    if value not in there:
        raise ValueError(value)
    return value


def _some(asked: MultiDict[str, str], name: str, there: tuple[str, ...]) -> frozenset[str]:
    if name not in asked and "chosen" not in asked:
        return frozenset(there)
    values = frozenset(asked.getlist(name))
    if not values <= frozenset(there):
        raise ValueError(name)
    return values
