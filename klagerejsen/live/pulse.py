"""The pulse: signs of life to readers, a second look at whether they may still read, and at the change log."""

import asyncio
import itertools
import logging

from sqlalchemy.exc import SQLAlchemyError

from klagerejsen.accounts import sessions
from klagerejsen.live import frames
from klagerejsen.live.door import ask
from klagerejsen.live.rendering import looking
from klagerejsen.live.stream import Stream, Streams
from klagerejsen.workshops import presence

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
TICKS_BETWEEN_SWEEPS = 2
TICKS_BETWEEN_NOTES = 10
TICKS_BETWEEN_CLEANINGS = 3600
# Whether a session still lives is asked for all at once, with every beat. What else its owner may lose is told of by
# a change, and put to the guard at once; the guard itself is a request for each stream and asked more rarely.
BEATS_BETWEEN_GUARDS = 20


async def beat_for_ever(streams: Streams) -> None:
    """Beat until cancelled; a beat that goes wrong is logged, and the next one comes."""
    for tick in itertools.count(1):
        await asyncio.sleep(min(TICK_SECONDS, streams.beat / 4))
        try:
            await _recheck(streams)
            if tick % TICKS_BETWEEN_SWEEPS == 0 and streams.open:
                await streams.in_thread(streams.publisher.sweep)
            if tick % TICKS_BETWEEN_NOTES == 0:
                await streams.in_thread(presence.write_down, streams.app)
            if tick % TICKS_BETWEEN_CLEANINGS == 0:
                await streams.in_thread(sessions.sweep, streams.app)
        except Exception as error:
            log.error("%s in the pulse", type(error).__name__)


async def _recheck(streams: Streams) -> None:
    """Give each stream that is due or in doubt a sign of life, or end it where its session may no longer read."""
    now = asyncio.get_running_loop().time()
    doubted = {stream for stream in streams.open if stream.is_in(streams.hub.doubted)}
    due = doubted | {stream for stream in streams.open if stream.due <= now}
    streams.hub.doubted.clear()
    if not due:
        return
    for stream in due:
        stream.due, stream.beats = now + streams.beat, stream.beats + 1
    closely = doubted | {stream for stream in due if stream.beats % BEATS_BETWEEN_GUARDS == 0}
    refused = await streams.in_thread(_ended, streams, due)
    for stream in closely - refused:
        # One at a time, so that what people write comes in between.
        if not await streams.in_thread(_may_stay, streams, stream):
            refused.add(stream)
    for stream in due:
        if stream in refused:
            stream.subscriber.end()
        else:
            stream.subscriber.say(frames.BEAT)


def _ended(streams: Streams, due: set[Stream]) -> set[Stream]:
    """Return the streams whose sessions are over, and hear the seats of the others."""
    asked = {stream.subscriber.session for stream in due}
    try:
        with looking(streams.app):
            living = sessions.living(asked)
    except SQLAlchemyError:
        return set()
    presence.hear_all(streams.app, (seat for seat in living.values() if seat is not None))
    return {stream for stream in due if stream.subscriber.session not in living}


def _may_stay(streams: Streams, stream: Stream) -> bool:
    """Whether the guard would let it in again, to the same audience; a server in trouble ends no streams."""
    answer = ask(streams.app, stream.scope)
    if answer.admission is None:
        return not answer.refuses
    return answer.admission.eyes.audience == stream.subscriber.eyes.audience
