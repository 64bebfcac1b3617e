"""The room's blueprint, in a module of its own so that every page's module can hang its doors on it."""

from flask import Blueprint

bp = Blueprint("outreach", __name__)
