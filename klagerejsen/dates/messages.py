"""What a refused or unclear date says to the person who typed it.

The sentences are constants without placeholders: whoever shows one looks it up in the catalogue as it
stands (``gettext(str(error))``), so this package needs no language and no request.
"""


def _(text: str) -> str:
    """Mark a sentence for extraction; the catalogue translates it where it is shown."""
    return text


UNREADABLE = _("Datoen er skrevet på en måde, som ikke kan læses. Skriv fx 2024-03-12, 2024-03 eller 2024.")
NO_SUCH_DAY = _("Den dag findes ikke i kalenderen. Se efter dag og måned, og skriv datoen igen.")
REVERSED = _("Tidsrummet slutter, før det begynder. Byt om på de to datoer.")
YEAR_RANGE = _("Årstallet skal ligge mellem 1 og 9999. Skriv året med fire cifre.")
NO_BOUND = _("Tidsrummet mangler både begyndelse og slutning. Skriv mindst én dato.")
