"""A case gives way to no file while a workshop is open on it: everybody in it would lose their seat and their words."""

from klagerejsen.journeys.services import InUse
from klagerejsen.web.signals import replacing
from klagerejsen.workshops.queries import open_workshop


@replacing.connect
def keep_what_is_in_use(_sender: object, journey_id: int) -> None:
    """Raise `InUse` for a case with an open workshop."""
    if open_workshop(journey_id) is not None:
        raise InUse
