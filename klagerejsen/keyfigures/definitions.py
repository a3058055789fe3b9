"""What the figures mean and how they are reckoned, said on each page and in each file. Pure."""

from collections.abc import Mapping

from klagerejsen.catalogue import Translate
from klagerejsen.catalogue import mark as _

DEFINITIONS: Mapping[str, tuple[str, str]] = {
    "period": (
        _("Periode"),
        _(
            "Det halve år, klagen blev modtaget i. Kun hele halvår, der er slut, er med, og alt er talt, som det "
            "stod den sidste dag i det seneste af dem. Hvad der skete senere, er ikke med."
        ),
    ),
    "withheld": (
        _("Vises ikke"),
        _(
            "Antal på 1–{few} vises ikke, for de kunne pege på nogen. Heller ikke de antal, de kunne regnes ud af. "
            "Det er ikke det samme som nul: nul vises."
        ),
    ),
    "interval": (
        _("95 % interval"),
        _(
            "Så langt kunne tallet være kommet ved tilfældigheder, når der ikke er flere klager. Andele: Wilson. "
            "Forskelle: Newcombe, og inden for dele Mantel og Haenszel med Satos varians. Medianer: Brookmeyer og"
            " Crowley. Forskelle af medianer: bootstrap."
        ),
    ),
    "reversal": (
        _("Omgørelsesprocent"),
        _(
            "Hjemviste, ændrede og ophævede afgørelser ud af dem og de stadfæstede. Afviste og bortfaldne tæller "
            "ikke med."
        ),
    ),
    "clocks": (
        _("Dage"),
        _("Kalenderdage fra den dag, klagen blev modtaget. Dagen selv er dag 0."),
    ),
    "contact": (
        _("Første personlige kontakt"),
        _("En klage, der sluttede uden en samtale, tæller som endnu uden kontakt, så længe opgørelsen rækker."),
    ),
    "final": (
        _("Endelig afslutning"),
        _("Klagen er slut også hos klageinstansen. En hjemvist sag er først slut med den nye afgørelse."),
    ),
    "curve": (
        _("Kurven"),
        _(
            "Andelen, der endnu venter (Kaplan og Meier). En klage, der ikke er nået dertil, tæller med, så længe"
            " den er fulgt. Kurven slutter, hvor der ville være så få tilbage, at de kunne kendes."
        ),
    ),
    "median": (
        _("Median"),
        _("Den første dag, hvor mindst halvdelen var nået dertil. Er det ikke sket endnu, er medianen ikke nået."),
    ),
    "ways": (
        _("Andel efter uger"),
        _(
            "Så mange var endt på den måde, når de andre måder at ende på konkurrerer (Aalen og Johansen). En "
            "klage, der trækkes tilbage, er endt; den er ikke en åben klage."
        ),
    ),
    "offered": (
        _("Tilbudt en samtale"),
        _(
            "Grupperne er dem, der fik tilbudt en samtale (Styrket Borgerkontakt), og dem, der ikke gjorde, "
            "uanset hvad der kom ud af tilbuddet. Ellers ville de klager, der nåede at få en samtale, se "
            "hurtigere ud, end de var. Er det ikke oplyst for højst hver tyvende klage, tæller de som ikke tilbudt."
        ),
    ),
    "strata": (
        _("Inden for dele"),
        _(
            "Medarbejdere vælger, hvem de tilbyder en samtale. Derfor sammenlignes kun klager, der er ens på "
            "område, klagetype og halvår, og delene lægges sammen bagefter. Det, der er tilbage, er en forskel og"
            " siger ikke, hvad den kommer af."
        ),
    ),
    "funnel": (
        _("Det grå felt"),
        _(
            "Så langt fra helheden kommer en enhed med så mange klager ved tilfældigheder alene: i 95 af 100 "
            "tilfælde inden for det grå, i 998 af 1.000 inden for den stiplede ramme. Enheder under 10 "
            "sammenlignes ikke, og ingen rangordnes."
        ),
    ),
}
PAGES: Mapping[str, tuple[str, ...]] = {
    "overview": ("period", "withheld", "reversal", "interval"),
    "clocks": ("clocks", "contact", "final", "curve", "median", "period", "withheld", "interval"),
    "outcomes": ("ways", "reversal", "period", "withheld", "interval"),
    "conversations": ("offered", "strata", "curve", "median", "period", "withheld", "interval"),
    "units": ("reversal", "funnel", "period", "withheld", "interval"),
}


def of(page: str, least: int, translate: Translate) -> list[tuple[str, str]]:
    """Return the definitions that a page needs, where ``least`` is the smallest figure that is told."""
    return [_said(code, least, translate) for code in PAGES[page]]


def everything(least: int, translate: Translate) -> list[tuple[str, str]]:
    """Return all definitions."""
    return [_said(code, least, translate) for code in DEFINITIONS]


def _said(code: str, least: int, translate: Translate) -> tuple[str, str]:
    name, text = DEFINITIONS[code]
    return translate(name), translate(text).format(few=least - 1)
