"""What findings about handovers and deadlines say, in whole Danish sentences that the catalogue translates."""

from klagerejsen.analysis.phrases import Phrases
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.wording import Words


def dropped_handover(finding: Finding, say: Phrases) -> Words:
    """Say who received something, and when that party next did anything."""
    _, figures = say._, finding.figures
    receiver = say.party(finding.parties[-1])
    given = _("{receiver} fik sagen fra {sender} med {event}.").format(
        receiver=receiver,
        sender=say.parties(finding.parties[:-1]),
        event=say.dated(say.event(0), full=figures["never"]),
    )
    days = say.about(figures["days"], figures["days_min"], figures["days_max"])
    next_step = _("Det næste derfra er {event}, {days} senere.").format(
        event=say.dated(say.event(-1), full=True), days=days
    )
    nothing = _("Der er ikke registreret noget derfra bagefter.")
    return Words(
        short=_("tabt overdragelse, mulig") if say.possible else _("tabt overdragelse"),
        what=(given, nothing if figures["never"] else next_step),
        rule=say.rule(
            _("Modtageren gør intet i over {n} kalenderdage efter en overdragelse.").format(
                n=figures["threshold_days"]
            ),
            "dropped_days",
        ),
        alternatives=(
            _("Der kan være arbejdet på sagen, uden at det blev noteret."),
            _("Ingen besked om ventetid fra modtageren fundet."),
        ),
    )


def ping_pong(finding: Finding, say: Phrases) -> Words:
    """Say how often a matter changed hands between which two parties."""
    _, figures = say._, finding.figures
    label = _("pingpong, muligt, {n} skift") if say.possible else _("pingpong, {n} skift")
    what = _("Sagen skiftede hænder {n} gange mellem {parties} fra {start} til {end}, uden at noget blev afgjort.")
    rule = _("Mindst {n} overdragelser frem og tilbage om det samme mellem de samme to, højst {days} imellem.")
    moves = "ping_pong_rejected_moves" if figures["rejected"] else "ping_pong_moves"
    return Words(
        short=label.format(n=figures["moves"]),
        what=(
            what.format(
                n=figures["moves"],
                parties=say.parties(finding.parties),
                start=say.when(say.event(0)),
                end=say.when(say.event(-1), full=True),
            ),
        ),
        rule=say.rule(
            rule.format(n=figures["threshold_moves"], days=say.days(figures["step_days"])), moves, "ping_pong_step_days"
        ),
        alternatives=(
            _("Et samarbejde, der skrider frem med nyt materiale hver gang, er ikke pingpong."),
            _("Intet nyt materiale og ingen afgørelse fundet imellem."),
        ),
    )


def missed_deadline(finding: Finding, say: Phrases) -> Words:
    """Say which day was due, on what basis, and by how much it was passed."""
    _, figures = say._, finding.figures
    days = say.about(figures["overdue_days"], figures["overdue_min"], figures["overdue_max"])
    return Words(
        short=_over(say),
        what=(_due(say), _passed(finding, say, days)),
        rule=_rule(say),
        alternatives=(_extension(say), say.inferred()),
    )


def _over(say: Phrases) -> str:
    _, n = say._, say.figures["overdue_days"]
    if say.possible:
        return _("måske over fristen")
    return _("1 dag over fristen") if n == 1 else _("{n} dage over fristen").format(n=n)


def _rule(say: Phrases) -> str:
    _, basis = say._, say.figures["basis"]
    rule = _("Det, der opfylder fristen, ligger efter fristdagen. Ferie forlænger ikke en frist.")
    grounds = _("Grundlag: {basis}.").format(basis=basis) if basis else ""
    return " ".join(each for each in (rule, grounds, _("Beregningen er vejledende.")) if each)


def _due(say: Phrases) -> str:
    _ = say._
    return _("Fristen, der hører til {event}, var {due}.").format(
        event=say.dated(say.event(0)), due=say.day(say.figures["due"], full=True)
    )


def _passed(finding: Finding, say: Phrases, days: str) -> str:
    _ = say._
    if say.figures["open"]:
        return _("Der er ikke registreret noget, der opfylder den, og forløbet slutter {days} senere.").format(
            days=days
        )
    met = say.event(-1)
    if met.id == finding.events[0]:
        return _("Det skete {days} senere.").format(days=days)
    return _("Den blev opfyldt af {event}, {days} for sent.").format(event=say.dated(met), days=days)


def _extension(say: Phrases) -> str:
    _, figures = say._, say.figures
    if figures["late_notice"]:
        return _("Forlængelsen {event} kan være varslet i tide.").format(
            event=say.dated(say.events[figures["late_notice"]])
        )
    if figures["extended_by"]:
        return _("Forlængelsen {event} er regnet med.").format(event=say.dated(say.events[figures["extended_by"]]))
    return _("Ingen forlængelse fundet, der blev varslet i tide.")
