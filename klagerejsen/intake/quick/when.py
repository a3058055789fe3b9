"""The dates in a line: when it happened, and by when somebody is to answer.

Words that may be a date are gathered into runs, and `dates.understand` reads the longest part of a run that is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from klagerejsen.dates import Span, Understood, messages, parse_edtf, understand

NEAR = 92
"""A year that was not said is taken when its date is at most so many days from the case …"""
FAR = 182
"""… and the date in any other year lies further off than this."""

_MONTHS = (
    r"jan(?:uar)?|febr?(?:uar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_SEASONS = r"(?:forår|efterår)(?:et)?|sommer(?:en)?|vinter(?:en)?"
_FIGURES = r"\d{1,4}(?:[./]\d{1,4}){1,2}|\d{1,4}-\d{1,2}(?:-\d{1,4})?|(?:19|20)\d\d(?:[01]\d[0-3]\d)?|\d{6}"
_END = r"(?:\.|(?<=\d)-\d\d(?:\d\d)?|['~?])?"
_STRONG = re.compile(
    rf"(?:(?:{_FIGURES})\.?(?:-\d{{1,4}}(?:[./]\d{{1,4}}){{0,2}})?{_END}|\d{{1,2}}\.?-\d{{1,2}}\.|\d{{1,2}}\.(?:{_MONTHS})"
    rf"|'?\d\d|\d{{1,2}}\.|(?:{_MONTHS})\.?(?:[-']?\d{{2,4}})?|(?:{_SEASONS})|\d{{4}}/\d{{2,4}}"
    rf"|\d{{1,2}}\.?[-–](?:{_MONTHS})(?:[-–]\d{{2,4}})?|\d{{1,2}}\.?[-–]\d{{1,2}}\.?|\d{{1,2}})"
)
_WEAK = re.compile(
    r"ca\.?|cirka|omkring|omtrent|måske|vistnok|formentlig|muligvis|d\.?|den|i|på|primo|medio|ultimo|start(?:en)?|af"
    r"|begyndelsen|midten|midt|først|sidst|tidligt|sent|slut(?:ningen)?|fra|til|mellem|og|[-–—]|t\.?o\.?m\.?|med|uge"
    r"|kvartal|halvår|engang|en|dag|gang|løbet|hele|år|(?:man|tirs|ons|tors|fre|lør|søn)(?:dag)?\.?"
)
_LAST = re.compile(rf".*\d[.'~?]?|(?:{_MONTHS})\.?|(?:{_SEASONS})|kvartal|halvår")
_TOKEN = re.compile(r"[^\s,;:()\[\]|«»\"!]+")
_BULLET = re.compile(
    r"[\s\-–—•*·>#(\[|]*(?:\w*notat|dato|oprettet|registreret|sendt|modtaget|hændelse)?[\s:|\-–(]*(?:den |d\. ?)?$"
)
_ASIDE = re.compile(
    r"(?:\b(?:inden(?: for)?|senest|frist\w*|svarfrist\w*|deadline|før|efter|om|af|dateret|per|pr\.|gældende|siden"
    r"|mødet?|samtalen?|ferie|nr\.?|sag(?:en)?|§+|stk\.?)(?: (?:den|d\.|til|er|på|for svar|mødet|den aftalte))*|§)\s*$"
)
_OPEN_ENDED = re.compile(r"(?:fra|til|indtil|siden|og)\b")
_UNITS = re.compile(
    r"[\s.]*(?:%|(?:timer?|dag(?:e|es)?|døgn|uger?s?|måned\w*|mdr|gange?|børn|år|kr|kroner|procent|elever|sider|stk)\b)"
)
_DAY_MONTH = re.compile(r"\d{1,2}[./]\d{1,2}\.?")
_THIS_CENTURY = frozenset(map(str, range(15, 40)))
"""Figures that are a year behind a day and a month: "12/3 24"."""
MOST_TOKENS = 9
NO_DATES = frozenset((messages.EMPTY, messages.NOT_UNDERSTOOD, messages.RELATIVE, messages.HOLIDAY))


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a line: `line[start:end]`, and what it was taken to mean."""

    start: int
    end: int
    said: Understood
    at_head: bool
    near_year: bool = False


def lowered(line: str) -> str:
    """Return the line in small letters, every sign in its place."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in line)


def event_date(line: str, near: Span | None) -> Found | None:
    """Find when a line says that it happened: the date it begins with, else the only one that nothing else claims."""
    text = lowered(line)
    free = []
    for found in dates_in(text, near):
        if found.at_head:
            return found
        if not _ASIDE.search(text[: found.start]) and not _OPEN_ENDED.match(text, found.start):
            free.append(found)
    if len(free) > 1:
        choices = tuple(dict.fromkeys(choice for each in free for choice in _meanings(each.said)))
        return replace(free[0], said=Understood(None, choices, messages.AMBIGUOUS), near_year=False)
    return free[0] if free else None


def _meanings(said: Understood) -> tuple[str, ...]:
    return (said.edtf,) if said.edtf else said.choices


def dates_in(text: str, near: Span | None) -> Iterator[Found]:
    """Find the dates in a line of small letters, from left to right."""
    after = 0
    for run in _runs(text):
        for first, last in _parts(run):
            start, end = first.start(), last.end()
            at_head = _BULLET.match(text[:start]) is not None
            if start < after or not _LAST.fullmatch(last[0]) or (not at_head and _UNITS.match(text, end)):
                continue
            said = understand(text[start:end], near.middle if near else None)
            if said.reason in NO_DATES or (said.reason == messages.WRITE_MONTH and not said.choices):
                continue
            settled = with_year(said, near)
            yield Found(start, end, settled, at_head, settled is not said)
            after = end


def with_year(said: Understood, near: Span | None) -> Understood:
    """Take the year that was not said where one alone lies near the case; elsewhere it stays a question."""
    if said.reason != messages.CHOOSE_YEAR or near is None:
        return said
    away = sorted((_days_from(parse_edtf(choice), near), choice) for choice in said.choices)
    if away[0][0] > NEAR or any(days <= FAR for days, _choice in away[1:]):
        return said
    return Understood(away[0][1])


def _days_from(span: Span, near: Span) -> int:
    return max(0, (near.earliest - span.latest).days, (span.earliest - near.latest).days)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Give the tokens that stand together and may be words of a date."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if run and not _goes_on(text[run[-1].end() : token.start()]):
            yield run
            run = []
        if _STRONG.fullmatch(token[0]) or _WEAK.fullmatch(token[0]):
            run.append(token)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _goes_on(between: str) -> bool:
    return between.isspace() or between == ", "


def _parts(run: list[re.Match[str]]) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Give first and last token of every part of a run that may be a date: from the left, the longest first."""
    for first in range(len(run)):
        for last in range(min(len(run), first + MOST_TOKENS) - 1, first - 1, -1):
            if _may_be_date(run[first : last + 1]):
                yield run[first], run[last]


def _may_be_date(tokens: list[re.Match[str]]) -> bool:
    """Whether a bare number at the end is said to be one of a date, and a number stands in it at all, or a season."""
    words = [token[0] for token in tokens]
    if words[-1].isdigit() and len(words[-1]) < 3:
        return len(words) > 1 and (
            words[-2] == "uge" or (_DAY_MONTH.fullmatch(words[-2]) is not None and words[-1] in _THIS_CENTURY)
        )
    return any(len(word) > 2 or not word.isdigit() for word in words if _STRONG.fullmatch(word))


def day_of(edtf: str | None) -> date | None:
    """Return the day from which a span of days is counted: of a date that is one day, or about one."""
    if edtf is None or "/" in edtf or edtf.count("-") != 2 or "X" in edtf:
        return None
    return parse_edtf(edtf).middle
