"""The figures at the top of the poster."""

from collections.abc import Mapping, Sequence
from typing import Any

from klagerejsen.analysis import Analysis
from klagerejsen.catalogue import Translate, listed, translator
from klagerejsen.figures import counted
from klagerejsen.posters.journey.content import Entry, HeaderFigure


def header_figures(
    document: Mapping[str, Any], analysis: Analysis, entries: Sequence[Entry], language: str
) -> tuple[HeaderFigure, ...]:
    """Return days, links, days without a word to the citizen, events unknown to the citizen, deadlines passed."""
    _ = translator(language)
    return (*key_figures(analysis, language), _unknown(entries, _), _deadlines(document, analysis, _))


def key_figures(analysis: Analysis, language: str) -> tuple[HeaderFigure, ...]:
    """Return days, links, and days without a word to the citizen; nothing of a case without events."""
    _ = translator(language)
    return (_days(analysis, _), _links(analysis, _), _quiet(analysis, _)) if analysis.journey.events else ()


def _days(analysis: Analysis, _: Translate) -> HeaderFigure:
    least, most = analysis.measures.days_min, analysis.measures.days_max
    value = str(most) if least == most else _("ca. {n}").format(n=_rounded((least + most) / 2, most - least))
    if analysis.journey.events[-1].type == "appeal_decision":
        return HeaderFigure(value, _("dage fra første tegn til klageafgørelsen"))
    return HeaderFigure(
        value, counted(most, _("dag fra første til sidste hændelse"), _("dage fra første til sidste hændelse"))
    )


def _rounded(days: float, spread: int) -> int:
    """Round to tens once the days are uncertain by more than ten."""
    return round(days / 10) * 10 if spread > 10 else round(days)


def _links(analysis: Analysis, _: Translate) -> HeaderFigure:
    journey = analysis.journey
    touched = {actor for event in journey.events for actor in (*event.senders, *event.recipients)}
    externals = sum(journey.actors[actor].perspective == "external" for actor in touched)
    links = analysis.measures.persons
    caption = _together(_("led i kommunen ({n} parter i alt)").format(n=links + externals))
    return HeaderFigure(str(links), caption)


def _together(caption: str) -> str:
    """Keep what stands in brackets on one line."""
    head, _opened, tail = caption.partition("(")
    return f"{head}({tail.replace(' ', chr(160))}" if tail else head


def _quiet(analysis: Analysis, _: Translate) -> HeaderFigure:
    sure = analysis.measures.days_without_contact.get("citizen", 0)
    about = analysis.measures.days_without_contact_about.get("citizen", 0)
    value = str(sure) if sure or not about else _("ca. {n}").format(n=about)
    return HeaderFigure(value, _("dage uden besked fra kommunen"))


def _unknown(entries: Sequence[Entry], _: Translate) -> HeaderFigure:
    unknown = sum(entry.states["citizen"] == "unknown" for entry in entries)
    value = _("{n} af {m}").format(n=unknown, m=len(entries))
    return HeaderFigure(value, _("hændelser kendte borgeren ikke til"))


def _deadlines(document: Mapping[str, Any], analysis: Analysis, _: Translate) -> HeaderFigure:
    """Count the deadlines passed among the findings that are printed, with the days where they are known."""
    computed = [each for each in analysis.findings if each.code == "missed_deadline"]
    confirmed = [each for each in document.get("findings") or () if each.get("status") == "confirmed"]
    if confirmed:
        chosen = [frozenset(each["events"]) for each in confirmed if each["type"] == "missed_deadline"]
        overdue = [_overdue(each) for each in computed if any(frozenset(each.events) <= events for events in chosen)]
        count = len(chosen)
    else:
        overdue, count = [_overdue(each) for each in computed], len(computed)
    days = [str(each) for each in overdue if each]
    word = _("frist overskredet") if count == 1 else _("frister overskredet")
    if days and len(days) == count and count <= 4:
        word = _together(_("{word} ({days} dage)").format(word=word, days=listed(days, _)))
    return HeaderFigure(str(count), word)


def _overdue(finding: Any) -> int:
    return int(finding.figures.get("overdue_days") or finding.figures.get("days") or 0)
