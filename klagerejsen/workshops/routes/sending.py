"""How participants' writes arrive: from a plain form, or from the outbox of a phone, which marks each of them."""

from typing import Any

from flask import abort, jsonify, request
from werkzeug.wrappers import Response

from klagerejsen.workshops import receipts
from klagerejsen.workshops.phone import Phone
from klagerejsen.workshops.routes.phone import phone_here

MARKS = frozenset({"key", "turn", "seat", "csrf_token"})
LENGTHS = range(16, 65)
DIGITS = 9


def by_script() -> bool:
    """Whether the outbox sends this and wants a short answer; a plain form wants a page."""
    return request.accept_mimetypes.best == "application/json"


def writing_phone() -> Phone:
    """Return the phone of the participant who writes.

    A page that was opened in another seat is told that its seat has ended, so that nothing that was written on
    one side is ever sent as the words of another.
    """
    here = phone_here()
    if request.form.get("seat", str(here.participant.id)) != str(here.participant.id):
        abort(401)
    return here


def is_news(here: Phone, place: str) -> bool:
    """Whether this request is to be carried out: neither written already nor older than what is at that place.

    Raises 409 for a key that came with other words before, and 400 for marks that cannot be read.
    """
    key, turn = request.form.get("key"), request.form.get("turn")
    if turn is None:
        return True
    if key is None or len(key) not in LENGTHS or not turn.isdecimal() or len(turn) > DIGITS:
        abort(400)
    words = [(name, value) for name, value in request.form.items(multi=True) if name not in MARKS]
    try:
        return receipts.accept(here.participant, place, receipts.Marks(key, int(turn), receipts.digest(words)))
    except receipts.OtherWords:
        abort(409)


def saved(**more: Any) -> Response:
    """Tell the outbox that it may forget what it sent."""
    return jsonify(saved=True, **more)


def refused(problems: list[str]) -> Response:
    """Tell the outbox what is wrong with what it sent, in words."""
    response = jsonify(saved=False, problems=problems)
    response.status_code = 422
    return response
