"""Pages of the organisation room."""

from flask import Blueprint

bp = Blueprint("organisation", __name__)
