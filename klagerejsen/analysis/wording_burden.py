"""What findings about statements, repeats and errands say, in whole Danish sentences that the catalogue translates."""

from klagerejsen.analysis.phrases import Phrases
from klagerejsen.analysis.results import Finding
from klagerejsen.analysis.wording import Words


def contradiction(finding: Finding, say: Phrases) -> Words:
    """Say which two statements cannot both be right."""
    _, figures = say._, finding.figures
    if figures["drawn"]:
        what = _("{first} og {second} er markeret som modstridende.")
        rule = _("En person har sat de to hændelser op mod hinanden.")
    else:
        what = _("{first} siger ”{one}”, og {second} siger ”{other}”.")
        rule = _("To udsagn om det samme med forskellig værdi. ”4 uger” og ”28 dage” er den samme.")
    units = _("De kommer fra hver sin enhed.") if figures["across"] else ""
    return Words(
        short=_("modstridende oplysninger"),
        what=(
            what.format(
                first=say.dated(say.event(0)),
                one=figures["first"],
                second=say.dated(say.event(-1), full=True),
                other=figures["second"],
            ),
            units,
        ),
        rule=rule,
        alternatives=(
            _("De kan tale om hver sin del af sagen."),
            "" if figures["drawn"] else _("Ingen rettelse og ingen ny afgørelse fundet."),
        ),
    )


def rework(finding: Finding, say: Phrases) -> Words:
    """Say what was there already, and how it was asked for or decided again."""
    return _decided_again(finding, say) if finding.figures["decided"] else _asked_again(finding, say)


def _asked_again(finding: Finding, say: Phrases) -> Words:
    _, figures = say._, finding.figures
    first = say.dated(say.event(0), full=True)
    once = _("{what} kom med {first} og blev bedt om igen.")
    more = _("{what} kom med {first} og blev bedt om igen {n} gange.")
    named = _("”{what}”").format(what=figures["what"]) if figures["what"] else _("Det samme")
    what = (once if figures["repeats"] == 1 else more).format(what=named, first=first, n=figures["repeats"])
    after = _("Siden fulgte {events}.").format(events=say.all_dated(finding.events[1:]))
    another = _("Det var en anden enhed, der spurgte.") if figures["another"] else ""
    return Words(
        short=_("omgænger, mulig") if say.possible else _("bedt om det samme igen"),
        what=(what, after, another),
        rule=_("Det samme bliver bedt om hos den samme, efter at det er leveret."),
        alternatives=(
            _("Det første kan have været forældet eller utilstrækkeligt."),
            _("Fornyelser, opfølgning og kopier tæller ikke med."),
        ),
    )


def _decided_again(finding: Finding, say: Phrases) -> Words:
    _ = say._
    return Words(
        short=_("afgjort igen"),
        what=(_("Det samme blev afgjort flere gange: {events}.").format(events=say.all_dated(finding.events)),),
        rule=_("Det samme emne afgøres igen, uden at en klage, en høring eller en ny ansøgning genåbner det."),
        alternatives=(_("Afgørelserne kan gælde hver sin del af sagen."),),
    )


def citizen_as_messenger(finding: Finding, say: Phrases) -> Words:
    """Say what the citizen's side carried, and between whom."""
    _, figures = say._, finding.figures
    thing = _("”{what}”").format(what=figures["what"]) if figures["what"] else _("oplysninger")
    what = _("Borgerens side bar {what} fra {giver} til {taker}: {events}.").format(
        what=thing,
        giver=say.party(figures["giver"]),
        taker=say.party(figures["taker"]),
        events=say.all_dated(finding.events),
    )
    rule = _("Borgerens side bringer det samme videre inden for {n} kalenderdage, og enhederne sender det ikke selv.")
    return Words(
        short=_("borgeren som bud, muligt") if say.possible else _("borgeren som bud"),
        what=(what,),
        rule=say.rule(rule.format(n=figures["days"]), "messenger_days"),
        alternatives=(
            _("Enhederne kan have talt sammen, uden at det blev noteret."),
            _("Borgerens egne papirer og egne svar tæller ikke med."),
        ),
    )


def escalation(finding: Finding, say: Phrases) -> Words:
    """Say where the citizen's side turned, and after which reminders."""
    _, figures = say._, finding.figures
    one = _("{step} kom efter én rykker, {reminders}.")
    more = _("{step} kom efter {n} rykkere, {reminders}.")
    reminders = say.all_dated(finding.events[:-1])
    what = (one if figures["reminders"] == 1 else more).format(
        step=say.dated(say.event(-1), full=True), n=figures["reminders"], reminders=reminders
    )
    opened = _("Mindst én af dem var endnu ikke besvaret.")
    rule = _(
        "Borgerens side går til tilsyn, presse eller politikere, mens en rykker fra de sidste {n} kalenderdage er åben."
    )
    return Words(
        short=_("eskalering, mulig") if say.possible else _("eskalering"),
        what=(what, opened),
        rule=say.rule(rule.format(n=figures["threshold_days"]), "reminder_days"),
        alternatives=(
            _("Skridtet kan have en anden grund end det manglende svar."),
            _("Den lovbestemte klage og almindelig vejledning tæller ikke med."),
        ),
    )


def isolated_external(finding: Finding, say: Phrases) -> Words:
    """Say who knew the case and was spoken with by nobody but the citizen's side."""
    _, figures = say._, finding.figures
    what = _("{who} er med i {n} hændelser, og kun borgerens side er i kontakt med dem: {events}.").format(
        who=figures["who"], n=figures["links"], events=say.all_dated(finding.events)
    )
    rule = _("En ekstern med mindst {n} hændelser, som ingen anden end borgerens side har kontakt med.")
    return Words(
        short=_("overset ekstern"),
        what=(what,),
        rule=say.rule(rule.format(n=figures["threshold_links"]), "isolated_events"),
        alternatives=(
            _("Der kan mangle et samtykke, som ikke er noteret."),
            _("Repræsentanter, tilsyn og klageinstanser tæller ikke med."),
        ),
    )
