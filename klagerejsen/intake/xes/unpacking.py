"""The bytes of a log file, unpacked where they are packed, with an end to how much is unpacked."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import SEEK_END
from pathlib import Path
from typing import IO, BinaryIO

from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _

Tell = Callable[[float, str], None]

LARGEST = 500_000_000
"""Bytes of XML that are read at most, unpacked."""
STEEPEST = 250
"""How many times its size a packed log may unpack to; logs pack to a twentieth to a hundredth."""
UNSUSPICIOUS = 10_000_000
BLOCK = 1 << 18


DOCTYPE = _("Filen har en dokumenttype (DOCTYPE), og det har en hændelseslog aldrig. Gem den igen uden.")
TOO_LARGE = _("Filen fylder over {limit} MB pakket ud. Del den op.")
BOMB = _("Filen fylder mistænkeligt meget mere pakket ud. Pak den ud selv, og prøv igen.")
NOT_GZIP = _("Filen er pakket (.gz), men kan ikke pakkes ud. Hent den igen.")


@contextmanager
def unpacked(path: Path, tell: Tell | None = None) -> Iterator["Unpacked"]:
    """Open a log file for reading; `tell` hears how much of it is behind us, from 0 to 1. Raises `Refusal`."""
    with path.open("rb") as file:
        ahead = Unpacked(file)
        # Before the parser reads what it declares; one that is hidden better is found when the parser has read it.
        if b"<!DOCTYPE" in ahead.read(BLOCK).replace(b"\0", b""):
            raise Refusal(DOCTYPE, line=1)
        while ahead.packed and ahead.given < UNSUSPICIOUS and ahead.read(BLOCK):
            pass  # a bomb shows itself before anything is made of what is in it
        yield Unpacked(file, tell)


class Unpacked:
    """The bytes of a log from its beginning; `given` counts them."""

    def __init__(self, file: BinaryIO, tell: Tell | None = None) -> None:
        self._file, self._tell = file, tell
        self._size = max(file.seek(0, SEEK_END), 1)
        file.seek(0)
        self.packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        self._bytes: IO[bytes] = gzip.GzipFile(fileobj=file) if self.packed else file  # type: ignore[assignment]
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raises `Refusal` where they are too many or cannot be unpacked."""
        try:
            piece = self._bytes.read(size)
        except (OSError, EOFError, zlib.error) as error:
            raise Refusal(NOT_GZIP) from error
        self.given += len(piece)
        if self.given > LARGEST:
            raise Refusal(TOO_LARGE, limit=LARGEST // 1_000_000)
        if self.given > max(UNSUSPICIOUS, STEEPEST * self._file.tell()):
            raise Refusal(BOMB)
        if self._tell:
            self._tell(min(self._file.tell() / self._size, 1.0), "")
        return piece
