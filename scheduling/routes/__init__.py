"""Pages of the scheduling room."""

from scheduling.routes import feeds, mine, roster, shifts
from scheduling.routes.blueprint import bp

__all__ = ["bp", "feeds", "mine", "roster", "shifts"]
