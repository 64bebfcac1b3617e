"""Pages of the scheduling room."""

from flask import Blueprint

bp = Blueprint("scheduling", __name__)
