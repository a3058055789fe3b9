"""Passwords, hashed with argon2id (64 MiB, about 0.2 s); only a few are checked at once, and few wait for it."""

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from klagerejsen.web.line import Line

_hasher = PasswordHasher()
# Each check takes 64 MiB and a core: a storm of guesses must not take the room's server down.
_at_once = BoundedSemaphore(2)
line = Line(6)
# Somebody who does not exist is checked against this, so that the answer takes as long.
_NOBODY = _hasher.hash("nobody has this password")

LEAST_LENGTH = 12


def hash_password(password: str) -> str:
    """Hash a password for storage; raises `web.line.Full` rather than wait behind many others."""
    with line.place(), _at_once:
        return _hasher.hash(password)


def check_password(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes the same time when there is no such user.

    Raises `web.line.Full` rather than wait behind many others.
    """
    with line.place(), _at_once:
        try:
            matches = _hasher.verify(stored or _NOBODY, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
    return matches and stored is not None
