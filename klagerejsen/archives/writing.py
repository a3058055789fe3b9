"""A team's archive, written journey by journey: memory does not grow with their number.

The documents go into the zip and, for the tables and the log that come after them, into a file beside it. Everything is
read in one transaction, which the caller opens for reading: as of one moment.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from klagerejsen.accounts.models import Team
from klagerejsen.archives import names, rows
from klagerejsen.archives.parts import Parts, as_text
from klagerejsen.archives.readme import readme
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import Translate, translator
from klagerejsen.catalogue import mark as _
from klagerejsen.intake.journeys_as_traces import head_of, trace_of
from klagerejsen.intake.new_workbooks import Workbook
from klagerejsen.intake.sheets import Table
from klagerejsen.intake.xes.writing import write as write_log
from klagerejsen.journeys.documents import document_from
from klagerejsen.journeys.models import Area, Cause, Journey
from klagerejsen.journeys.queries import WHOLE
from klagerejsen.outgoing.terms import TOOL, Terms, about
from klagerejsen.pieces import pieces
from klagerejsen.screening import has_cpr, masked
from klagerejsen.web.personal import PersonalNumber, forbid

AT_ONCE = 20
READING = _("Rejserne læses")
WRITING = _("Ark og hændelseslog skrives")
ROWS = _("Rækkerne skrives")
CPR = _("Rejsen «{title}» har en tekst med et cpr-nummer. Erstat det under «Personoplysninger» på rejsen først.")
TOO_MANY = _("Teamet har flere end {most} rejser. Tag en sikkerhedskopi på serveren i stedet.")
_LABELLED = ("code", "label_da", "label_en")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: whose archive, on which terms, made when, and with all rows or without."""

    team_id: int
    terms: Terms
    made: datetime
    language: str
    complete: bool = False


@dataclass(slots=True)
class Counts:
    """What an archive holds."""

    journeys: int = 0
    events: int = 0
    areas: int = 0
    causes: int = 0
    shortened: int = 0
    rows: dict[str, int] = field(default_factory=dict)


def write(session: Session, order: Order, target: IO[bytes], folder: Path, tell: Tell) -> dict[str, Any]:
    """Write an archive and return its manifest; raises `Refusal`. What lies in `folder` afterwards is not needed."""
    with Parts(target, order.made) as parts:
        writing = _Writing(session, order, parts, folder / "documents.jsonl", tell)
        writing.documents()
        writing.tables()
        writing.taxonomy()
        if order.complete:
            writing.rows()
        return writing.end()


class _Writing:
    """An archive being written."""

    def __init__(self, session: Session, order: Order, parts: Parts, spool: Path, tell: Tell) -> None:
        self._session, self._order, self._spool, self._tell = session, order, spool, tell
        self._translate: Translate = translator(order.language)
        self._parts, self._counts = parts, Counts()
        self._team = session.get_one(Team, order.team_id, options=[])
        self._session.expunge(self._team)

    def documents(self) -> None:
        """Write every journey as its document, as people may see it: what is not shown yet is not there."""
        ids = list(self._session.scalars(_ids(self._order.team_id)))
        if len(ids) > names.MOST_FILES // 2:
            raise Refusal(TOO_MANY, most=names.MOST_FILES // 2)
        with self._spool.open("w", encoding="utf-8") as spool:
            for number, document in enumerate(_documents(self._session, ids), 1):
                self._look_at(document)
                self._parts.put(names.journey_name(number), as_text(document))
                spool.write(json.dumps(document) + "\n")
                self._counts.journeys, self._counts.events = number, self._counts.events + len(document["events"])
                self._tell(0.5 * number / len(ids), READING)

    def _look_at(self, document: dict[str, Any]) -> None:
        if self._order.complete:  # what moves a whole team loses nothing on the way
            return
        try:
            forbid(document)
        except PersonalNumber as error:
            title = "…" if has_cpr(document["title"]) else masked(document["title"])
            raise Refusal(CPR, title=title) from error

    def _spooled(self, begin: float) -> Iterator[dict[str, Any]]:
        with self._spool.open(encoding="utf-8") as spool:
            for number, line in enumerate(spool, 1):
                self._tell(begin + 0.1 * number / self._counts.journeys, WRITING)
                yield json.loads(line)

    def tables(self) -> None:
        """Write all events as a table, a workbook and an event log."""
        order, translate = self._order, self._translate
        with self._parts.part(names.TABLE) as part:
            lines = io.TextIOWrapper(cast(BinaryIO, part), encoding="utf-8-sig", newline="")
            table = Table(lines, translate)
            for document in self._spooled(0.5):
                table.add(document)
            lines.flush()
        with self._parts.part(names.WORKBOOK) as part:
            with Workbook(cast(BinaryIO, part), translate, self._spool.parent) as book:
                for document in self._spooled(0.6):
                    book.add(document)
                book.tell(about(order.terms, order.made, translate))
            self._counts.shortened = book.shortened
        with self._parts.part(names.LOG) as part:
            traces = (trace_of(document, translate) for document in self._spooled(0.7))
            write_log(cast(BinaryIO, part), head_of(translate, order.terms, order.made), traces)

    def taxonomy(self) -> None:
        """Write the team's areas and root causes."""
        areas = self._session.scalars(select(Area).where(Area.team_id == self._team.id).order_by(Area.id))
        causes = self._session.scalars(select(Cause).where(Cause.team_id == self._team.id).order_by(Cause.position))
        told = {
            "areas": [{key: getattr(row, key) for key in _LABELLED} for row in areas],
            "causes": [{key: getattr(row, key) for key in (*_LABELLED, "group_code", "position")} for row in causes],
        }
        self._counts.areas, self._counts.causes = len(told["areas"]), len(told["causes"])
        self._parts.put(names.TAXONOMY, as_text(told))

    def rows(self) -> None:
        """Write every row of the team's, table by table, one a line."""
        for table in rows.tables():
            self._tell(0.85, ROWS)
            result = self._session.connection().execute(
                rows.rows_of(table, self._team.id), execution_options={"yield_per": 500}
            )
            with self._parts.part(names.rows_name(table.name)) as part:
                self._counts.rows[table.name] = 0
                for row in result.mappings():
                    part.write(json.dumps(rows.plain(dict(row)), ensure_ascii=False).encode() + b"\n")
                    self._counts.rows[table.name] += 1

    def end(self) -> dict[str, Any]:
        """Write what the archive says of itself."""
        order, team = self._order, self._team
        schema = self._session.scalar(text("SELECT version_num FROM alembic_version"))
        manifest = {
            "format": names.FORMAT,
            "version": names.VERSION,
            "made": order.made.isoformat(timespec="seconds"),
            "made_with": TOOL,
            "schema": schema,
            "team": {"slug": team.slug, "name": team.name, "least_journeys": team.least_journeys},
            **order.terms.as_json(),
            "complete": order.complete,
            "counts": {name: getattr(self._counts, name) for name in Counts.__slots__},
        }
        for language, name in names.READMES.items():
            translate = translator(language)
            self._parts.put(name, readme(manifest, about(order.terms, order.made, translate), translate))
        self._parts.tell(manifest)
        return manifest | {"files": self._parts.files}


def _ids(team_id: int) -> Any:
    return select(Journey.id).where(Journey.team_id == team_id).order_by(Journey.id)


def _documents(session: Session, ids: list[int]) -> Iterator[dict[str, Any]]:
    for some in pieces(ids, AT_ONCE):
        asked = select(Journey).where(Journey.id.in_(some)).order_by(Journey.id)
        yield from [document_from(journey) for journey in session.scalars(asked.options(*WHOLE))]
        session.expunge_all()
