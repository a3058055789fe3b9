"""How much a request may hold: what people type, and a whole case only where a file is sent.

A large form of many small fields costs seconds and hundreds of megabytes to read, and it is read before anyone
knows who sent it. A form with a file has a limited number of parts, so its size is no danger.
"""

from typing import Any

from flask import Flask, request

LARGEST_REQUEST = 12 * 1024 * 1024
LARGEST_FORM = 500_000
_TAKES_FILES = "takes_files"


def takes_files(view: Any) -> Any:
    """Let a view receive a file, or a file's text, in a form of parts."""
    setattr(view, _TAKES_FILES, True)
    return view


def init_app(app: Flask) -> None:
    """Set the limits of every request before anything reads it."""

    @app.before_request
    def limit() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if getattr(view, _TAKES_FILES, False) and request.mimetype == "multipart/form-data":
            request.max_form_memory_size = LARGEST_REQUEST
        else:
            request.max_content_length = LARGEST_FORM
