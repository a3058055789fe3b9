"""What others have published about faster and more personal handling: context, and never a target.

The figures are quoted as their sources give them. None tells of how many they are shares, and they disagree.
"""

from dataclasses import dataclass

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _

NOTE = _("Tal fra andre er sammenhæng og ikke et mål. Kilderne oplyser ikke, hvor mange sager tallene bygger på.")


@dataclass(frozen=True, slots=True)
class Published:
    """A line of context: what was found, and who says so."""

    topic: str
    says: str
    source: str


_ABT = _("ABT-projektet om Styrket Borgerkontakt i Danmark, 2011–2012")
_DUTCH = _("Nederlandene, som gengivet af Kultur- og Fritidsforvaltningen, København, 2014")
_LINES = (
    Published("volume", _("Klager faldt med 48–88 %."), _ABT),
    Published("satisfaction", _("Tilfredsheden steg med 16–52 %."), _ABT),
    Published("satisfaction", _("Borgernes tilfredshed steg med 40 % og medarbejdernes med 20 %."), _DUTCH),
    Published("withdrawn", _("I 40–60 % af sagerne stoppede klagen."), _DUTCH),
    Published("time", _("Sagsbehandlingstiden faldt med 37 %."), _DUTCH),
    Published("time", _("Der blev sparet 20–30 % tid og penge."), _DUTCH),
    Published(
        "type",
        _("580 klager over sagsbehandlingen (formalitet) og 1.564 over afgørelsen (realitet)."),
        _("Socialforvaltningen, København, 2018"),
    ),
)


def published(topic: str, translate: Translate) -> tuple[Published, ...]:
    """Return the lines about a topic, in the language of the page."""
    return tuple(
        Published(topic, translate(line.says), translate(line.source)) for line in _LINES if line.topic == topic
    )


def note(translate: Translate) -> str:
    """Return what stands beside every line of context."""
    return translate(NOTE)
