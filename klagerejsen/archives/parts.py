"""The files of an archive on their way into a zip: each is hashed and counted as it passes, and listed in the end."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from klagerejsen.archives.names import MANIFEST


class Part:
    """One file being written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self.bytes = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        """Write bytes; what is written stays in no memory of ours."""
        self._digest.update(data)
        self.bytes += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing waits here; writers that write to a file ask for it."""

    def writable(self) -> bool:
        """Whether it can be written to: a text wrapper asks."""
        return True

    readable = seekable = lambda _self: False
    closed = False

    @property
    def sha256(self) -> str:
        """The digest of what was written so far."""
        return self._digest.hexdigest()


class Parts:
    """A zip being written, file after file, none of them larger in memory than the piece at hand."""

    def __init__(self, target: IO[bytes], made: dt.datetime) -> None:
        self._zip = ZipFile(target, "w", ZIP_DEFLATED)
        self._made = made.timetuple()[:6]
        self.files: list[dict[str, Any]] = []

    @contextmanager
    def part(self, name: str) -> Iterator[Part]:
        """Write one file."""
        with self._zip.open(self._info(name), "w", force_zip64=True) as file:
            part = Part(file)
            yield part
        self.files.append({"name": name, "bytes": part.bytes, "sha256": part.sha256})

    def _info(self, name: str) -> ZipInfo:
        info = ZipInfo(name, self._made)
        info.compress_type = ZIP_STORED if name.endswith(".xlsx") else ZIP_DEFLATED
        info.external_attr = 0o100600 << 16
        return info

    def put(self, name: str, text: str) -> None:
        """Write one small file."""
        with self.part(name) as part:
            part.write(text.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def tell(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, which lists all files before it."""
        text = as_text({**manifest, "files": self.files})
        with self._zip.open(self._info(MANIFEST), "w") as file:
            file.write(text.encode())


def as_text(data: Any) -> str:
    """Write data as JSON that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
