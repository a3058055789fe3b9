"""The hand that writes: text as the fonts can show it, and no longer than a sheet can hold."""

from dataclasses import dataclass

from klagerejsen.catalogue import Translate
from klagerejsen.posters.grain import Grain
from klagerejsen.posters.paper.errors import PosterError
from klagerejsen.posters.paper.typeface import printable

LONGEST_TEXT, LONGEST_TITLE = 5000, 300


@dataclass(slots=True)
class Hand:
    """Writes text as the fonts can show it and the grain of time allows, and counts what it could not write."""

    translate: Translate
    grain: Grain
    stand_ins: int = 0

    def __call__(self, text: object, longest: int = LONGEST_TEXT) -> str:
        """Return the text on one line; None is empty. Raises PosterError for a text no sheet could hold."""
        if not text:
            return ""
        if len(str(text)) > longest:
            _ = self.translate
            raise PosterError(_("En tekst er længere end {n} tegn.").format(n=longest))
        shown, missing = printable(self.grain.text(str(text)))
        self.stand_ins += missing
        return shown
