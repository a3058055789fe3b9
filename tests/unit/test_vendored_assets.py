"""The vendored browser assets are exactly what the manifest says, and nothing foreign is loaded."""

import base64
import hashlib
import json
import re

import pytest

from klagerejsen.paths import DEMO_CASES, STATIC, TEMPLATES, TRANSLATIONS

VENDOR = STATIC / "vendor"
BASE = (STATIC / "css" / "base.css").read_text("utf-8")
MANIFEST = json.loads((VENDOR / "manifest.json").read_text("utf-8"))


def _digest(algorithm: str, path: str) -> str:
    digest = hashlib.new(algorithm, (VENDOR / path).read_bytes()).digest()
    return f"{algorithm}-{base64.b64encode(digest).decode()}"


@pytest.mark.parametrize("path", sorted(MANIFEST))
def test_every_vendored_file_matches_its_hash_in_the_manifest(path: str) -> None:
    assert _digest("sha256", path) == MANIFEST[path]["sha256"]
    assert _digest("sha384", path) == MANIFEST[path]["sha384"]


def test_no_vendored_file_is_missing_from_the_manifest() -> None:
    files = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert files - {"manifest.json"} == set(MANIFEST)


def test_every_vendored_path_carries_its_version() -> None:
    for path, about in MANIFEST.items():
        assert path.split("/")[0].endswith(f"@{about['version']}") or "LICEN" in path.upper()


def test_every_vendored_package_states_a_licence_and_ships_its_text() -> None:
    for path, about in MANIFEST.items():
        folder = path.split("/")[0]
        assert about["licence"]
        assert any(other.startswith(folder) and "LICEN" in other.upper() for other in MANIFEST)


def test_own_styles_and_scripts_name_no_foreign_host() -> None:
    own = [*(STATIC / "css").rglob("*.css"), *(STATIC / "js").rglob("*.js")]
    for file in own:
        addresses = re.findall(r"(?:https?:)?//[\w-]+\.[\w.-]+", file.read_text("utf-8"))
        assert [address for address in addresses if "www.w3.org" not in address] == [], file.name


def test_own_styles_only_refer_to_files_that_exist() -> None:
    for file in (STATIC / "css").rglob("*.css"):
        for target in re.findall(r"url\(\"([^\"#]+)\"\)", file.read_text("utf-8")):
            assert (file.parent / target).resolve().is_file(), f"{file.name}: {target}"


def letters_of(family: str) -> set[str]:
    """Return what the first face of a family says that it has."""
    face = next(face for face in re.findall(r"@font-face \{(.*?)\}", BASE, re.S) if f'"{family}"' in face)
    ranges = re.search(r"unicode-range: ([^;]+);", face)
    assert ranges
    ends = [part.strip().removeprefix("U+").split("-") for part in ranges[1].split(",")]
    return {chr(letter) for first, *last in ends for letter in range(int(first, 16), int((last or [first])[0], 16) + 1)}


def test_the_small_font_has_every_letter_that_our_own_pages_say():
    sources = [*TEMPLATES.rglob("*.html"), *TRANSLATIONS.rglob("*.po"), *DEMO_CASES.glob("*.json")]
    said = set("".join(path.read_text("utf-8") for path in sources)) - {"\n"}
    assert said - letters_of("Klagerejsen Sans") == {"□"}
