"""The parser "archive": an archive in, what is to be stored out, one thing a line.

Every file is read to its end, also those that nothing is taken from: an archive with one damaged file is refused whole.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from klagerejsen.archives import names
from klagerejsen.archives.checking import BROKEN, Archive, opened
from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.journeys.checking import read_document
from klagerejsen.journeys.faults import NotAJourney
from klagerejsen.journeys.parsing import LARGEST_FILE
from klagerejsen.screening import has_cpr

LOOKING = _("Arkivet ses igennem")
NO_JOURNEY = _("«{name}» i arkivet er ikke en klagerejse ({place}). Hent den fil ind for sig, så står der hvorfor.")
NO_ROWS = _("Arkivet har ikke rækkerne med, kun det, der er vist.")
MOST_WORDS, LONGEST_LABEL, LONGEST_CODE = 2_000, 200, 64
_LABELLED = {"code": str, "label_da": str, "label_en": str}
_CAUSE = {**_LABELLED, "group_code": str, "position": int}


def parse(source: Path, target: Path, tell: Tell, *, rows: bool = False) -> dict[str, Any]:
    """Look an archive through, and write its taxonomy and documents, or with `rows` its rows. Raises `Refusal`."""
    with opened(source) as archive, target.open("wb") as out:
        manifest = archive.manifest
        if rows and not manifest["complete"]:
            raise Refusal(NO_ROWS)
        total, done = sum(map(archive.size, archive.names())) or 1, 0
        for name in archive.names():
            for line in _lines(archive, name, rows):
                out.write(json.dumps(line).encode() + b"\n")
            done += archive.size(name)
            tell(done / total, LOOKING)
    told = ("made", "made_with", "schema", "team", "purpose", "delete_by", "complete", "counts")
    return {key: manifest[key] for key in told}


def _lines(archive: Archive, name: str, rows: bool) -> Iterator[dict[str, Any]]:
    table = names.table_of(name)
    if table is not None and rows:
        yield from ({"row": [table, row]} for row in _rows(archive, name))
    elif name == names.TAXONOMY and not rows:
        yield {"taxonomy": _taxonomy(archive.whole(name))}
    elif name.startswith("journeys/") and not rows:
        yield {"journey": _journey(archive, name)}
    else:
        for _piece in archive.pieces(name):
            pass


def _rows(archive: Archive, name: str) -> Iterator[Any]:
    rest = b""
    for piece in archive.pieces(name):
        *lines, rest = (rest + piece).split(b"\n")
        yield from map(_parsed, lines)
    if rest:
        raise Refusal(BROKEN)


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise Refusal(BROKEN) from error


def _journey(archive: Archive, name: str) -> dict[str, Any]:
    if archive.size(name) > LARGEST_FILE:
        raise Refusal(BROKEN)
    try:
        return read_document(archive.whole(name))
    except NotAJourney as error:
        fault = error.faults[0]
        raise Refusal(NO_JOURNEY, name=name, place=f"{fault.line or 1}: {fault.path}") from error


def _any_cpr(value: Any) -> bool:
    if isinstance(value, str):
        return has_cpr(value)
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(_any_cpr, inside))


def _taxonomy(data: bytes) -> dict[str, Any]:
    """Return areas and root causes; raise `Refusal` for what a team cannot have."""
    told = _parsed(data)
    try:
        whole = all(map(_of(_LABELLED), told["areas"])) and all(map(_of(_CAUSE), told["causes"]))
        few = max(len(told["areas"]), len(told["causes"])) <= MOST_WORDS
    except (KeyError, TypeError, AttributeError) as error:
        raise Refusal(BROKEN) from error
    if not (whole and few) or _any_cpr(told):
        raise Refusal(BROKEN)
    return {key: told[key] for key in ("areas", "causes")}


def _of(kinds: Mapping[str, type]) -> Callable[[dict[str, Any]], bool]:
    def fits(piece: dict[str, Any]) -> bool:
        texts = {key: value for key, value in piece.items() if isinstance(value, str)}
        short = all(len(text) <= (LONGEST_CODE if "code" in key else LONGEST_LABEL) for key, text in texts.items())
        return piece.keys() == kinds.keys() and short and all(isinstance(piece[key], kinds[key]) for key in kinds)

    return fits


def lines_of(result: IO[bytes], kind: str) -> Iterator[Any]:
    """Give what `parse` wrote of one kind: "journey", "taxonomy" or "row"."""
    for line in result:
        told = json.loads(line)
        if kind in told:
            yield told[kind]
