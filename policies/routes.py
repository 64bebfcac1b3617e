"""Pages of the policies room."""

from flask import Blueprint

bp = Blueprint("policies", __name__)
