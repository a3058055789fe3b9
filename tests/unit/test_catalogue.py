"""The one catalogue: every Danish text has its English words, and the files are what the tool writes."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from klagerejsen.paths import PACKAGE, TRANSLATIONS

ROOT = PACKAGE.parent
FOLDER = TRANSLATIONS / "en" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}")
MARKS = {"_", "gettext", "lazy", "lazy_gettext"}


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The tool that collects the texts; it lies beside the package, not in it."""
    specification = spec_from_file_location("catalogue_tool", ROOT / "tools" / "catalogue.py")
    assert specification
    assert specification.loader
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def pairs(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def test_every_text_has_english_words(tool: ModuleType) -> None:
    assert tool.missing(tool.merged()) == []


def test_a_plural_is_missing_until_each_of_its_forms_is_there(tool: ModuleType) -> None:
    catalogue = Catalog(locale="en")
    for danish, words in (("ko", ("cow", "cows")), ("gris", ("pig", "")), ("får", ("", "")), ("hest", ())):
        catalogue.add((danish, f"{danish}e"), words)
    catalogue.add("and")
    assert tool.missing(catalogue) == [str((danish, f"{danish}e")) for danish in ("gris", "får", "hest")] + ["and"]


def test_the_catalogue_is_what_the_tool_would_write(tool: ModuleType, english: Catalog) -> None:
    marked, written = tool.merged(), english
    assert _texts(written) - _texts(marked) == set(), "nobody says these any more: run tools/catalogue.py"
    assert _texts(marked) - _texts(written) == set(), "these are not in the catalogue: run tools/catalogue.py"
    assert pairs(marked) == pairs(written)
    assert not english.obsolete
    assert not [message.id for message in english if message.fuzzy and message.id]


def test_what_runs_is_what_can_be_read(english: Catalog) -> None:
    with (FOLDER / "messages.mo").open("rb") as file:
        assert pairs(read_mo(file)) == pairs(english)


def test_nothing_is_filled_in_that_the_source_does_not_have(english: Catalog) -> None:
    astray = {
        danish: words
        for danish, words in pairs(english).items()
        if Counter(PLACEHOLDER.findall(danish)) != Counter(PLACEHOLDER.findall(words))
    }
    assert astray == {}


def test_english_begins_and_ends_as_danish_does(english: Catalog) -> None:
    """Texts are joined: a space at an edge, a full stop, a colon or a question mark is part of what is said."""
    for danish, words in pairs(english).items():
        assert (danish[0] == " ", danish[-1] == " ") == (words[0] == " ", words[-1] == " "), danish
        if danish[-1] in "?!:…" or (danish[-1] == "." and " " in danish and not danish.endswith(" min.")):
            assert danish[-1] == words[-1], danish


def test_english_has_no_danish_letters_quotes_or_hyphens_for_minus(english: Catalog) -> None:
    for danish, words in pairs(english).items():
        assert not re.search("[æøåÆØÅ«»]", words), danish
        assert not re.search(r"(?<![\w-])-\d", words), f"minus is U+2212: {danish}"


def test_every_call_that_marks_a_text_is_found_by_the_tool(tool: ModuleType) -> None:
    """The collector does not see into f-strings, nor a mark around something put together."""
    known = _texts(tool.collected())
    unseen = [(str(path), line, text) for path, line, text in _marked() if text not in known]
    assert unseen == []


def _texts(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def _marked() -> Iterator[tuple[Path, int, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in MARKS:
                first = node.args[0]
                if isinstance(first, ast.JoinedStr):
                    yield path.relative_to(ROOT), node.lineno, ast.unparse(first)
                elif isinstance(first, ast.Constant):
                    yield path.relative_to(ROOT), node.lineno, str(first.value)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
