"""The small print: purpose, sources, what was left out, and when the sheet was made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from klagerejsen.catalogue import Translate, listed, translator
from klagerejsen.figures import counted
from klagerejsen.posters.choices import SECTIONS, Anonymity
from klagerejsen.posters.journey.content import PosterContent
from klagerejsen.posters.wording import day_words, section_names, side_names


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What did not find room on the first sheet; counts of things."""

    sentences: int = 0
    all_sentences: int = 0
    cards: int = 0
    findings: int = 0
    causes: int = 0
    texts: int = 0
    figures: int = 0
    members: int = 0
    listed: tuple[str, ...] = ()
    sheets: int = 1

    @property
    def any(self) -> bool:
        """Whether something is missing that the list can say."""
        return any((self.sentences, self.cards, self.findings, self.causes, self.texts))


def small_print(content: PosterContent, left_out: LeftOut, _: Translate) -> str:
    """Return the small print as one paragraph."""
    parts = []
    if left_out.sheets > 1:
        parts.append(_("Ark {n} af {m}.").format(n=1, m=left_out.sheets))
    parts += opening(content.fictional, _)
    parts.append(_("Frister er vejledende; alle dage er kalenderdage."))
    parts += _chosen(content, _)
    omitted = _omitted(content, left_out, _)
    if omitted:
        parts.append(_("Udeladt: {list}.").format(list=listed(omitted, _)))
    if left_out.listed:
        parts.append(_("På de følgende ark står {list}.").format(list=listed(left_out.listed, _)))
    return " ".join([*parts, *closing(content.tally.stand_ins, content.made, content.language)])


def opening(fictional: bool, _: Translate) -> Iterator[str]:
    """Say first of a sheet whether it is made up, and what it is for."""
    if fictional:
        yield _("Fiktivt eksempel. Alle personer, datoer og udsagn er opdigtede.")
    yield _("Formål: læring, ikke placering af skyld.")


def closing(stand_ins: int, made: date, language: str) -> Iterator[str]:
    """Say last of a sheet how many signs the fonts do not have, and when it was made."""
    _ = translator(language)
    if stand_ins:
        yield _("Tegn, som skriften ikke har, er vist som □ ({n}).").format(n=stand_ins)
    yield _("Lavet {date} med Klagerejsen.").format(date=day_words(made, language))


def _chosen(content: PosterContent, _: Translate) -> Iterator[str]:
    """Say what was chosen not to be told, and how the case was anonymised."""
    names = section_names(_)
    away = [names[section] for section in SECTIONS if section not in content.sections]
    if away:
        yield _("Valgt fra: {list}.").format(list=listed(away, _))
    yield from said_of_anonymity(content.anonymity, _)
    if content.anonymity != "months" and content.tally.mute:
        sides = side_names(_)
        yield _("Citater er valgt fra for {list}.").format(
            list=listed((sides[s].lower() for s in content.tally.mute), _)
        )


def said_of_anonymity(anonymity: Anonymity, _: Translate) -> Iterator[str]:
    """Say how the case was anonymised, where it was."""
    if anonymity == "roles":
        yield _("Parter er nævnt ved rolle og enheder ved nummer.")
    if anonymity == "months":
        yield _(
            "Parter er nævnt ved rolle, dage er gjort til måneder, og citater er udeladt; varigheder er talt i dage."
        )


def _omitted(content: PosterContent, left_out: LeftOut, _: Translate) -> list[str]:
    tally = content.tally
    found = []
    if left_out.cards:
        found.append(_("kort til {n} af {m} hændelser").format(n=left_out.cards, m=len(content.entries)))
    if left_out.sentences:
        found.append(_("{n} af {m} sætninger").format(n=left_out.sentences, m=left_out.all_sentences))
    if tally.unreleased:
        found.append(
            counted(tally.unreleased, _("{n} sætning, som ikke er frigivet"), _("{n} sætninger, som ikke er frigivet"))
        )
    if tally.unquoted:
        found.append(counted(tally.unquoted, _("{n} sætning, som er valgt fra"), _("{n} sætninger, som er valgt fra")))
    if left_out.findings:
        found.append(counted(left_out.findings, _("forklaringen til ét fund"), _("forklaringen til {n} fund")))
    if left_out.causes:
        found.append(counted(left_out.causes, _("noten til én årsag"), _("noten til {n} årsager")))
    if left_out.texts:
        found.append(counted(left_out.texts, _("én lang tekst"), _("{n} lange tekster")))
    if left_out.figures:
        found.append(counted(left_out.figures, _("tallet ved én kort stilhed"), _("tallet ved {n} korte stilheder")))
    if left_out.members:
        found.append(_("nogle af parternes navne"))
    if tally.descriptions:
        found.append(counted(tally.descriptions, _("én beskrivelse"), _("{n} beskrivelser")))
    if tally.channels:
        found.append(counted(tally.channels, _("kanalen for én hændelse"), _("kanalen for {n} hændelser")))
    return found
