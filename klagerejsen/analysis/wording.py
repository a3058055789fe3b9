"""What findings about word and experience say, in whole Danish sentences that the catalogue translates."""

from dataclasses import dataclass

from klagerejsen.analysis.phrases import Phrases
from klagerejsen.analysis.results import Finding

_MOST_NAMED = 2  # events named as open during a silence


@dataclass(frozen=True, slots=True)
class Words:
    """The parts of an explanation; empty sentences are left out."""

    short: str
    what: tuple[str, ...]
    rule: str
    alternatives: tuple[str, ...]


def silence(finding: Finding, say: Phrases) -> Words:
    """Say how long nobody told a side anything, and what it did itself."""
    _, figures = say._, finding.figures
    exact = figures["days_min"] == figures["days_max"]
    label = _("{n} dage uden besked") if exact else _("ca. {n} dage uden besked")
    to = _("borgerens side") if figures["side"] == "citizen" else _("de eksterne")
    told = _("Fra {start} til {end} kom der ingen besked fra kommunen til {side}: {days}.").format(
        start=say.when(say.event(0)),
        end=say.when(say.event(-1), full=True),
        side=to,
        days=say.about(figures["days"], figures["days_min"], figures["days_max"]),
    )
    return Words(
        short=_("tavshed, mulig") if say.possible else label.format(n=figures["days"]),
        what=(told, _meanwhile(say), _attempts(say)),
        rule=_silence_rule(say),
        alternatives=(*_seasons(say), _("Ingen besked om ventetid fundet.")),
    )


def _silence_rule(say: Phrases) -> str:
    _, figures = say._, say.figures
    opened = _("Over {n} kalenderdage uden besked fra kommunen, mens noget er åbent.")
    unseen = _("Over {n} kalenderdage uden besked fra kommunen, mens noget sker, som den side ikke kender.")
    text = (opened if figures["open"] else unseen).format(n=figures["threshold_days"])
    return say.rule(text, "silence_days")


def _meanwhile(say: Phrases) -> str:
    """Say what was open meanwhile, or else how much happened unseen."""
    _, figures = say._, say.figures
    if figures["open"]:
        opened = [say.events[each] for each in figures["open"][:_MOST_NAMED]]
        return _("Åbent imens: {events}.").format(events=say.listed(map(say.dated, opened)))
    if len(figures["unseen"]) == 1:
        return _("Imens skete 1 ting, som den side ikke kendte til.")
    return _("Imens skete {n} ting, som den side ikke kendte til.").format(n=len(figures["unseen"]))


def _attempts(say: Phrases) -> str:
    _, tried = say._, [say.events[each] for each in say.figures["attempts"]]
    if not tried:
        return ""
    who = _("Borgerens side") if say.figures["side"] == "citizen" else _("De eksterne")
    dates = say.listed(say.when(event) for event in tried)
    if len(tried) == 1:
        return _("{who} henvendte sig selv én gang: {dates}.").format(who=who, dates=dates)
    return _("{who} henvendte sig selv {n} gange: {dates}.").format(who=who, n=len(tried), dates=dates)


def _seasons(say: Phrases) -> tuple[str, ...]:
    _, figures = say._, say.figures
    summer = _("Sommerferie 1. juli – 10. august: {n} af dagene.").format(n=figures.get("summer", 0))
    christmas = _("Jul og nytår 20. december – 2. januar: {n} af dagene.").format(n=figures.get("christmas", 0))
    return summer if figures.get("summer") else "", christmas if figures.get("christmas") else ""


def unanswered_request(finding: Finding, say: Phrases) -> Words:
    """Say what was asked, and that no answer, or a late one, is on record."""
    return _answered_late(finding, say) if "late_days" in finding.figures else _never_answered(finding, say)


def _never_answered(finding: Finding, say: Phrases) -> Words:
    _, figures = say._, finding.figures
    due = _("Svaret var ventet {day}.").format(day=say.day(figures["due"])) if figures["due"] else ""
    asked = _("{request} ventede på svar, og der er ikke registreret noget svar.").format(
        request=say.dated(say.event(0), full=True)
    )
    return Words(
        short=_("ubesvaret, mulig") if say.possible else _("ubesvaret"),
        what=(asked, due),
        rule=say.rule(
            _("Der er ventet et svar, og der er gået over {n} kalenderdage uden et.").format(
                n=figures["threshold_days"]
            ),
            "unanswered_days",
        ),
        alternatives=(
            _("Der kan være svaret, uden at det blev noteret."),
            _("Intet svar fra en kollega og ingen tilbagetrækning fundet."),
        ),
    )


def _answered_late(finding: Finding, say: Phrases) -> Words:
    _, figures = say._, finding.figures
    came = _("{request} skulle have svar senest {due}. Svaret {reply} kom {days} senere.").format(
        request=say.dated(say.event(0)),
        due=say.day(figures["due"], full=True),
        reply=say.dated(say.event(-1)),
        days=say.about(figures["late_days"], figures["late_min"], figures["late_max"]),
    )
    elsewhere = _("Det gik til en anden end den, der spurgte.") if figures["elsewhere"] else ""
    label = _("svar {n} dage for sent").format(n=figures["late_days"])
    return Words(
        short=_("sent svar, muligt") if say.possible else label,
        what=(came, elsewhere),
        rule=say.rule(
            _("Svaret kom over {n} kalenderdage efter den dag, der var lovet eller bedt om.").format(
                n=figures["threshold_days"]
            ),
            "late_reply_days",
        ),
        alternatives=(_("Der kan være svaret tidligere, uden at det blev noteret."), say.inferred()),
    )


def perception_gap(finding: Finding, say: Phrases) -> Words:
    """Say how the citizen and the authority scored the same event."""
    _, figures = say._, finding.figures
    seen = _("{event}: borgeren {citizen}, myndigheden {authority} på skalaen fra −2 til +2.").format(
        event=say.dated(say.event(0), full=True),
        citizen=say.score(figures["citizen"]),
        authority=say.score(figures["authority"]),
    )
    steps = say.steps(abs(figures["difference"]))
    rule = _("Mindst {steps} imellem, og klart mere end forløbets sædvanlige {mean} (ud fra {n} hændelser).").format(
        steps=say.steps(figures["threshold_steps"]), mean=say.steps(figures["mean"]), n=figures["n"]
    )
    usual = say.against(
        _("Det sædvanlige er denne rejses eget."),
        _("Det er vejet sammen med områdets {usual} i {journeys} rejser."),
        _("Det er vejet sammen med alle områders {usual} i {journeys} rejser; området selv har for få."),
    ).format(usual=say.steps(figures["usual"]), journeys=figures["journeys"])
    return Words(
        short=_("oplevelseskløft, {steps}").format(steps=steps),
        what=(seen, _alike(say)),
        rule=say.rule(f"{rule} {usual}", "gap_steps"),
        alternatives=(
            _("De to sider kan have tænkt på hver sin del af hændelsen."),
            _("Svar: {citizen} fra borgeren, {authority} fra myndigheden.").format(
                citizen=figures["citizen_voices"], authority=figures["authority_voices"]
            ),
        ),
    )


def _alike(say: Phrases) -> str:
    _, n = say._, len(say.figures["alike"])
    if n == 0:
        return ""
    if n == 1:
        return _("Én anden hændelse har mindst 2 trin imellem samme vej.")
    return _("{n} andre hændelser har mindst 2 trin imellem samme vej.").format(n=n)


def blind_spot(finding: Finding, say: Phrases) -> Words:
    """Say which events a side did not know of, and who did."""
    _, figures = say._, finding.figures
    side, n = say.side(figures["side"]), figures["events"]
    one = _("usynlig for {side}").format(side=side)
    events = say.all_dated(finding.events)
    knew = say.listed(say.side(each) for each in figures["known_by"])
    sentence = _("Ikke besvaret af {side}: {events}.") if figures["blank"] else _("Ukendt for {side}: {events}.")
    return Words(
        short=_blind_label(say, one, n),
        what=(sentence.format(side=side, events=events), _("Kendt af {sides}.").format(sides=knew)),
        rule=_blind_rule(say),
        alternatives=(
            _("Hvis hændelsen ikke vedkom siden, er ’ikke relevant’ det rigtige svar."),
            _("Siden var spurgt i dette forløb."),
        ),
    )


def _blind_label(say: Phrases, one: str, count: int) -> str:
    _ = say._
    if say.possible:
        return _("måske usynlig")
    return one if count == 1 else _("{n} usynlige hændelser").format(n=count)


def _blind_rule(say: Phrases) -> str:
    _ = say._
    if say.figures["blank"]:
        return _("Sendt på papir og ikke besvaret af en side, der ellers svarer næsten hver gang.")
    return _("En side, der blev spurgt, kendte ikke en hændelse, som en anden side kendte.")


def marked(finding: Finding, say: Phrases) -> Words:
    """Say what people wrote, or which events they marked; there is no rule to tell of."""
    _ = say._
    note = str(finding.figures.get("note") or "")
    return Words(
        short="",
        what=(note or _("Markeret ved {events}.").format(events=say.all_dated(finding.events)),),
        rule=_("Sat af mennesker; ingen regel er brugt."),
        alternatives=(),
    )
