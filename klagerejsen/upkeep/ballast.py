"""A file that takes up room until it is needed: on a full disk not even deleting from a database succeeds."""

import shutil
from contextlib import suppress
from pathlib import Path

BYTES = 4_000_000
PLENTY = 20 * BYTES


def place(folder: Path) -> Path:
    """Return where the ballast lies."""
    return folder / "ballast"


def lay(folder: Path) -> None:
    """Lay the ballast where it is missing and the disk has plenty of room."""
    path = place(folder)
    if not path.exists() and shutil.disk_usage(folder).free > PLENTY:
        # Where it cannot be laid the server runs all the same. Zeros would take no room on some disks.
        with suppress(OSError):
            path.write_bytes(bytes(range(250)) * (BYTES // 250))
