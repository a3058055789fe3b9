"""Join codes: three letters and three digits, said aloud across a room and typed on any phone.

The letters have no look-alikes (no I, O, Q; no B beside 8, no S beside 5, no Z beside 2), and none of those that
most rude words of three letters need (C, F, U, W, X, Y). With 14 letters, and numbers from 200 to 999, there are
about 2.2 million codes.
"""

import base64
import hashlib
import hmac
import re
import secrets

LETTERS = "ADEGHJKLMNPRTV"
WORDS_TO_AVOID = frozenset({"NAR", "TAR", "LEM", "GAL", "HAD", "LAM", "DAM"})
_SHAPE = re.compile(rf"([{LETTERS}]{{3}})([2-9][0-9]{{2}})")


def new_code() -> str:
    """Return a random code as it is stored and said: "RAV 482"."""
    while True:
        letters = "".join(secrets.choice(LETTERS) for _ in range(3))
        if letters not in WORDS_TO_AVOID:
            return f"{letters} {200 + secrets.randbelow(800)}"


def read_code(typed: str) -> str | None:
    """Return the code somebody meant, however it was spaced and cased; None where it cannot be one.

    >>> read_code("rav482"), read_code(" R a V - 4 8 2 "), read_code("RAV 48")
    ('RAV 482', 'RAV 482', None)
    """
    found = _SHAPE.fullmatch(re.sub(r"[^0-9A-Z]", "", typed[:40].upper()))
    return f"{found[1]} {found[2]}" if found else None


def ticket(code: str, secret: str) -> str:
    """Return what the QR code says beside the code, so that nobody who guesses codes can say it too: eight signs."""
    digest = hmac.new(secret.encode(), f"join {code}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest)[:8].decode()


def in_a_link(code: str) -> str:
    """Write a code as it stands in a link: "RAV482"."""
    return code.replace(" ", "")
