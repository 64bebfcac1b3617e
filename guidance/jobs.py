"""Background work of the guidance room."""

from core.db import transaction
from core.jobs import job
from guidance import search
from guidance.access import TEND
from guidance.search import opening


@job(allows=TEND, minute="15", hour="1")
def spell_out_hours() -> None:
    """Spell the opening hours of the coming days out, for "open now" and "tonight"."""
    with transaction() as session:
        opening.refresh(session)


@job(allows=TEND, minute="*/10")
def mend_index() -> None:
    """Make the index anew when it was made by other rules, or with another analyser."""
    with transaction() as session:
        if not search.is_current(session):
            search.index_all(session)
