"""How long looks at posters are kept: from their day."""

from sqlmodel import col

from outreach.models import PosterCheck
from policies.retention import register, rows

register(rows("outreach.poster_check", PosterCheck, since=col(PosterCheck.day)))
