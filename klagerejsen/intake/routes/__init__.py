"""The pages by which a case comes in."""

from flask import Blueprint

blueprint = Blueprint("intake", __name__)
