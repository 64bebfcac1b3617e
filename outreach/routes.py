"""Pages of the outreach room."""

from flask import Blueprint

bp = Blueprint("outreach", __name__)
