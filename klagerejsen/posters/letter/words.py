"""What a letter to the citizen proposes to say: plain words from what the room confirmed and agreed.

Nobody is named, no unit either, and nobody is blamed. The words that people wrote about a finding are for the room;
here each kind of finding has a sentence of its own. A person edits all of it before it is printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, translator
from klagerejsen.dates import in_words

MOST_QUOTES = 5
MOST_FOUND = 6
"""A letter is short: so many kinds of findings are proposed, those that weigh most."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """The sections of a letter; a line is a paragraph, and an empty section is not printed."""

    greeting: str = ""
    thanks: str = ""
    understood: str = ""
    found: str = ""
    doing: str = ""
    contact: str = ""


def proposal(document: Mapping[str, Any], analysis: Analysis, language: str = "da", quotes: bool = False) -> LetterText:
    """Return the letter that is proposed; with `quotes`, the citizen's own sentences that the document releases."""
    _ = translator(language)
    return LetterText(
        greeting=_("Kære borger"),
        thanks=_(
            "Tak for din klage. Vi har set på hele forløbet, fra begyndelsen til enden, for at lære af det. "
            "Her skriver vi, hvad vi har forstået, hvad vi fandt, og hvad vi gør nu."
        ),
        understood="\n".join(_understood(analysis, language, quotes)),
        found="\n".join(f"– {sentence}" for sentence in _found(document, analysis, _)),
        doing="\n".join(f"– {sentence}" for sentence in _doing(document, language)),
    )


def _understood(analysis: Analysis, language: str, quotes: bool) -> Iterator[str]:
    _ = translator(language)
    silent = analysis.measures.days_without_contact.get("citizen", 0) if analysis.journey.events else 0
    if silent:
        yield _("Der gik i alt {n} dage, hvor du ventede uden at høre fra os.").format(n=silent)
    unknown = sum(
        view.known == "unknown" for event in analysis.journey.events if (view := event.views.get("citizen")) is not None
    )
    if unknown == 1:
        yield _("Der skete én ting i sagen, som du ikke kendte til.")
    elif unknown:
        yield _("Der skete {n} ting i sagen, som du ikke kendte til.").format(n=unknown)
    said = list(_quoted(analysis, language)) if quotes else []
    if said:
        yield _("Du har selv sagt:")
        yield from said


def _quoted(analysis: Analysis, language: str) -> Iterator[str]:
    """Yield the citizen's sentences about what was best and worst, in the order of time."""
    views = [(event, event.views.get("citizen")) for event in analysis.journey.events]
    said = [(event, view) for event, view in views if view is not None and view.text]
    strongest = sorted(said, key=lambda each: -abs(each[1].score or 0))[:MOST_QUOTES]
    chosen = {event.id for event, _view in strongest}
    for event, view in said:
        if event.id in chosen:
            yield f"– {in_words(event.date, language)}: ”{(view.text or '').strip()}”"


def _found(document: Mapping[str, Any], analysis: Analysis, _: Translate) -> Iterator[str]:
    """Yield a sentence for each of the kinds of findings that were confirmed and weigh most."""
    confirmed = [each for each in document.get("findings") or () if each.get("status") == "confirmed"]
    words, heaviest = plain_words(_), sorted(confirmed, key=lambda each: -(each.get("severity") or 0))
    for kind in list(dict.fromkeys(each["type"] for each in heaviest if each["type"] in words))[:MOST_FOUND]:
        more = _longest([each for each in confirmed if each["type"] == kind], analysis, _) if kind == "silence" else ""
        yield f"{words[kind]} {more}".strip()


def _longest(found: list[Mapping[str, Any]], analysis: Analysis, _: Translate) -> str:
    """Say how long the citizen's longest silence among the confirmed ones was."""
    ends = {tuple(each["events"][:2]) for each in found}
    silences = [each for each in analysis.silences.get("citizen", ()) if (each.start_event, each.end_event) in ends]
    if not silences:
        return ""
    longest = max(silences, key=lambda each: each.days)
    exact = longest.days_min == longest.days_max
    said = _("Den længste tid var {n} dage.") if exact else _("Den længste tid var ca. {n} dage.")
    return said.format(n=longest.days)


def _doing(document: Mapping[str, Any], language: str) -> Iterator[str]:
    _ = translator(language)
    kept = [each for each in document.get("actions") or () if each.get("status") != "dropped"]
    for action in sorted(kept, key=lambda each: each.get("due") or "9"):
        title = action["title"].strip().rstrip(".")
        if action.get("status") == "done":
            yield _("{action}. Det er gjort.").format(action=title)
        elif action.get("due"):
            yield _("{action}. Senest {day}.").format(action=title, day=in_words(action["due"], language))
        else:
            yield f"{title}."


def plain_words(_: Translate) -> dict[str, str]:
    """Return what each kind of finding is called to somebody who was there."""
    return {
        "silence": _("Der var tider, hvor du ikke hørte fra os, selv om du ventede."),
        "standstill": _("Der var en tid, hvor der ikke skete noget i din sag."),
        "unanswered_request": _("Der var spørgsmål, som ikke blev besvaret, eller som blev besvaret sent."),
        "dropped_handover": _("Da sagen gik videre hos os, blev den ikke taget op med det samme."),
        "ping_pong": _("Sagen gik frem og tilbage mellem flere dele af kommunen, uden at noget blev afgjort."),
        "missed_deadline": _("Der var frister, som ikke blev holdt."),
        "contradiction": _("Der blev givet oplysninger, som ikke passede sammen."),
        "rework": _("Der blev spurgt om det samme mere end én gang, eller det samme blev afgjort igen."),
        "perception_gap": _("Du og vi oplevede nogle af de samme ting meget forskelligt."),
        "blind_spot": _("Der skete ting i sagen, som ikke alle fik at vide."),
        "citizen_as_messenger": _("Du måtte selv bringe oplysninger videre, som vi kunne have sendt."),
        "escalation": _("Du måtte gå længere for at blive hørt."),
        "caseworker_change": _("Der kom en ny sagsbehandler, uden at skiftet var klart for dig."),
        "no_owner": _("Der var en tid, hvor det ikke var klart, hvem hos os der havde din sag."),
        "bottleneck": _("Sagen ventede længe det samme sted."),
        "isolated_external": _("Der var andre, som kendte sagen, og som vi kunne have talt med."),
    }
