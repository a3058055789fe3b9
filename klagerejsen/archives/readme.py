"""What an archive says of itself to people, in a language."""

from collections.abc import Mapping
from typing import Any

from klagerejsen.archives.names import LOG, MANIFEST, TABLE, TAXONOMY, WORKBOOK
from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _

TITLE = _("Arkiv fra Klagerejsen: {team}")
COUNTED = _("{journeys} rejser med {events} hændelser.")
WHOLE = _(
    "Arkivet er helt: det har også alle rækker i databasen (rows/), svar, der ikke er vist, noter og logbøger med. Pas "
    "på det som på databasen. Adgangskoder og adgangskort er ikke med."
)
SHOWN = _("Arkivet har kun det, der er vist: ingen private svar, noter eller udkast.")
FILES = (
    ("journeys/", _("hver rejse som dokument (JSON), uden tab")),
    (WORKBOOK, _("alle hændelser som et Excel-ark")),
    (TABLE, _("alle hændelser som CSV med semikolon")),
    (LOG, _("alle rejser som én hændelseslog (XES)")),
    (TAXONOMY, _("teamets områder og rodårsager")),
    (MANIFEST, _("hvad arkivet er, og hver fil med størrelse og SHA-256")),
)
SHORTENED = _("{count} tekster er forkortet i Excel-arket, fordi ingen celle kan rumme dem. De er hele i journeys/.")
BACK = _("Hent arkivet ind igen på siden «Hent ind», eller på serveren: klagerejsen import FIL.zip")


def readme(manifest: Mapping[str, Any], stated: list[tuple[str, str]], translate: Translate) -> str:
    """Return the text; `stated` is what `outgoing.terms.about` says of a file."""
    counts = manifest["counts"]
    lines = [
        translate(TITLE).format(team=manifest["team"]["name"]),
        "",
        *(f"{heading}: {text}" for heading, text in stated),
        "",
        translate(COUNTED).format(**counts),
        translate(WHOLE if manifest["complete"] else SHOWN),
        "",
        *(f"{name:28} {translate(words)}" for name, words in FILES),
        "",
    ]
    if counts["shortened"]:
        lines.append(translate(SHORTENED).format(count=counts["shortened"]))
    return "\n".join([*lines, translate(BACK), ""])
