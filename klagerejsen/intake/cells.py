"""Text in the cells of a CSV file: what a spreadsheet would take for a formula is marked, and unmarked on its way back.

A spreadsheet reads a cell that begins with =, +, - or @ as a formula, whoever wrote it; quotes round it do not help.
And where it expects another delimiter than the file has, a cell may begin in the middle of a text. So such a text gets
an apostrophe before it, and before what could be such a beginning inside it. Where there are apostrophes already, one
more is added, so that taking one away gives back every text exactly. Workbooks need none of this: there a cell says
itself that it is text.
"""

import re

# Wide forms count as narrow ones in some languages; what is not seen may be dropped before the rest is read.
_SIGNS = r"[=+\-@＝＋－＠﹦﹢﹣﹫]"
_UNSEEN = r"[\s\x00-\x20\u200b-\u200f\u2060\ufeff]"
_BEGINNING = re.compile(rf"'*(?:[\t\r\n]|{_UNSEEN}*{_SIGNS})")
_WITHIN = re.compile(rf"([;,|\t\r\n](?:{_UNSEEN}|\")*)('*)(?={_SIGNS})")


def marked(text: str) -> str:
    """Return the text as it can stand in a cell of a CSV file.

    >>> marked("=1+1"), marked("'=1+1"), marked("Mor ringer,=1+1")
    ("'=1+1", "''=1+1", "Mor ringer,'=1+1")
    """
    text = _WITHIN.sub(r"\1\2'", text)
    return f"'{text}" if _BEGINNING.match(text) else text


def unmarked(text: str) -> str:
    """Return the text that `marked` was given.

    >>> unmarked("'=1+1"), unmarked("Mor ringer,'=1+1"), unmarked("'tis")
    ('=1+1', 'Mor ringer,=1+1', "'tis")
    """
    text = text[1:] if text.startswith("'") and _BEGINNING.match(text) else text
    return _WITHIN.sub(lambda found: found[1] + found[2][1:], text)


def dangerous(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula."""
    return _BEGINNING.match(text) is not None
