"""What an archive is made of, by name, and how much of it there may be; pure."""

import re

FORMAT, VERSION = "klagerejsen-archive", 1
MANIFEST = "klagerejsen-manifest.json"
READMES = {"da": "LAESMIG.txt", "en": "README.txt"}
TAXONOMY = "taxonomy.json"
TABLE, WORKBOOK, LOG = "events.csv", "events.xlsx", "events.xes"

MOST_FILES = 50_000
LARGEST_MANIFEST = 16_000_000
LARGEST_UNPACKED = 4_000_000_000
STEEPEST, UNSUSPICIOUS = 250, 10_000_000
"""How many times its size a file may unpack to, where that is more than so many bytes."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)?\.[a-z]{3,5}")


def journey_name(number: int) -> str:
    """Return the name of the nth journey's document."""
    return f"journeys/{number:05}.json"


def rows_name(table: str) -> str:
    """Return the name of the file with the rows of a table."""
    return f"rows/{table}.jsonl"


def table_of(name: str) -> str | None:
    """Return the table whose rows stand in a file.

    >>> table_of("rows/teams.jsonl"), table_of("journeys/00001.json")
    ('teams', None)
    """
    return name[5:-6] if name.startswith("rows/") and name.endswith(".jsonl") else None


def plain(name: str) -> bool:
    """Whether a name is one that an archive has: a file, or one in a folder, and no way to anywhere else.

    >>> plain("journeys/00001.json"), plain("../etc/passwd.txt"), plain("/a.csv"), plain("a/b/c.csv")
    (True, False, False, False)
    """
    return _PLAIN.fullmatch(name) is not None
