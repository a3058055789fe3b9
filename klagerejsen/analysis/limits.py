"""Which of the thresholds people may set for their organisation, in plain words, and between which values.

A threshold belongs to people where it says what they expect of themselves, and can be judged without knowing the
method: how long somebody may be left without word, how often a matter may change hands. The others say how the method
reads its evidence (what is taken for a reply, from how many numbers an area is its own yardstick, how much something
weighs), and changing them would change what a finding means. What the law says is nobody's to set either.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from klagerejsen.analysis.thresholds import Thresholds
from klagerejsen.catalogue import Translate
from klagerejsen.figures import number

_DEFAULTS = Thresholds()


def _(text: str) -> str:
    """Mark a text for the catalogue; it is translated when it is shown."""
    return text


# One of each, and several.
UNITS: Mapping[str, tuple[str, str]] = {
    "days": (_("1 kalenderdag"), _("{n} kalenderdage")),
    "working_days": (_("1 arbejdsdag"), _("{n} arbejdsdage")),
    "moves": (_("1 skift"), _("{n} skift")),
    "events": (_("1 hændelse"), _("{n} hændelser")),
    "steps": (_("1 trin"), _("{n} trin")),
    "findings": (_("1 fund"), _("{n} fund")),
}

FRONT = "front"
"""Stands for a kind of finding where a limit is about all of them."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One threshold that people may set: ``name`` is its field in ``Thresholds``, ``finding`` the kind it belongs to.

    ``least`` and ``most`` are the values allowed, both included, in steps of ``step``. ``label`` says what it is,
    ``why`` where the default comes from; both are Danish, marked for the catalogue.
    """

    name: str
    finding: str
    unit: str
    least: float
    most: float
    label: str
    why: str
    step: float = 1

    @property
    def default(self) -> float:
        """Return the value that holds where nobody set another."""
        value: float = getattr(_DEFAULTS, self.name)
        return value

    def takes(self, value: float) -> bool:
        """Tell whether a value is allowed."""
        return self.least <= value <= self.most and value % self.step == 0


LIMITS = (
    Limit(
        "silence_days", "silence", "days", 7, 180,
        _("Uden besked fra kommunen i mere end"),
        _("En måned er den længste tid, mange venter, før de selv ringer. Et skøn, ikke en lovregel."),
    ),
    Limit(
        "unanswered_days", "unanswered_request", "days", 7, 180,
        _("Intet svar på en henvendelse efter mere end"),
        _("En måned. Har kommunen lovet svar en bestemt dag, gælder den dag i stedet. Et skøn."),
    ),
    Limit(
        "late_reply_days", "unanswered_request", "days", 0, 60,
        _("Svaret kom senere end den lovede dag med mere end"),
        _("En uge: få dage for sent betyder sjældent noget for sagen. Et skøn."),
    ),
    Limit(
        "dropped_days", "dropped_handover", "days", 5, 120,
        _("Modtageren gør intet efter en overdragelse i mere end"),
        _("Tre uger: tid til at læse sig ind i sagen og tage det første skridt. Et skøn."),
    ),
    Limit(
        "ping_pong_moves", "ping_pong", "moves", 2, 10,
        _("Frem og tilbage mellem de samme to mindst"),
        _("Tre skift er den første gang, sagen er tilbage hos den, der én gang har sendt den fra sig."),
    ),
    Limit(
        "ping_pong_rejected_moves", "ping_pong", "moves", 2, 10,
        _("Frem og tilbage, når en af dem afviser sagen, mindst"),
        _("To skift: sagen blev sendt og afvist. En afvisning siger selv, at ingen tog den."),
    ),
    Limit(
        "ping_pong_step_days", "ping_pong", "days", 14, 365,
        _("Mellem to skift højst"),
        _("Et kvartal: ligger skiftene længere fra hinanden, er det sjældent den samme bevægelse. Et skøn."),
    ),
    Limit(
        "standstill_days", "standstill", "working_days", 5, 120,
        _("Ingen hændelse i mere end"),
        _("Fire arbejdsuger. Er længere ophold almindelige i rejsen, er grænsen der højere. Et skøn."),
    ),
    Limit(
        "gap_steps", "perception_gap", "steps", 1, 4,
        _("Mellem borgerens og myndighedens oplevelse mindst"),
        _("Tre af fire mulige trin: hver sin side af midten. Forskellen skal også være større end ellers."),
        step=0.5,
    ),
    Limit(
        "messenger_days", "citizen_as_messenger", "days", 7, 120,
        _("Borgeren bringer noget videre inden for"),
        _("Fem uger: det, der bliver bragt videre senere, har ofte en anden anledning. Et skøn."),
    ),
    Limit(
        "reminder_days", "escalation", "days", 14, 365,
        _("En åben rykker tæller i"),
        _("To måneder: en ældre rykker er sjældent det, der fik borgeren til at gå videre. Et skøn."),
    ),
    Limit(
        "told_days", "caseworker_change", "days", 1, 60,
        _("Borgeren skal have hørt om et skift inden for"),
        _("To uger: det er den tid, et brev og en aftale om et møde tager. Et skøn."),
    ),
    Limit(
        "change_days", "caseworker_change", "days", 7, 120,
        _("Et skift er overleveret, når en overdragelse ligger inden for"),
        _("En måned før eller efter skiftet. Et skøn."),
    ),
    Limit(
        "owner_days", "no_owner", "working_days", 1, 60,
        _("Ingen enhed har sagen i mere end"),
        _("En arbejdsuge til at fordele sagen. Et skøn."),
    ),
    Limit(
        "bottleneck_days", "bottleneck", "days", 5, 120,
        _("Rejsen ventede på enheden i mindst"),
        _("Omkring tre uger. Enheden skal også svare klart senere end de øvrige; det afgør statistikken. Et skøn."),
    ),
    Limit(
        "isolated_events", "isolated_external", "events", 1, 20,
        _("En ekstern, som kun borgeren taler med, er med i mindst"),
        _("To hændelser: én gang kan være et tilfælde."),
    ),
    Limit(
        "front", FRONT, "findings", 3, 15,
        _("Så mange fund står forrest"),
        _("Syv: så mange, som et rum når at tale om på en eftermiddag."),
    ),
)  # fmt: skip
LIMIT_OF = {limit.name: limit for limit in LIMITS}


def amount(value: float, unit: str, translate: Translate, language: str) -> str:
    """Write a value with its unit.

    >>> amount(1, "days", str, "da"), amount(2.5, "steps", str, "da")
    ('1 kalenderdag', '2,5 trin')
    """
    one, several = UNITS[unit]
    return translate(one) if value == 1 else translate(several).format(n=number(value, language))


def own_figures(code: str, thresholds: Thresholds) -> dict[str, float]:
    """Return the limits of a kind of finding that are not the default, as figures for a finding.

    >>> own_figures("silence", Thresholds(silence_days=20, dropped_days=9))
    {'own_silence_days': 20}
    """
    of_kind = (limit for limit in LIMITS if limit.finding == code)
    values = {limit: getattr(thresholds, limit.name) for limit in of_kind}
    return {f"own_{limit.name}": value for limit, value in values.items() if value != limit.default}
