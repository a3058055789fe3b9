"""Publishes what was committed: rendered once for every audience that has somebody looking, in order.

Publishing happens in the thread that wrote, under the writers' lock, so that one commit is out before the
next is made. A commit that does not follow on the last one published shows that another process wrote too;
what it wrote is read from the change log, then or when a wake-up or the sweep tells of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter

from flask import Flask, current_app

from klagerejsen.codes import Entity
from klagerejsen.journeys import history
from klagerejsen.journeys.models import Change
from klagerejsen.live import frames
from klagerejsen.live.hub import Hub
from klagerejsen.live.messages import MOST_MISSED, CatchUp, catch_up, messages, number
from klagerejsen.live.rendering import looking, rendering
from klagerejsen.live.subscriber import Eyes, Frame
from klagerejsen.web.signals import committed
from klagerejsen.web.transactions import writer_lock

_language = attrgetter("language")


class Publisher:
    """Listens for the commits of one application and hands frames to its hub."""

    def __init__(self, app: Flask, hub: Hub) -> None:
        self.app, self.hub = app, hub
        # The last number published of each journey that somebody follows.
        self._published: dict[int, int] = {}
        committed.connect(self._on_commit)

    def replay(self, journey_id: int, after: str | None, eyes: Eyes) -> CatchUp:
        """Return what a subscriber missed that has joined the hub already; nothing, where it names no place."""
        with rendering(self.app, journey_id, eyes.language):
            latest = history.latest_number(journey_id)
            self._published.setdefault(journey_id, latest)
            return catch_up(journey_id, latest if after is None else number(journey_id, after), eyes.audience)

    def sweep(self) -> None:
        """Publish what another process wrote (the command line, a second server)."""
        with looking(self.app):
            latest = {journey_id: history.latest_number(journey_id) for journey_id in self.hub.journeys()}
        self.catch_up(latest)

    def catch_up(self, latest: Mapping[int, int]) -> None:
        """Publish everything up to the latest number of some journeys, as far as somebody follows them."""
        for journey_id, seq in latest.items():
            if self._lacks(journey_id, seq):
                self._catch_up(journey_id, seq)

    def _catch_up(self, journey_id: int, seq: int) -> None:
        writer_lock.acquire()
        try:
            # It may have been published while this waited for its turn.
            if self._lacks(journey_id, seq):
                self._publish_missed(journey_id)
        finally:
            writer_lock.release()

    def _lacks(self, journey_id: int, seq: int) -> bool:
        return self._published.get(journey_id, seq) < seq

    def _on_commit(self, _sender: object, changes: Sequence[Change], at_hand: Sequence[object]) -> None:
        if current_app._get_current_object() is not self.app:  # type: ignore[attr-defined]
            return
        by_journey = attrgetter("journey_id")
        for journey_id, group in groupby(sorted(changes, key=by_journey), by_journey):
            self._publish(journey_id, list(group), at_hand)

    def _publish(self, journey_id: int, changes: list[Change], at_hand: Sequence[object]) -> None:
        """Publish a commit; it stays committed, whatever happens here."""
        self._doubt(journey_id, changes)
        try:
            self._tell_of(journey_id, changes, at_hand)
        except Exception as error:
            # The message of an exception may hold what somebody typed; its type does not.
            self.app.logger.error("%s while publishing", type(error).__name__, exc_info=self.app.debug)
            last = changes[-1]
            anew = [Frame(last.seq, frames.reset(last.seq, history.place_of(last)), anew=True)]
            self.hub.publish(journey_id, [(eyes, anew) for eyes in self.hub.watched(journey_id)])

    def _tell_of(self, journey_id: int, changes: list[Change], at_hand: Sequence[object]) -> None:
        before = changes[0].seq - 1
        follows_on = self._published.get(journey_id, before) == before
        if follows_on and not any(map(history.rewrites, changes)):
            say = lambda audience: [one.frame for one in messages(changes, audience)]  # noqa: E731 - short
            self._tell(journey_id, changes[-1].seq, say, at_hand)
        else:
            self._publish_missed(journey_id)

    def _publish_missed(self, journey_id: int) -> None:
        after = self._published.get(journey_id)
        if after is None:
            return
        with looking(self.app):
            missed = history.changes_after(journey_id, after, MOST_MISSED + 1)
            latest = history.latest_number(journey_id)
        self._doubt(journey_id, missed)
        self._tell(journey_id, latest, lambda audience: catch_up(journey_id, after, audience).frames)

    def _doubt(self, journey_id: int, changes: Iterable[Change]) -> None:
        for audience in chain.from_iterable(map(_doubted_after, changes)):
            self.hub.doubt(journey_id, audience)

    def _tell(
        self, journey_id: int, seq: int, say: Callable[[str], list[Frame]], at_hand: Sequence[object] = ()
    ) -> None:
        """Render for each kind of eyes that looks; what the room hears is out before the console's is rendered."""
        watched = sorted(self.hub.watched(journey_id), key=_room_first)
        for language, group in groupby(watched, _language):
            with rendering(self.app, journey_id, language, at_hand):
                for _is_console, those in groupby(group, _at_the_console):
                    self.hub.publish(journey_id, [(eyes, say(eyes.audience)) for eyes in those])
        self._remember(journey_id, seq, bool(watched))

    def _remember(self, journey_id: int, seq: int, followed: bool) -> None:
        if followed:
            self._published[journey_id] = seq
        else:
            self._published.pop(journey_id, None)


def _at_the_console(eyes: Eyes) -> bool:
    return eyes.audience == "facilitator"


def _room_first(eyes: Eyes) -> tuple[str, bool]:
    return eyes.language, _at_the_console(eyes)


def _doubted_after(change: Change) -> tuple[str, ...]:
    """Name the audiences of whom a change may have shut somebody out.

    These are a new display link, a seat given up, and a new workshop, which those of the one before it do not follow.
    """
    if change.entity is Entity.WORKSHOP:
        return ("screen", "participant") if change.before is None else ("screen",)
    return ("participant",) if change.entity is Entity.PARTICIPANT and change.after is None else ()
