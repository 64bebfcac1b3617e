"""Municipalities by name."""

from sqlmodel import Session, select

from core.i18n import pick
from guidance.models import Municipality
from guidance.places import known_from_the_start


def municipalities(session: Session, lang: str) -> dict[str, str]:
    """Give the name of every known municipality by its number, in the order of the names."""
    taught = {one.code: one.name for one in session.exec(select(Municipality)).all()}
    named = {code: pick(name, lang) for code, name in (known_from_the_start() | taught).items()}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))
