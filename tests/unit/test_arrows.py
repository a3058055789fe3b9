"""Imports run one way, and the pure packages stay pure."""

import ast
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from klagerejsen.paths import PACKAGE

# Each may import what stands before it, and itself.
ORDER = (
    ("paths", "codes", "confined", "pieces"),
    ("catalogue", "figures"),
    ("dates", "labels", "screening"),
    ("analysis",),
    ("statistics",),
    ("settings", "database"),
    ("extensions",),
    ("access",),
    ("web",),
    ("accounts",),
    ("journeys",),
    ("outgoing",),
    ("background",),
    ("intake",),
    ("reflections",),
    ("workshops",),
    ("pseudonyms", "archives"),
    ("live",),
    ("insights",),
    ("limits",),
    ("board",),
    ("learning",),
    ("complaints",),
    ("minifokus",),
    ("posters",),
    ("keyfigures",),
    ("admission", "features"),
    ("application",),
    ("serving",),
    ("demo", "upkeep"),
    ("commands",),
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
PURE = (
    "dates",
    "analysis",
    "statistics",
    "catalogue",
    "labels",
    "codes",
    "figures",
    "paths",
    "screening",
    "access.rules",
    "access.permissions",
    "outgoing.terms",
    "complaints.deadlines",
    "complaints.flow",
    "complaints.conversation.course",
    "complaints.conversation.guide",
    "complaints.conversation.note",
    "intake.logs",
    "intake.proposals",
    "intake.quick",
    "reflections.blaming",
    "intake.xes.reading",
    "intake.xes.writing",
)
# The rooms of the posters, in the same way; what stands beside them may import them all.
SHEETS = ("journey", "map", "causes", "note", "letter", "handout", "figures")
POSTERS = ("paper", "choices", "grain", "hand", "wording", "drawing", *SHEETS)
HEAVY = {"numpy", "pandas", "scipy", "statsmodels"}
IMPURE = {"flask", "sqlalchemy", "flask_sqlalchemy", "werkzeug"}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


def imports_of(path: Path) -> set[str]:
    return imported(ast.walk(ast.parse(path.read_text("utf-8"))), path)


def imported(nodes: Iterable[ast.AST], path: Path) -> set[str]:
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module == "klagerejsen":
            found |= {f"klagerejsen.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_arrow_runs_back(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in imports_of(path):
        if name.startswith("klagerejsen.") and name != "klagerejsen.create_app":
            other = name.split(".")[1]
            assert RANK[other] <= RANK[own], f"{own} imports {other}"


@pytest.mark.parametrize("room", POSTERS)
def test_no_arrow_between_the_rooms_of_the_posters_runs_back(room):
    house = PACKAGE / "posters"
    before = POSTERS[: POSTERS.index(room) + 1]
    for path in [*house.glob(f"{room}.py"), *house.glob(f"{room}/*.py")]:
        for name in imports_of(path):
            assert not name.startswith("klagerejsen.posters") or name.split(".")[2] in before, f"{path}: {name}"


def test_one_module_knows_what_weighs_a_hundred_megabytes_and_loads_it_only_when_it_is_asked():
    library = PACKAGE / "statistics" / "library.py"
    assert [path for path in modules() if HEAVY & {name.split(".")[0] for name in imports_of(path)}] == [library]
    at_once = imported(ast.parse(library.read_text("utf-8")).body, library)
    assert not HEAVY & {name.split(".")[0] for name in at_once}


@pytest.mark.parametrize("name", PURE)
def test_a_pure_module_loads_neither_the_web_nor_the_database(name):
    code = f"import sys, klagerejsen.{name}; print(sorted(set(sys.modules) & {IMPURE!r}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
