"""The guide for the telephone: three sides with what is done, what can be asked, and what to mind; pure.

The sides are those of Styrket Borgerkontakt. What somebody ticks is told in the note and stored nowhere.
"""

from dataclasses import dataclass

from klagerejsen.catalogue import mark as _


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the conversation: its name, what it is for, and questions that open; `mind` is what must be known."""

    code: str
    name: str
    purpose: str
    prompts: tuple[str, ...]
    mind: tuple[str, ...] = ()


START = Side(
    "start",
    _("Kom godt i gang"),
    _("Respekt, formål og samtykke. Ingen hast."),
    (
        _("Tak for din klage. Jeg har læst den og vil gerne høre det fra dig."),
        _("Passer det nu, eller skal jeg ringe på et andet tidspunkt?"),
        _("Hvad vil være godt at få talt om i dag?"),
    ),
    (_("Vil borgeren hellere have et skriftligt svar, er det helt i orden."),),
)
LISTEN = Side(
    "listen",
    _("Lyt, spørg og opsummer"),
    _("Find det, der er vigtigt for borgeren. Løsningen kommer bagefter."),
    (
        _("Fortæl mig, hvad der er sket."),
        _("Hvad har det betydet for dig?"),
        _("Hvad er det vigtigste for dig nu?"),
        _("Hvad havde du brug for, som du ikke fik?"),
        _("Har jeg forstået dig rigtigt, når jeg siger …?"),
        _("Er der mere, jeg bør vide?"),
    ),
    (
        _("Tæl til tre, før du svarer. Gentag borgerens egne ord."),
        _("Forklar ikke og forsvar ikke, før borgeren er hørt."),
    ),
)
AGREE = Side(
    "agree",
    _("Lav en aftale og sig tak"),
    _("Hvem gør hvad, og hvornår? Gentag det, og sig tak."),
    (
        _("Hvad vil være en god vej videre for dig?"),
        _("Hvornår og hvordan skal du høre fra mig?"),
        _("Så har vi aftalt … Er det rigtigt?"),
        _("Tak, fordi du fortalte det."),
    ),
    (
        _("En afgørelse kan ikke laves om i telefonen. Lov kun det, du selv kan holde."),
        _("Foreslå aldrig selv, at klagen trækkes tilbage."),
    ),
)
SIDES = (START, LISTEN, AGREE)

TOLD = {
    "who": _("Sagt, hvem jeg er, og hvorfor jeg ringer"),
    "consent": _("Spurgt, om borgeren vil tale om klagen nu"),
    "note": _("Sagt, at jeg skriver et notat til sagen"),
    "process": _("Sagt, at klagen behandles som ellers"),
    "summary": _("Gentaget, hvad jeg har hørt, og borgeren gav mig ret"),
}
"""What was said to the complainant, by codes that stand nowhere but on the page."""
TOLD_AT = {START.code: ("who", "consent", "note", "process"), LISTEN.code: ("summary",), AGREE.code: ()}
