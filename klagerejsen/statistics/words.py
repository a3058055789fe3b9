"""What a figure says, in a sentence that holds its interval too. A difference is a difference and nothing more."""

from klagerejsen.analysis.intervals import Difference
from klagerejsen.catalogue import Translate
from klagerejsen.statistics.shares import Share
from klagerejsen.statistics.survival import Estimate
from klagerejsen.statistics.units import Standing


def median_words(median: Estimate, unit: str, translate: Translate) -> str:
    """Say how long it took for half of them; ``unit`` is "kalenderdage" or "arbejdsdage", translated."""
    _ = translate
    if median.value is None and median.low is None:
        return _("Median ikke nået.")
    if median.value is None:
        return _("Median ikke nået, 95\u00a0% interval fra {low} {unit}.").format(low=_whole(median.low), unit=unit)
    if median.high is None:
        return _("Median {value} {unit}, 95\u00a0% interval fra {low}; den øvre grænse er ikke nået.").format(
            value=_whole(median.value), unit=unit, low=_whole(median.low)
        )
    return _("Median {value} {unit}, 95\u00a0% interval {low}–{high}.").format(
        value=_whole(median.value), unit=unit, low=_whole(median.low), high=_whole(median.high)
    )


def days_difference_words(difference: Estimate, unit: str, translate: Translate) -> str:
    """Say a difference of medians."""
    _ = translate
    if difference.value is None:
        return _("Forskellen kan ikke opgøres: en af medianerne er ikke nået.")
    ends = {"low": _end(difference.low, translate), "high": _end(difference.high, translate)}
    told = _("Forskel {value} {unit}, 95\u00a0% interval {low} til {high}.").format(
        value=signed(difference.value), unit=unit, **ends
    )
    return f"{told} {_chance(difference.low, difference.high, translate)}"


def points_difference_words(difference: Difference | Estimate, translate: Translate) -> str:
    """Say a difference of shares, in percentage points."""
    _ = translate
    if difference.value is None or difference.low is None or difference.high is None:
        return _("Forskellen kan ikke opgøres.")
    value, low, high = (signed(100 * each) for each in (difference.value, difference.low, difference.high))
    told = _("Forskel {value} procentpoint, 95\u00a0% interval {low} til {high}.").format(
        value=value, low=low, high=high
    )
    return f"{told} {_chance(difference.low, difference.high, translate)}"


def share_words(share: Share, translate: Translate) -> str:
    """Say a share with its interval and what it is of."""
    _ = translate
    low, high = share.interval
    return _("{value} % ({low}–{high}), {count} af {total}").format(
        value=percent(share.value), low=percent(low), high=percent(high), count=share.count, total=share.total
    )


def part_words(share: Share, translate: Translate) -> str:
    """Say a share with its interval, where what it is of stands beside it."""
    _ = translate
    low, high = share.interval
    return _("{value} % ({low}–{high})").format(value=percent(share.value), low=percent(low), high=percent(high))


def standing_words(standing: Standing, translate: Translate) -> str:
    """Say where a unit stands to what chance alone would do."""
    _ = translate
    return {
        Standing.FEW: _("For få til at sammenligne."),
        Standing.WITHIN: _("Inden for det, tilfældigheder plejer at give."),
        Standing.ABOVE: _("Højere, end tilfældigheder plejer at give."),
        Standing.BELOW: _("Lavere, end tilfældigheder plejer at give."),
    }[standing]


def withheld_words(least: int, translate: Translate) -> str:
    """Say why a figure is not there: without telling whether it is small itself."""
    _ = translate
    return _("Vises ikke: tallet er under {least}, eller det ville røbe et, der er.").format(least=least)


def _chance(low: float | None, high: float | None, translate: Translate) -> str:
    _ = translate
    if (low is not None and low > 0) or (high is not None and high < 0):
        return _("Intervallet rummer ikke nul.")
    return _("Intervallet rummer nul, så det kan være tilfældigt.")


def _end(value: float | None, translate: Translate) -> str:
    _ = translate
    return _("ikke nået") if value is None else signed(value)


def _whole(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def percent(share: float) -> str:
    """Write a share as whole percent, without the sign.

    >>> percent(0.125), percent(1)
    ('12', '100')
    """
    return f"{100 * share:.0f}"


def signed(value: float) -> str:
    """Write a whole number with its sign, and a true minus.

    >>> signed(-3.2), signed(0.4), signed(12)
    ('−3', '0', '+12')
    """
    whole = round(value)
    return ("+" if whole > 0 else "−" if whole < 0 else "") + str(abs(whole))
