"""The clock of a phase, counted on the server: running until a moment, or stopped with seconds left."""

import datetime as dt
from dataclasses import dataclass

LONGEST = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Clock:
    """Either `ends_at` is set and the clock runs, or `left` (seconds) is and it stands; neither is no clock."""

    ends_at: dt.datetime | None = None
    left: int | None = None

    @property
    def running(self) -> bool:
        """Whether it counts down."""
        return self.ends_at is not None

    @property
    def set(self) -> bool:
        """Whether there is anything to show."""
        return self.ends_at is not None or self.left is not None

    def seconds(self, now: dt.datetime) -> int:
        """Return the seconds left, 0 once the time is up."""
        if self.ends_at is not None:
            return max(0, round((self.ends_at - now).total_seconds()))
        return self.left or 0

    def started(self, now: dt.datetime, minutes: int) -> "Clock":
        """Run from now for some minutes."""
        return Clock(ends_at=now + dt.timedelta(seconds=_within(minutes * 60)))

    def paused(self, now: dt.datetime) -> "Clock":
        """Stand where it is."""
        return Clock(left=self.seconds(now)) if self.running else self

    def resumed(self, now: dt.datetime) -> "Clock":
        """Run on from where it stood."""
        return self if self.running else Clock(ends_at=now + dt.timedelta(seconds=self.left or 0))

    def moved(self, now: dt.datetime, minutes: int) -> "Clock":
        """Add or take away minutes, never below nothing left."""
        seconds = _within(self.seconds(now) + minutes * 60)
        return Clock(ends_at=now + dt.timedelta(seconds=seconds)) if self.running else Clock(left=seconds)


def standing(minutes: int) -> Clock:
    """Return a clock that waits to be started."""
    return Clock(left=_within(minutes * 60))


def spoken(seconds: int) -> str:
    """Write seconds as a clock does.

    >>> spoken(728), spoken(5), spoken(3600)
    ('12:08', '0:05', '60:00')
    """
    return f"{seconds // 60}:{seconds % 60:02d}"


def _within(seconds: int) -> int:
    return min(max(seconds, 0), LONGEST)
