"""How the method runs in the room: the phases with their minutes and questions, and each side's prompts.

Pure data, in Danish; `_` marks a text for the catalogue, and it is translated where it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.catalogue import mark as _
from klagerejsen.codes import Perspective, Phase


@dataclass(frozen=True, slots=True)
class Guide:
    """What a phase says: its usual length, the question on the wall, and one line for each kind of reader.

    A `private` phase begins with everyone writing for themselves, so that early answers do not steer later ones.
    """

    phase: Phase
    minutes: int
    question: str
    facilitator: str
    participant: str
    private: bool = False


GUIDES = (
    Guide(
        Phase.FRAME,
        15,
        _("Hvad er sagen, og hvad må siges her?"),
        _("Vi lærer, vi bebrejder ikke."),
        _("Vi lærer, vi bebrejder ikke."),
    ),
    Guide(
        Phase.RECONSTRUCT,
        30,
        _("Hvad ville et kamera have set? Hvad mangler?"),
        _("Alle kan skrive det, der mangler, som en note. Du frigiver den."),
        _("Mangler der noget? Skriv det som en note."),
    ),
    Guide(
        Phase.PERSPECTIVES,
        35,
        _("Vidste du det? Hvordan var det? En sætning."),
        _("Alle skriver for sig selv. Ingen ser andres svar, før du viser dem."),
        _("Skriv for dig selv. Ingen ser andres svar, før de vises."),
        private=True,
    ),
    Guide(
        Phase.REVEAL,
        10,
        _("Hvor ser vi den samme hændelse forskelligt?"),
        _("Sæt en hændelse i fokus ad gangen, og lad hver side fortælle."),
        _("Åbn en hændelse, og se, hvad de andre sider svarede."),
    ),
    Guide(
        Phase.DYNAMICS,
        30,
        _("Hvor var der stille, og hvad blev ikke set?"),
        _("Se med hver sides briller. Bekræft eller afvis hvert forslag."),
        _("Hvor blev noget givet videre, og hvem fik det ikke at vide?"),
    ),
    Guide(
        Phase.CAUSES,
        25,
        _("Hvorfor? Tag de tre til fem vendepunkter."),
        _("Spørg hvorfor én gang til, før I vælger en årsag."),
        _("Hvorfor skete det uønskede? Skriv det som en note."),
    ),
    Guide(
        Phase.ACTIONS,
        25,
        _("Hvad gør vi nu? Højst fem handlinger."),
        _("Hver handling har en ejer, en dato og et mål."),
        _("Hvad kan forebygge, at det sker igen?"),
    ),
    Guide(
        Phase.CLOSE,
        10,
        _("Hvad siger vi til borgeren?"),
        _("Aftal, hvem der ringer til borgeren, og hvornår."),
        _("Hvad tager du med herfra?"),
    ),
)
GUIDE_OF: Mapping[Phase, Guide] = {guide.phase: guide for guide in GUIDES}

PROMPTS: Mapping[Perspective, tuple[str, ...]] = {
    Perspective.CITIZEN: (
        _("Hvad forventede jeg?"),
        _("Hvad havde jeg brug for?"),
        _("Hvad måtte jeg selv følge op på?"),
    ),
    Perspective.AUTHORITY: (
        _("Hvad vidste vi?"),
        _("Hvilken regel eller frist gjaldt?"),
        _("Hvad pressede os?"),
    ),
    Perspective.EXTERNAL: (_("Hvad så vi, som ingen spurgte om?"),),
}

WHO: Mapping[Perspective, str] = {
    Perspective.CITIZEN: _("Borgeren selv, familien eller borgerens stemme"),
    Perspective.AUTHORITY: _("Ansatte i kommunen, uanset enhed"),
    Perspective.EXTERNAL: _("Skole, læge, leverandør og andre uden for sagen"),
}

GLASSES = ("everyone", *(side.value for side in Perspective))
THROUGH: Mapping[str, str] = {
    "everyone": "",
    "citizen": _("gennem borgerens briller"),
    "authority": _("gennem myndighedens briller"),
    "external": _("gennem de eksternes briller"),
}
