"""The room's pages."""

from flask import Blueprint

blueprint = Blueprint("workshops", __name__)
