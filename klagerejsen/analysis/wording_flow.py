"""What findings about time and work standing still say, in whole Danish sentences that the catalogue translates."""

from klagerejsen.analysis.phrases import Phrases
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.wording import Words


def standstill(finding: Finding, say: Phrases) -> Words:
    """Say between which two events nothing at all happened, and how long."""
    _, figures = say._, finding.figures
    what = _("Mellem {first} og {last} skete der intet i {n} arbejdsdage uden for ferierne ({days}).").format(
        first=say.dated(say.event(0)),
        last=say.dated(say.event(-1), full=True),
        n=figures["working_days"],
        days=say.days(figures["days"]),
    )
    rule = _("Over {n} arbejdsdage uden nogen hændelse. Helligdage, sommerferie og juleferie er trukket fra.").format(
        n=say.number(figures["threshold_days"])
    )
    usual = say.against(
        _("Grænsen er sat efter {n} ophold mellem hændelser i denne rejse."),
        _("Grænsen er sat efter {n} ophold mellem hændelser i områdets {journeys} rejser."),
        _("Grænsen er sat efter {n} ophold mellem hændelser i {journeys} rejser fra alle områder; området har for få."),
    ).format(n=figures["n"], journeys=figures["journeys"])
    fixed = _("Der er for få ophold til en anden grænse end den faste.")
    return Words(
        short=_("stilstand, {n} arbejdsdage").format(n=figures["working_days"]),
        what=(what,),
        rule=say.rule(f"{rule} {usual if figures['n'] else fixed}", "standstill_days"),
        alternatives=(
            _("Der kan være arbejdet på sagen, uden at det blev noteret."),
            _("Ingen varslet ventetid fundet, og sagen lå hverken hos borgeren eller klageinstansen."),
        ),
    )


def no_owner(finding: Finding, say: Phrases) -> Words:
    """Say after which event no unit is on record as having the case."""
    _, figures = say._, finding.figures
    what = _("Efter {first} står der ikke, hvem der havde sagen, før {last}: {n} arbejdsdage.").format(
        first=say.dated(say.event(0)), last=say.dated(say.event(-1), full=True), n=figures["working_days"]
    )
    rule = _("Ingen enhed har sagen i over {n} arbejdsdage efter en overdragelse, en modtagelse eller en afslutning.")
    return Words(
        short=_("uden ejer, mulig")
        if say.possible
        else _("uden ejer, {n} arbejdsdage").format(n=figures["working_days"]),
        what=(what,),
        rule=say.rule(rule.format(n=figures["threshold_days"]), "owner_days"),
        alternatives=(
            _("Modtageren kan være kendt, uden at det blev noteret."),
            _("Sagen lå hverken hos borgeren eller klageinstansen."),
        ),
    )


def bottleneck(finding: Finding, say: Phrases) -> Words:
    """Say which unit was waited for here, and how it compares with the others of the area."""
    _, figures = say._, finding.figures
    one = _("Her ventede forløbet én gang på {unit}, {days}.")
    more = _("Her ventede forløbet {n} gange på {unit}, længst {days}.")
    here = (one if figures["here"] == 1 else more).format(
        n=figures["here"], unit=figures["unit"], days=say.days(figures["longest"])
    )
    compared = say.against(
        _("I denne rejse svarer {unit} efter {median} (midterste af {n} svar), de øvrige efter {others} ({m} svar)."),
        _(
            "I områdets {journeys} rejser svarer {unit} efter {median} (midterste af {n} svar), de øvrige efter "
            "{others} ({m} svar)."
        ),
    )
    rule = _("En enhed, der svarer klart senere end de øvrige, og som her lod vente i mindst {n} kalenderdage.")
    return Words(
        short=_("flaskehals, mulig") if say.possible else _("flaskehals, {n} dage").format(n=figures["longest"]),
        what=(
            here,
            compared.format(
                journeys=figures["journeys"],
                unit=figures["unit"],
                median=say.about_days(figures["median"]),
                n=figures["n"],
                others=say.about_days(figures["others"]),
                m=figures["others_n"],
            ),
        ),
        rule=say.rule(rule.format(n=figures["threshold_days"]), "bottleneck_days"),
        alternatives=(
            _("Enheden kan få de sager, der kræver mest."),
            _("Der kan være svaret tidligere, uden at det blev noteret."),
        ),
    )


def caseworker_change(finding: Finding, say: Phrases) -> Words:
    """Say that another took over, and what is missing around it."""
    _, figures = say._, finding.figures
    again = _("Borgerens side måtte begynde forfra.") if figures["again"] else ""
    return _noted_change(say, again) if figures["stated"] else _seen_change(finding, say, again)


def _noted_change(say: Phrases, again: str) -> Words:
    _, figures = say._, say.figures
    what = _("{event}, og der er ikke registreret besked til borgerens side inden for {n} kalenderdage.").format(
        event=say.dated(say.event(0), full=True), n=figures["days"]
    )
    rule = _("Et skift, som borgerens side ikke hører om inden for {n} kalenderdage.").format(n=figures["days"])
    return Words(
        short=_("skift uden besked"),
        what=(what, again),
        rule=say.rule(rule, "told_days"),
        alternatives=(_("Der kan være givet besked, uden at det blev noteret."),),
    )


def _seen_change(finding: Finding, say: Phrases, again: str) -> Words:
    _, figures = say._, finding.figures
    what = _("I {unit} handlede én person til og med {last}, og fra {first} handler en anden.").format(
        unit=say.parties(finding.parties), last=say.dated(say.event(0)), first=say.dated(say.event(-1), full=True)
    )
    rule = _(
        "Et skift med mindst {n} hændelser før og efter, uden en overdragelse inden for {days} kalenderdage."
    ).format(n=figures["threshold_events"], days=figures["days"])
    return Words(
        short=_("sagsbehandlerskift, muligt") if say.possible else _("skift uden overlevering"),
        what=(what, again),
        rule=say.rule(rule, "change_days"),
        alternatives=(
            _("Sagen kan være overdraget mundtligt, uden at det blev noteret."),
            _("En, der kun træder til én gang, tæller ikke som et skift."),
        ),
    )
