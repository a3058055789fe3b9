"""An archive that comes from anywhere: looked through before anything of it is used, and taken whole or not at all.

Nothing is unpacked to a place that the archive names. The digests tell damage, and not who made it: whoever changes a
file can change its digest too.
"""

import hashlib
import json
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from klagerejsen.archives import names
from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _

PIECE = 1 << 18

BROKEN = _("Arkivet er beskadiget, eller kun en del af det er nået frem. Hent det igen, hvor det blev lavet.")
NO_ARCHIVE = _("Zip-filen er ikke et arkiv fra Klagerejsen. Vælg en fil, der er lavet med «Hele arkivet».")
NEWER = _("Arkivet er lavet med en nyere Klagerejsen ({tool}). Opdatér denne først.")
LOCKED = _("Arkivet er låst med en adgangskode. Vælg filen, som den blev lavet.")
TWICE = _("Arkivet har to filer med samme navn. Brug filen, som den blev lavet.")
LINK = _("Arkivet har en genvej i stedet for en fil. Brug filen, som den blev lavet.")
OUTSIDE = _("Arkivet har en fil med en sti, som Klagerejsen ikke bruger. Brug filen, som den blev lavet.")
EXTRA = _("Arkivet har en fil, som Klagerejsen ikke lagde i det. Brug filen, som den blev lavet.")
NOT_THE_SAME = _("«{name}» i arkivet er ikke den, der blev lagt i. Arkivet er ændret eller beskadiget. Hent det igen.")
MISSING = _("«{name}» mangler i arkivet. Hent det igen, hvor det blev lavet.")
TOO_MANY = _("Arkivet har over {most} filer, flere end Klagerejsen lægger i det. Brug filen, som den blev lavet.")
BOMB = _("Arkivet fylder mistænkeligt meget mere pakket ud. Brug filen, som den blev lavet.")
_FAILURES = (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error, ValueError)


class Archive:
    """An archive whose list of files was looked at; `file` checks each as it is read."""

    def __init__(self, package: ZipFile, manifest: dict[str, Any]) -> None:
        self._package, self.manifest = package, manifest
        self._stated = {each["name"]: each for each in manifest["files"]}

    def names(self) -> list[str]:
        """Return the names of all files but the manifest, in the order in which they were written."""
        return list(self._stated)

    def pieces(self, name: str) -> Iterator[bytes]:
        """Give the bytes of a file; at its end, raise `Refusal` where they are not those that were put in."""
        stated, digest, left = self._stated[name], hashlib.sha256(), self._stated[name]["bytes"]
        for piece in _pieces(self._package, name):
            left -= len(piece)
            digest.update(piece)
            if left < 0:
                break
            yield piece
        if left or digest.hexdigest() != stated["sha256"]:
            raise Refusal(NOT_THE_SAME, name=name)

    def whole(self, name: str) -> bytes:
        """Return a file that was read whole."""
        return b"".join(self.pieces(name))

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        return int(self._stated[name]["bytes"])


@contextmanager
def opened(file: IO[bytes] | Path) -> Iterator[Archive]:
    """Open an archive and look at everything that can be seen without reading its files. Raises `Refusal`."""
    try:
        package = ZipFile(file)
    except _FAILURES as error:
        raise Refusal(BROKEN) from error
    with package:
        entries = package.infolist()
        _look_at(entries)
        manifest = _manifest(package)
        _compare(manifest, entries)
        yield Archive(package, manifest)


def _look_at(entries: list[ZipInfo]) -> None:
    if len(entries) > names.MOST_FILES:
        raise Refusal(TOO_MANY, most=names.MOST_FILES)
    folded = {entry.orig_filename.casefold() for entry in entries}
    for entry in entries:
        _look_at_one(entry)
    if len(folded) < len(entries):
        raise Refusal(TWICE)
    if names.MANIFEST not in folded:
        raise Refusal(NO_ARCHIVE)
    if sum(entry.file_size for entry in entries) > names.LARGEST_UNPACKED:
        raise Refusal(BOMB)


def _look_at_one(entry: ZipInfo) -> None:
    if entry.flag_bits & 0x41:
        raise Refusal(LOCKED)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise Refusal(LINK)
    # What zipfile made of the name may be another than the one that is written there.
    if not names.plain(entry.orig_filename):
        raise Refusal(OUTSIDE)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refusal(BROKEN)
    if entry.file_size > max(names.UNSUSPICIOUS, names.STEEPEST * entry.compress_size):
        raise Refusal(BOMB)


def _manifest(package: ZipFile) -> dict[str, Any]:
    if package.getinfo(names.MANIFEST).file_size > names.LARGEST_MANIFEST:
        raise Refusal(BROKEN)
    try:
        manifest = json.loads(b"".join(_pieces(package, names.MANIFEST)))
        known = manifest["format"] == names.FORMAT
        newer = known and manifest["version"] > names.VERSION
        whole = known and (newer or _has_all(manifest))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refusal(BROKEN) from error
    if newer:
        raise Refusal(NEWER, tool=str(manifest.get("made_with"))[:60])
    if not whole:
        raise Refusal(NO_ARCHIVE)
    return dict(manifest)


def _has_all(manifest: dict[str, Any]) -> bool:
    kinds = {
        "made": str, "made_with": str, "schema": str, "team": dict, "purpose": dict, "delete_by": str,
        "complete": bool, "counts": dict, "files": list,
    }  # fmt: skip
    texts = [manifest["team"]["name"], manifest["purpose"]["code"], manifest["purpose"]["words"]]
    return (
        all(isinstance(manifest[key], kind) for key, kind in kinds.items())
        and all(isinstance(text, str) for text in texts)
        and all(map(_is_listed, manifest["files"]))
        and all(isinstance(manifest["counts"][key], int) for key in ("journeys", "events", "areas", "causes"))
    )


def _is_listed(each: dict[str, Any]) -> bool:
    return isinstance(each["name"], str) and isinstance(each["bytes"], int) and isinstance(each["sha256"], str)


def _compare(manifest: dict[str, Any], entries: list[ZipInfo]) -> None:
    """Hold the list of the manifest against the list of the zip: nothing too much, nothing missing, sizes as told."""
    there = {entry.filename: entry.file_size for entry in entries if entry.filename != names.MANIFEST}
    stated = {each["name"]: each["bytes"] for each in manifest["files"]}
    if len(stated) < len(manifest["files"]) or set(there) - set(stated):
        raise Refusal(EXTRA)
    for name, size in stated.items():
        if name not in there:
            raise Refusal(MISSING, name=name[:60])
        if size != there[name]:
            raise Refusal(NOT_THE_SAME, name=name)


def _pieces(package: ZipFile, name: str) -> Iterator[bytes]:
    try:
        with package.open(name) as file:
            while piece := file.read(PIECE):
                yield piece
    except _FAILURES as error:
        if isinstance(error, Refusal):
            raise
        raise Refusal(BROKEN) from error
