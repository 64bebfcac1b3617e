"""The room's blueprint, in a module of its own: every page's module hangs its doors on it."""

from flask import Blueprint

bp = Blueprint("outreach", __name__)
