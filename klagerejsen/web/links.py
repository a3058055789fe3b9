"""Links that anybody may open who has one: whoever guesses is slowed down, and a true link opens for everybody.

A municipality shares one address, so only links that are none are counted.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, request

from klagerejsen.extensions import limiter

GUESSES = "30/10 minutes"
"""So many links that are none, from one address."""
TRIES = "20/10 minutes"
"""So often an answer to one link may be sent."""


def _is_none(response: Response) -> bool:
    return response.status_code == 404


def guesses_slowed(known: Callable[[str], object]) -> Any:
    """Decorate a view with a `token` of which `known` says whether it is one."""

    def is_one() -> bool:
        return bool(known((request.view_args or {})["token"]))

    return limiter.limit(GUESSES, deduct_when=_is_none, exempt_when=is_one)


def tries_limited(name: str) -> Any:
    """Decorate a view that takes the answer to one link."""
    return limiter.limit(TRIES, key_func=lambda: f"{name}:{request.view_args}")
