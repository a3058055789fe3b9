"""Text that not every database keeps: a request with a NUL byte in its words is refused before anybody reads them."""

from collections.abc import Iterator
from itertools import chain

from flask import Flask, abort, request


def init_app(app: Flask) -> None:
    """Refuse a NUL byte in an address or a form; what is in a file is for those who read the file."""

    @app.before_request
    def refuse_nul() -> None:
        if "\0" in "".join(_texts()):
            abort(400)


def _texts() -> Iterator[str]:
    yield request.path
    for pairs in (request.args, request.form):
        yield from chain.from_iterable(pairs.items(multi=True))
