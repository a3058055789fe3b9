"""Secrets that are given out once. Of each the database keeps the hash alone, so that a copy of it opens nothing."""

import hashlib
import secrets


def new_token() -> str:
    """Return a secret that nobody guesses: 32 random bytes, as text for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return what is kept of a secret: 64 signs, SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()
