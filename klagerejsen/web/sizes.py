"""How much a request may hold: what people type, and a whole case only where a file is sent.

A large form of many small fields costs seconds and hundreds of megabytes to read, and it is read before anyone
knows who sent it. A form with a file has a limited number of parts, so its size is no danger.
"""

from typing import Any

from flask import Flask, request

LARGEST_REQUEST = 12 * 1024 * 1024
LARGEST_UPLOAD = 64 * 1024 * 1024
LARGEST_FORM = 500_000
_TAKES_FILES, _TAKES_LARGE_FILES = "takes_files", "takes_large_files"


def takes_files(view: Any) -> Any:
    """Let a view receive a file, or a file's text, in a form of parts."""
    setattr(view, _TAKES_FILES, True)
    return view


def takes_large_files(view: Any) -> Any:
    """Let a view receive a file that goes to the disk as it comes."""
    setattr(view, _TAKES_LARGE_FILES, True)
    return view


def large_addresses(app: Flask) -> frozenset[str]:
    """Return the addresses that take large files: a request is taken in before its view is found."""
    return frozenset(rule.rule for rule in app.url_map.iter_rules() if _takes(app, rule.endpoint, _TAKES_LARGE_FILES))


def _takes(app: Flask, endpoint: str | None, what: str) -> bool:
    return getattr(app.view_functions.get(endpoint or ""), what, False)


def init_app(app: Flask) -> None:
    """Set the limits of every request before anything reads it."""

    @app.before_request
    def limit() -> None:
        in_parts = request.mimetype == "multipart/form-data"
        if in_parts and _takes(app, request.endpoint, _TAKES_LARGE_FILES):
            request.max_content_length = LARGEST_UPLOAD
        elif in_parts and _takes(app, request.endpoint, _TAKES_FILES):
            request.max_form_memory_size = LARGEST_REQUEST
        else:
            request.max_content_length = LARGEST_FORM
