# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools[woff]==4.68.0"]
# ///
"""Cut the part of Source Sans 3 that our pages are written in, so that a phone need not load more.

Run after `npm run vendor`, which does it by itself: uv run tools/font.py

The part has the letters of ASCII and of Danish with their signs, the weights of static/css/tokens.css, and kerning.
Whatever else somebody writes comes from the whole font, which the browser fetches only then. The licence (OFL 1.1)
reserves the name "Source" for the font as Adobe made it, so the part has a name of its own.
"""

import base64
import hashlib
import io
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

VENDOR = Path(__file__).resolve().parents[1] / "static" / "vendor"
NAME = "Klagerejsen Sans"
SIGNS = "\u00a0§«°²·»½ÄÅÆÉÖ×ØÜäåæéöøü–—‘’“”…→−"
LETTERS = sorted({*range(0x20, 0x7F), *map(ord, SIGNS)})
WEIGHTS = (400, 400, 600)
KEPT_NAMES = (0, 13, 14)


def main() -> int:
    """Write the part beside the whole, and its line in the manifest."""
    manifest = json.loads((VENDOR / "manifest.json").read_text("utf-8"))
    whole = next(name for name in manifest if name.endswith("-latin-wght-normal.woff2"))
    part = f"{Path(whole).parent}/klagerejsen-sans.woff2"
    (VENDOR / part).write_bytes(cut(VENDOR / whole))
    manifest[part] = manifest[whole] | measured(VENDOR / part)
    text = json.dumps(dict(sorted(manifest.items())), indent=2, ensure_ascii=False)
    (VENDOR / "manifest.json").write_text(f"{text}\n", encoding="utf-8")
    sys.stdout.write(f"{part}: {manifest[part]['bytes']} bytes; unicode-range: {ranges(LETTERS)};\n")
    return 0


def cut(whole: Path) -> bytes:
    """Return the part as a WOFF2 file."""
    options = subset.Options(layout_features=["kern"], hinting=False, name_IDs=[*KEPT_NAMES])
    options.drop_tables += ["MVAR", "STAT", "BASE", "gasp", "prep"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    font = TTFont(whole, recalcTimestamp=False)
    cutter.subset(font)
    # A font that has just been cut is not fit for the next tool before it was written once.
    font.flavor, between = None, io.BytesIO()
    font.save(between)
    between.seek(0)
    font = instancer.instantiateVariableFont(TTFont(between, recalcTimestamp=False), {"wght": WEIGHTS})
    for number, words in {1: NAME, 2: "Regular", 4: NAME, 6: NAME.replace(" ", "")}.items():
        font["name"].setName(words, number, 3, 1, 0x409)
    font.flavor, target = "woff2", io.BytesIO()
    font.save(target)
    return target.getvalue()


def measured(path: Path) -> dict[str, object]:
    """Return the size and the hashes of a file, as the manifest has them."""
    body = path.read_bytes()
    hashes = {name: base64.b64encode(hashlib.new(name, body).digest()).decode() for name in ("sha256", "sha384")}
    return {"bytes": len(body), **{name: f"{name}-{value}" for name, value in hashes.items()}}


def ranges(letters: list[int]) -> str:
    """Write letters as a style sheet does: U+20-7E, U+A0, …"""
    runs: list[list[int]] = []
    for letter in letters:
        if runs and letter == runs[-1][1] + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


if __name__ == "__main__":
    sys.exit(main())
