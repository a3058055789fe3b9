"""The poster's own words in Danish, marked for translation."""

from datetime import date

from klagerejsen.catalogue import Translate
from klagerejsen.dates import in_words
from klagerejsen.figures import number
from klagerejsen.posters.choices import Anonymity, Section
from klagerejsen.posters.paper.ink import Side


def side_names(_: Translate) -> dict[Side, str]:
    """Return what the sides are called on the bands."""
    return {"citizen": _("Borgeren"), "authority": _("Myndigheden"), "external": _("Eksterne")}


def role_words(_: Translate) -> dict[str, str]:
    """Return what a party is called that is the only one of its role, or of its side where it has no role."""
    return {
        "citizen": _("Borgeren"),
        "child": _("Barnet"),
        "parent": _("Forælderen"),
        "guardian": _("Værgen"),
        "caseworker": _("Sagsbehandleren"),
        "manager": _("Lederen"),
        "intake": _("Modtagelsen"),
        "other_unit": _("Den anden enhed"),
        "lawyer": _("Juristen"),
        "complaints_officer": _("Den klageansvarlige"),
        "citizens_adviser": _("Borgerrådgiveren"),
        "unit": _("Enheden"),
        "relative": _("Den pårørende"),
        "representative": _("Partsrepræsentanten"),
        "provider": _("Udføreren"),
        "school": _("Skolen"),
        "health": _("Sundhedsvæsenet"),
        "supplier": _("Leverandøren"),
        "mediator": _("Mægleren"),
        "appeals_body": _("Klageinstansen"),
        "other_authority": _("Den anden myndighed"),
        "authority": _("Myndigheden"),
        "external": _("Den eksterne part"),
    }


def section_names(_: Translate) -> dict[Section, str]:
    """Return what the parts of the poster are called."""
    return {
        "figures": _("nøgletal"),
        "curves": _("oplevelseskurver"),
        "silences": _("stilhed"),
        "findings": _("fund"),
        "causes": _("rodårsager"),
        "questions": _("de fem spørgsmål"),
        "actions": _("handlinger"),
    }


def anonymity_words(_: Translate) -> dict[Anonymity, tuple[str, str]]:
    """Return what the ways to anonymise are called, and what each does."""
    return {
        "as_is": (_("Som den er"), _("Alt står, som det er skrevet.")),
        "roles": (
            _("Kun roller"),
            _("Parter og enheder nævnes ved rolle og nummer, også i teksterne. Det, der ligner navne, prikkes ud."),
        ),
        "months": (
            _("Roller og måneder"),
            _("Som «Kun roller». Desuden ingen citater, og måneder i stedet for dage. Varigheder bliver stående."),
        ),
    }


def questions(_: Translate) -> tuple[str, ...]:
    """Return the five questions of MiniFOKUS (Borgerrådgiveren, Københavns Kommune), verbatim."""
    return (
        _("Hvad er der sket?"),
        _("Hvad ville vi ønske, der var sket i stedet for?"),
        _("Hvorfor skete det uønskede?"),
        _("Kunne det uønskede ske igen?"),
        _("Hvad kan vi i givet fald gøre for at undgå gentagelse?"),
    )


def answers(_: Translate) -> dict[str, str]:
    """Return the short answers to whether it could happen again."""
    return {"yes": _("Ja"), "no": _("Nej"), "maybe": _("Måske")}


def likelihoods(_: Translate) -> dict[str, str]:
    """Return how likely it is to happen again."""
    return {
        "low": _("lille sandsynlighed"),
        "medium": _("nogen sandsynlighed"),
        "high": _("stor sandsynlighed"),
    }


def spoken_score(value: float, language: str, _: Translate) -> str:
    """Say a score in words that a speech synthesiser cannot misread."""
    size = number(abs(value), language)
    if value == 0:
        return "0"
    return _("minus {n}").format(n=size) if value < 0 else _("plus {n}").format(n=size)


def day_words(day: date, language: str, year_of: int | None = None) -> str:
    """Write a day out in words."""
    return in_words(day.isoformat(), language, year_of)
