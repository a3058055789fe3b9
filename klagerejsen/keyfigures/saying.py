"""What the figures say, in sentences with their uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass

from klagerejsen.analysis.intervals import Difference
from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.keyfigures.counting import CONTACT, FINAL, MUNICIPAL
from klagerejsen.keyfigures.endings import WEEKS, Endings
from klagerejsen.keyfigures.naming import ENDINGS, Names
from klagerejsen.keyfigures.volumes import Part
from klagerejsen.keyfigures.waits import Wait
from klagerejsen.statistics.bootstrap import Compared
from klagerejsen.statistics.survival import Estimate
from klagerejsen.statistics.units import Unit
from klagerejsen.statistics.words import (
    days_difference_words,
    median_words,
    percent,
    points_difference_words,
    share_words,
    standing_words,
)

_HALVES = {
    CONTACT: _("Efter {n} kalenderdage havde kommunen talt personligt med halvdelen."),
    MUNICIPAL: _("Efter {n} kalenderdage var kommunen færdig med halvdelen."),
    FINAL: _("Efter {n} kalenderdage var halvdelen helt slut."),
}


def clock_words(clock: str, wait: Wait, translate: Translate) -> str:
    """Say by when half of them were done, without a word of statistics; nothing where that is not known."""
    median = wait.curve.median.value
    if wait.few or median is None:
        return ""
    return translate(_HALVES[clock]).format(n=round(median))


def ended_words(found: Endings, translate: Translate) -> str:
    """Say how many had ended in each way on the last of the days asked for that the record reaches."""
    _ = translate
    for week in reversed(WEEKS):
        shares = {way: found.by(way, 7 * week) for way in ENDINGS}
        told = [
            f"{_(ENDINGS[way]).lower()} {_('{value} %').format(value=percent(share.value))}"
            for way, share in shares.items()
            if share and share.value is not None
        ]
        if len(told) == len(shares):
            return _("Efter {n} uger: {shares}.").format(n=week, shares=", ".join(told))
    return ""


def parts_words(dimension: str, parts: Sequence[Part], names: Names) -> str:
    """Say what a table shows first: how it went from period to period, or what there is most of."""
    _ = names.translate
    counts = [part.count for part in parts]
    if None in counts:
        return _("De tal, der kan vises.")
    if dimension == "period":
        ends = [f"{names.of(dimension, part.value)}: {part.count}" for part in (parts[0], parts[-1])]
        return _("Fra {first} til {last}.").format(first=ends[0], last=ends[1]) if len(parts) > 1 else ""
    most = max(parts, key=lambda part: part.count or 0)
    share = percent(most.share.value) if most.share else "0"
    return _("Flest: {what}, {share} % af klagerne.").format(what=names.of(dimension, most.value), share=share)


def wait_words(wait: Wait, translate: Translate) -> str:
    """Say how many there are, how many are done, and how long half of them took."""
    return f"{counted_words(wait, translate)} {half_words(wait, translate)}"


def counted_words(wait: Wait, translate: Translate) -> str:
    """Say how many complaints there are, and how many of them are done where that may be told."""
    _ = translate
    if wait.done is None or wait.open is None:
        return _("{n} klager.").format(n=wait.total)
    return _("{n} klager: {done} nåede dertil, {open} havde ikke.").format(n=wait.total, done=wait.done, open=wait.open)


def half_words(wait: Wait, translate: Translate) -> str:
    """Say the median, or why there is none."""
    _ = translate
    if wait.few:
        said = _("Under 10 klager: der regnes ingen median.")
        dots = _("Hver prik er en dag, hvor en eller flere nåede dertil.")
        return f"{said} {dots}" if wait.drawn else said
    return median_words(wait.curve.median, _("kalenderdage"), translate)


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of the pages that compare."""

    translate: Translate

    def wait(self, wait: Wait) -> str:
        """Say a group's time."""
        return wait_words(wait, self.translate)

    def half(self, wait: Wait) -> str:
        """Say a group's median alone."""
        return half_words(wait, self.translate)

    def median(self, compared: Compared) -> str:
        """Say a difference of medians, and of how much of the register it is."""
        _ = self.translate
        return f"{days_difference_words(compared.difference, _('kalenderdage'), _)} {self._strata(compared)}"

    def points(self, difference: Difference | Estimate) -> str:
        """Say a difference of shares."""
        return points_difference_words(difference, self.translate)

    def ended(self, compared: Compared) -> str:
        """Say a difference of shares within strata."""
        return f"{self.points(compared.difference)} {self._strata(compared)}"

    def _strata(self, compared: Compared) -> str:
        _ = self.translate
        if not compared.strata:
            return _("Ingen del af klagerne har nok i begge grupper.")
        said = _("Sammenlignet inden for {n} dele, der er ens på område, klagetype og halvår.")
        return said.format(n=compared.strata) if compared.strata > 1 else _("Sammenlignet inden for én del.")

    def estimate(self, estimate: Estimate | None) -> str:
        """Say a share with its interval."""
        _ = self.translate
        if estimate is None or estimate.value is None:
            return "–"
        if estimate.low is None or estimate.high is None or estimate.value in (0, 1):
            return _("{value} %").format(value=percent(estimate.value))
        ends = {"low": percent(estimate.low), "high": percent(estimate.high)}
        return _("{value} % ({low}–{high})").format(value=percent(estimate.value), **ends)

    def unit(self, unit: Unit) -> str:
        """Say a unit's share, and where it stands to what chance alone would do."""
        return f"{share_words(unit.share, self.translate)}. {standing_words(unit.standing, self.translate)}"
