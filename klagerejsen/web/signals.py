"""What happened, for those who must know of it without being known."""

from blinker import Namespace

_signals = Namespace()

# Sent once after a commit, with `changes`: the lines of the change log that it wrote, in their order.
committed = _signals.signal("committed")
