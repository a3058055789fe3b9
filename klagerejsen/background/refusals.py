"""Why a file is not taken: a sentence that says what to do, and the place in the file; pure."""

from collections.abc import Mapping
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _


class Refusal(ValueError):  # noqa: N818 - says what it is
    """A file, or a place in it, is not taken.

    `text` is a sentence of the catalogue with `{placeholders}` for `values`; `row` counts from 1 as a spreadsheet
    does, and `column` is the letter that it has there; `line` counts the lines of a text file. None of them tells
    what stands there.
    """

    def __init__(
        self, text: str, *, row: int | None = None, column: str | None = None, line: int | None = None, **values: object
    ) -> None:
        super().__init__(text)
        self.text, self.row, self.column, self.line, self.values = text, row, column, line, values

    def said(self, translate: Translate) -> str:
        """Return the sentence in a language, its place first."""
        return ": ".join(filter(None, (self.place(translate), translate(self.text).format(**self.values))))

    def place(self, translate: Translate) -> str:
        """Return the place as people name it: "Række 3, kolonne B"."""
        line = translate(_("Linje {line}")).format(line=self.line) if self.line else ""
        row = translate(_("Række {row}")).format(row=self.row) if self.row else ""
        column = translate(_("kolonne {column}")).format(column=self.column) if self.column else ""
        return ", ".join(filter(None, (line, row, column)))

    def as_json(self) -> dict[str, Any]:
        """Return it as one process tells it to another."""
        return {"text": self.text, "row": self.row, "column": self.column, "line": self.line, "values": self.values}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "Refusal":
        """Read what `as_json` wrote."""
        return cls(told["text"], row=told["row"], column=told["column"], line=told["line"], **told["values"])


def letter(number: int) -> str:
    """Return the letter that a spreadsheet gives its nth column, counted from 0.

    >>> letter(0), letter(25), letter(26), letter(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
