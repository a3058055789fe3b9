"""A corpus of archives that are not what they were: damaged, changed, packed bombs, and ways out of the folder."""

import hashlib
import io
import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

from tests.conftest import demo_document

MANIFEST = "klagerejsen-manifest.json"
TAXONOMY = {
    "areas": [{"code": "boern", "label_da": "Børn", "label_en": "Children"}],
    "causes": [{"code": "A1", "label_da": "Sagspres", "label_en": "Load", "group_code": "A", "position": 0}],
}
FILES = {
    "journeys/00001.json": json.dumps(demo_document()).encode(),
    "taxonomy.json": json.dumps(TAXONOMY).encode(),
}


def manifest(files: dict[str, bytes], **changed: object) -> bytes:
    """What an archive with these files says of itself."""
    listed = [
        {"name": name, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
    ]
    told: dict[str, Any] = {
        "format": "klagerejsen-archive", "version": 1, "made": "2026-11-22T12:00:00+00:00",
        "made_with": "Klagerejsen 0.1.0", "schema": "0009", "complete": False, "delete_by": "2027-05-22",
        "team": {"slug": "demo", "name": "Demokommunen", "least_journeys": 5},
        "purpose": {"code": "move", "words": ""}, "files": listed,
        "counts": {"journeys": 1, "events": 25, "areas": 1, "causes": 1, "shortened": 0},
    }  # fmt: skip
    return json.dumps(told | changed).encode()


def packed(entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip with these entries as they stand, twins and all."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, data in entries:
            package.writestr(name, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def whole(files: dict[str, bytes] = FILES, **changed: object) -> bytes:
    """An archive that is taken."""
    return packed([*files.items(), (MANIFEST, manifest(files, **changed))])


def named(name: str) -> bytes:
    """An archive with a file of that name, listed as if it belonged there."""
    files = {**FILES, name: b"x"}
    safe = packed([(key if key != name else "N" * len(name), data) for key, data in files.items()])
    data = safe.replace(b"N" * len(name), name.encode())
    return _with_manifest(data, files)


def _with_manifest(data: bytes, files: dict[str, bytes]) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(MANIFEST, manifest(files))
    return file.getvalue()


def linked() -> bytes:
    info = zipfile.ZipInfo("journeys/00002.json")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    files = {**FILES, info.filename: b"/etc/passwd"}
    return packed([*FILES.items(), (info, b"/etc/passwd"), (MANIFEST, manifest(files))])


def locked() -> bytes:
    """An archive whose entries say that they are encrypted."""
    data = bytearray(whole())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def changed_inside() -> bytes:
    """A file with as many bytes as before, and other ones."""
    other = FILES["journeys/00001.json"].replace(b"Da to teams", b"Da ti teams")
    return packed([("journeys/00001.json", other), *list(FILES.items())[1:], (MANIFEST, manifest(FILES))])


def bomb() -> bytes:
    files = {**FILES, "events.csv": b"0" * 60_000_000}
    return whole(files)


def lying_bomb() -> bytes:
    """A bomb that states a hundredth of its size wherever sizes stand."""
    true, told = b"0" * 60_000_000, 600_000
    files = {**FILES, "events.csv": true}
    data = packed([*files.items(), (MANIFEST, manifest({**FILES, "events.csv": b"0" * told}))])
    return data.replace(struct.pack("<I", len(true)), struct.pack("<I", told))


def overlapping() -> bytes:
    """Two names in the list for the bytes of one file."""
    data = whole({**FILES, "events.csv": FILES["taxonomy.json"]})
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        places = {info.filename: info.header_offset for info in package.infolist()}
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"events.csv"))
    return data[: at + 42] + struct.pack("<I", places["taxonomy.json"]) + data[at + 46 :]


def without(name: str) -> bytes:
    return packed([*((key, data) for key, data in FILES.items() if key != name), (MANIFEST, manifest(FILES))])


def with_journey(**changed: object) -> bytes:
    return whole({**FILES, "journeys/00001.json": json.dumps(demo_document() | changed).encode()})


ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cut off": ("beskadiget", lambda: whole()[:-400]),
    "cut in the middle": ("beskadiget", lambda: whole()[:3000]),
    "one byte other": ("", lambda: (data := whole())[:900] + bytes([data[900] ^ 1]) + data[901:]),
    "no zip at all": ("beskadiget", lambda: b"PK\x03\x04" + b"x" * 5000),
    "another zip": ("ikke et arkiv fra Klagerejsen", lambda: packed([("hej.txt", b"hej")])),
    "a file missing": ("mangler i arkivet", lambda: without("journeys/00001.json")),
    "a file too many": ("ikke lagde i det", lambda: packed([("more.txt", b"x"), (MANIFEST, manifest({}))])),
    "a file changed": ("ændret eller beskadiget", changed_inside),
    "a file of another size": (
        "ændret eller beskadiget",
        lambda: packed([("taxonomy.json", b"{}"), (MANIFEST, manifest({"taxonomy.json": b"{ }"}))]),
    ),
    "a name twice": ("samme navn", lambda: packed([*FILES.items(), *FILES.items(), (MANIFEST, manifest(FILES))])),
    "a name twice but for its case": (
        "samme navn",
        lambda: whole({**FILES, "Taxonomy.json": FILES["taxonomy.json"]}),
    ),
    "up and out": ("med en sti", lambda: named("../../etc/cron.json")),
    "absolute": ("med en sti", lambda: named("/etc/cron.json")),
    "a drive": ("med en sti", lambda: named("C:/cron.json")),
    "a backslash": ("med en sti", lambda: named("..\\cron.json")),
    "a null in a name": ("", lambda: named("taxonomy.json\0.txt")),
    "a link": ("genvej", linked),
    "encrypted": ("adgangskode", locked),
    "a bomb": ("mistænkeligt", bomb),
    "a bomb that lies": ("", lying_bomb),
    "overlapping files": ("", overlapping),
    "too many files": (
        "over 50000 filer",
        lambda: packed([(f"journeys/{number:05}.json", b"") for number in range(50_001)]),
    ),
    "a manifest without end": (
        "",
        lambda: packed([(MANIFEST, b'{"format": "klagerejsen-archive", "x": "' + b"x" * 17_000_000 + b'"}')]),
    ),
    "a manifest of depth": ("beskadiget", lambda: packed([(MANIFEST, b"[" * 100_000)])),
    "a manifest of other kinds": ("", lambda: whole(team=[], counts="mange")),
    "a newer format": ("nyere Klagerejsen", lambda: whole(version=2)),
    "a journey that is none": ("er ikke en klagerejse", lambda: with_journey(title=7)),
    "a cpr number": ("er ikke en klagerejse", lambda: with_journey(summary="Nr. 120343-5678")),
    "a taxonomy that is none": (
        "beskadiget",
        lambda: whole({**FILES, "taxonomy.json": b'{"areas": [1], "causes": []}'}),
    ),
    "rows that are none": ("", lambda: whole({**FILES, "rows/teams.jsonl": b'{"id": 1'}, complete=True)),
}
"""Each archive by its name: words of the refusal, and what makes it."""
