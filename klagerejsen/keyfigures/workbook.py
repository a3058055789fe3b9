"""The figures as a workbook: a sheet for each table, one with what they mean, and one on the file itself."""

import io
from collections.abc import Sequence

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _
from klagerejsen.database import utcnow
from klagerejsen.intake.new_workbooks import ABOUT, Page
from klagerejsen.keyfigures.report import Section
from klagerejsen.outgoing.terms import Terms, about

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DEFINITIONS = _("Definitioner")
_LONGEST_NAME = 31


def workbook(
    found: Sequence[Section],
    stated: Sequence[tuple[str, str]],
    meant: Sequence[tuple[str, str]],
    terms: Terms,
    translate: Translate,
) -> bytes:
    """Return a workbook; `stated` is what stands above what the figures mean: which complaints, and as of when."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for section in found:
            page = Page(book, section.title[:_LONGEST_NAME])
            page.begin(section.headings)
            page.widen(34)
            page.fill(section.rows, 1)
        for name, told in (
            (DEFINITIONS, [*stated, *meant]),
            (ABOUT, about(terms, utcnow(), translate)),
        ):
            page = Page(book, translate(name))
            page.widen(28, 90)
            page.fill(told, 0)
    return file.getvalue()
