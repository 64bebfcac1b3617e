"""Pages of the scheduling room."""

from scheduling.routes import booking, feeds, keeping, mine, roster, shifts
from scheduling.routes.blueprint import bp

__all__ = ["booking", "bp", "feeds", "keeping", "mine", "roster", "shifts"]
