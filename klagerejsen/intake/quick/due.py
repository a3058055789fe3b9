"""By when somebody is to answer: "svar inden 1/4", "senest fredag", "14 dages frist", "vender tilbage i næste uge"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from klagerejsen.analysis.calendar import days_after, working_days_after
from klagerejsen.dates import Span, messages, parse_edtf
from klagerejsen.intake.quick.when import dates_in, day_of

_NUMBERS = {
    "en": 1, "et": 1, "én": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
    "ti": 10, "tolv": 12, "fjorten": 14,
}  # fmt: skip
_WEEKDAYS = ("man", "tirs", "ons", "tors", "fre", "lør", "søn")
_AMOUNT = (
    rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)}) (?:kalender)?"
    r"(?P<unit>time|døgn|dag|hverdag|arbejdsdag|uge|måned|mdr)(?:e?r?s?|es)\b\.?"
)
_SOON = (
    r"(?:(?P<day>i morgen|dagen efter|næste dag|samme dag)|(?P<week>i næste uge|næste uge|i denne uge|i løbet af ugen)"
    r"|(?:på |næste |førstkommende )?(?P<weekday>man|tirs|ons|tors|fre|lør|søn)dag)\b"
)
# After a pause "svar" belongs to the day that follows; "lover svar" is what happened.
_ANSWER = r"(?:(?:^|(?<=[,;:.–-]))\s*(?:med |og |bed om )?svar(?:er)? )?"
_BY = re.compile(
    rf"{_ANSWER}\b(?:inden(?: for)?|senest|ikke senere end|(?:svar)?frist(?:en)?(?: for (?:hørings)?svar)?|deadline)"
    r"(?:(?: er| på| til| den| d\.)*(?= )|:)"
)
_NOTICE = re.compile(rf"\b(?:med |og )?{_AMOUNT} (?:svar)?frist\b")
_PROMISE = re.compile(
    r"\b(?:lov(?:er|ede|et)|(?:vend(?:er|te)|ring(?:er|ede)?) tilbage|vent(?:er|ede)(?: på)? svar|afventer"
    r"|svar(?:er)?)\b"
)
_WITHIN = re.compile(rf"\b(?:om|inden for|i løbet af) {_AMOUNT}")
_WHEN = re.compile(rf"\b{_SOON}")
_THEN = re.compile(rf" (?:{_AMOUNT}|{_SOON})")
_GAP = re.compile(r"[ .:]*(?:den |d\. ?|udgangen af )?")
# Words with which a deadline is moved, passed or told of, and those of what is done in time: nobody is to answer.
_OTHERWISE = re.compile(r"\b(?:forlæng|udsk[yu]d|udsæt|overskr|udløb|overhold|klagefrist)")
_DONE = re.compile(r"\b(?:\w*vurder\w+|afgør\w*|iværksætt?es|behandles|afholdes|starter|åbner) $")
_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Due:
    """The day, as ISO, or None where it cannot be told; and the words `line[start:end]` that said it."""

    day: str | None
    start: int
    end: int


def reply_due(text: str, happened: str | None) -> Due | None:
    """Find the day in a line of small letters; `happened` is the event's date as EDTF, from which days are counted.

    >>> reply_due("mor ringer, lover svar inden 1/4", "2024-03-12")
    Due(day='2024-04-01', start=23, end=32)
    """
    if _OTHERWISE.search(text):
        return None
    for cue in _BY.finditer(text):
        found = None if _DONE.search(text[: cue.start()]) else _after(text, cue, happened)
        if found:
            return found
    notice = _NOTICE.search(text)
    if notice:
        return Due(_counted(notice, happened), notice.start(), notice.end())
    promise = _PROMISE.search(text)
    return _promised(text, promise.end(), happened) if promise else None


def _after(text: str, cue: re.Match[str], happened: str | None) -> Due | None:
    """Read what stands behind "inden", "senest" or "frist"."""
    then = _THEN.match(text, cue.end())
    if then:
        return Due(_counted(then, happened) or _soon(then, happened), cue.start(), then.end())
    gap = _GAP.match(text, cue.end())
    assert gap
    found = next(dates_in(text[gap.end() :], _half_a_year_on(happened)), None)
    if found is None or found.start:
        return None
    by = "inden" in cue[0] and "udgangen" not in gap[0]
    asked = found.said.choices if found.said.reason == messages.CHOOSE_YEAR else ()
    day = _first_after(asked or (found.said.edtf or "",), happened, by)
    return Due(day, cue.start(), gap.end() + found.end)


def _promised(text: str, after: int, happened: str | None) -> Due | None:
    within, when = _WITHIN.search(text, after), _WHEN.search(text, after)
    if within:
        return Due(_counted(within, happened), within.start(), within.end())
    return Due(_soon(when, happened), when.start(), when.end()) if when else None


def _half_a_year_on(happened: str | None) -> Span | None:
    """Return the day round which a day without its year is looked for, so that those after the event are found."""
    if happened is None:
        return None
    day = days_after(parse_edtf(happened).latest, _HALF_A_YEAR)
    return Span(day, day)


def _first_after(dates: tuple[str, ...], happened: str | None, by: bool) -> str | None:
    """Return the first of the days that lies after the event; `by` April is its first day, else its last."""
    start = parse_edtf(happened).earliest if happened else date.min
    spans = sorted(parse_edtf(each) for each in dates if each)
    days = [span.earliest if by else span.latest for span in spans if span.latest >= start]
    return days[0].isoformat() if days else None


def _counted(amount: re.Match[str], happened: str | None) -> str | None:
    start, unit = day_of(happened), amount["unit"]
    if start is None or unit is None:
        return None
    number = int(amount["number"]) if amount["number"].isdigit() else _NUMBERS[amount["number"]]
    if unit in ("hverdag", "arbejdsdag"):
        return working_days_after(start, number).isoformat()
    if unit in ("måned", "mdr"):
        return _months_after(start, number).isoformat()
    days = {"uge": 7 * number, "time": -(-number // 24)}.get(unit, number)
    return days_after(start, days).isoformat()


def _months_after(day: date, count: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if years >= date.max.year:
        return date.max
    following = date(years + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(years, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def _soon(match: re.Match[str], happened: str | None) -> str | None:
    start = day_of(happened)
    if start is None:
        return None
    if match["weekday"]:
        days = (_WEEKDAYS.index(match["weekday"]) - start.weekday() - 1) % 7 + 1
    elif match["week"]:
        days = 6 - start.weekday() + (7 if "næste" in match["week"] else 0)
    else:
        days = int(match["day"] != "samme dag")
    return days_after(start, days).isoformat()
