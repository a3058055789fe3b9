"""The note of a conversation for the case system, put together from what was chosen and typed; pure.

Whoever decides a case must note what it hears by word of mouth (notatpligt). The case is elsewhere, and so is the note:
it is made to be copied, and what was typed is not kept.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from klagerejsen import labels
from klagerejsen.catalogue import Translate, listed
from klagerejsen.catalogue import mark as _
from klagerejsen.complaints.conversation.course import Talk
from klagerejsen.complaints.conversation.guide import TOLD

SayDay = Callable[[dt.date], str]

TALKED = _("Notat om samtale med borgeren i klagesagen")
TRIED = _("Notat om kontakt til borgeren i klagesagen")


@dataclass(frozen=True, slots=True)
class Typed:
    """What is on the page and nowhere else: who held the conversation and when, what was ticked, and free words."""

    by: str = ""
    told: tuple[str, ...] = ()
    heard: str = ""
    agreed: str = ""
    on: dt.date | None = None
    channel: str | None = None

    @property
    def nowhere_else(self) -> bool:
        """Whether something of it would be lost with the page."""
        return bool(self.told or self.heard or self.agreed)


def note_of(talk: Talk, reference: str | None, typed: Typed, _: Translate, say_day: SayDay) -> str:
    """Return the note, a statement a line and a blank line between its parts; what nobody said of is not in it."""
    head = [_(TALKED if talk.contacted_on else TRIED)]
    head += [_("Sag: {reference}").format(reference=reference)] if reference else []
    parts = (
        head,
        _contact(talk, typed, _, say_day),
        _heard(talk, typed, _),
        _agreement(talk, typed, _, say_day),
        _withdrawal(talk, _, say_day),
    )
    return "\n\n".join(part for lines in parts if (part := "\n".join(lines)))


def _contact(talk: Talk, typed: Typed, _: Translate, say_day: SayDay) -> Iterable[str]:
    for tried in talk.attempts or ():
        day = say_day(dt.date.fromisoformat(tried["on"]))
        yield _("Forsøgt kontakt {day} ({channel}), ikke truffet.").format(
            day=day, channel=_channel(tried["channel"], _)
        )
    if talk.declined_on:
        yield _("Borgeren ønskede {day} ingen samtale.").format(day=say_day(talk.declined_on))
    if talk.contacted_on:
        said = _("Første personlige kontakt {day}").format(day=say_day(talk.contacted_on))
        yield said + (f" ({_channel(talk.contact_channel, _)})." if talk.contact_channel else ".")
    if typed.on and typed.on != talk.contacted_on:
        yield _("Talt sammen {day} ({channel}).").format(day=say_day(typed.on), channel=_channel(typed.channel, _))
    if typed.by:
        yield _("Samtalen er ført af {name}.").format(name=typed.by)
    yield from (f"– {_(TOLD[code])}." for code in TOLD if code in typed.told)


def _channel(code: str | None, _: Translate) -> str:
    return labels.label("channel", code, _).lower()


def _heard(talk: Talk, typed: Typed, _: Translate) -> Iterable[str]:
    if talk.wishes:
        wishes = [labels.label("wish", code, _).lower() for code in talk.wishes]
        yield _("Vigtigt for borgeren: {what}.").format(what=listed(wishes, _))
    if typed.heard:
        yield _("Borgeren fortalte:") + f" {typed.heard}"


def _agreement(talk: Talk, typed: Typed, _: Translate, say_day: SayDay) -> Iterable[str]:
    if talk.track and talk.agreed_on:
        track = labels.label("track", talk.track, _).lower()
        yield _("Aftalt {day}: {track}.").format(day=say_day(talk.agreed_on), track=track)
    promises = ". ".join(labels.label("promise", code, _) for code in talk.promises or ())
    promised = [_("Kommunen har lovet: {what}.").format(what=promises)] if promises else []
    promised += [_("Senest {day}.").format(day=say_day(talk.promised_by))] if talk.promised_by else []
    if promised:
        yield " ".join(promised)
    if typed.agreed:
        yield _("Aftalen i egne ord:") + f" {typed.agreed}"
    if talk.confirmed_on:
        yield _("Aftalen er bekræftet skriftligt {day}.").format(day=say_day(talk.confirmed_on))
    if talk.followed_up_on:
        kept = labels.label("kept", talk.follow_up, _).lower()
        yield _("Fulgt op {day}: {kept}.").format(day=say_day(talk.followed_up_on), kept=kept)


def _withdrawal(talk: Talk, _: Translate, say_day: SayDay) -> Iterable[str]:
    if talk.withdrawal_said_on:
        yield _(
            "Borgeren sagde {day}, at klagen trækkes tilbage. Borgeren er vejledt om, hvad det betyder, og er ikke "
            "opfordret til det."
        ).format(day=say_day(talk.withdrawal_said_on))
        if talk.withdrawn_on:
            yield _("Borgeren har bekræftet det {day} ({channel}).").format(
                day=say_day(talk.withdrawn_on), channel=_channel(talk.withdrawal_channel, _)
            )
    elif talk.contacted_on and talk.is_open:
        yield _("Klagen er ikke trukket tilbage og behandles videre.")
