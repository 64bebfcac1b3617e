"""Pages of the chat room."""

from flask import Blueprint

bp = Blueprint("chat", __name__)
