"""What a refused or unclear date says to the person who typed it.

The sentences are constants without placeholders: whoever shows one looks it up in the catalogue as it
stands (``gettext(str(error))``), so this package needs no language and no request.
"""

from klagerejsen.catalogue import mark as _

UNREADABLE = _("Datoen er skrevet på en måde, som ikke kan læses. Skriv fx 2024-03-12, 2024-03 eller 2024.")
NO_SUCH_DAY = _("Den dag findes ikke i kalenderen. Se efter dag og måned, og skriv datoen igen.")
REVERSED = _("Tidsrummet slutter, før det begynder. Byt om på de to datoer.")
YEAR_RANGE = _("Årstallet skal ligge mellem 1 og 9999. Skriv året med fire cifre.")
NO_BOUND = _("Tidsrummet mangler både begyndelse og slutning. Skriv mindst én dato.")

EMPTY = _("Skriv en dato, fx 12. marts 2024, marts 2024 eller foråret 2024.")
NOT_UNDERSTOOD = _(
    "Datoen blev ikke forstået. Skriv fx 12. marts 2024, uge 14 2024, foråret 2024 eller ca. 20. marts 2024."
)
RELATIVE = _("Skriv selve datoen i stedet for et ord som »i går« eller »sidste uge«, fx 12. marts 2024.")
HOLIDAY = _("Ferier og højtider er ikke datoer i sig selv. Skriv dagene eller måneden, fx juli 2024.")
CHOOSE_YEAR = _("Året mangler. Vælg et af forslagene, eller skriv året med.")
WRITE_YEAR = _("Året mangler. Skriv det med, fx 12. marts 2024.")
WRITE_MONTH = _("Måneden mangler. Skriv den med, fx 12. marts 2024.")
AMBIGUOUS = _("Datoen kan læses på flere måder. Vælg den rigtige, eller skriv den helt ud, fx 12. marts 2024.")
NO_SUCH_MONTH = _("Der er 12 måneder. Skriv dagen først og så måneden, fx 12/3 2024.")
NO_SUCH_WEEK = _("Den uge findes ikke i det år. Se efter ugenummer og år.")
WEEKDAY_DIFFERS = _("Ugedagen og datoen passer ikke sammen. Vælg den rigtige dag, eller skriv datoen igen.")
WHICH_WINTER = _("En vinter ligger i to år. Vælg hvilken, eller skriv fx vinteren 2023/24.")
MONTH_FIRST = _("Dagen skrives før måneden. Vælg datoen, hvis den passer, eller skriv den igen.")
CHRISTMAS_OR_JULY = _("»Jul« kan være både julen og juli. Vælg den rigtige, eller skriv måneden helt ud.")
PART_OF_YEAR = _("Det er uklart, hvor stor en del af året der menes. Vælg et forslag, eller skriv måneden.")
UNLIKELY_YEAR = _("Tallet ligner ikke et årstal. Skriv dag, måned og år, fx 12/3 2024.")
