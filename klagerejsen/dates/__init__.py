"""Dates as people know them: EDTF read into days, said in words, and understood from words."""

from klagerejsen.dates.danish import Understood, understand
from klagerejsen.dates.edtf import Span, parse_edtf
from klagerejsen.dates.names import month_name
from klagerejsen.dates.words import in_words, short
from klagerejsen.dates.years import understand_coming, understand_past

__all__ = [
    "Span", "Understood", "in_words", "month_name", "parse_edtf", "short", "understand", "understand_coming",
    "understand_past",
]  # fmt: skip
