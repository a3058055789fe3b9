"""What happened, for those who must know of it without being known."""

from blinker import Namespace

_signals = Namespace()

# Sent once after a commit, with `changes`: the lines of the change log that it wrote, in their order, and `at_hand`:
# rows of theirs, as they were committed.
committed = _signals.signal("committed")

# Sent before a journey gives way to another one, with its `journey_id`; whoever knows why it must not, raises. Whoever
# points at it may answer with what is to be done once the other one is there, which is called with its number.
replacing = _signals.signal("replacing")

# Sent by a server every few seconds, with the application as its sender, so that what can wait is done beside the
# pages; whoever answers True had something to do, and is called again soon.
resting = _signals.signal("resting")
