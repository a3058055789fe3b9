"""Where the files that travel with the program lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_INSTALLED = (PACKAGE / "templates").is_dir()
_ROOT = PACKAGE if _INSTALLED else PACKAGE.parent

TEMPLATES = _ROOT / "templates"
STATIC = _ROOT / "static"
MIGRATIONS = _ROOT / "migrations"
TRANSLATIONS = PACKAGE / "translations"
DEMO_CASES = PACKAGE / "demo" / "cases"
