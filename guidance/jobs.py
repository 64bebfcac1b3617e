"""Background work of the guidance room."""

from core.db import reading, transaction
from core.jobs import job
from guidance import queries, search
from guidance.access import TEND
from guidance.actions import forget_opened, note_link
from guidance.importing import waiting
from guidance.links import Walk
from guidance.search import opening
from policies.queries import policy


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


@job(allows=TEND, minute="*")
def read_files() -> None:
    """Read the files that editors gave and that are too long to be read while they wait."""
    waiting.begin_reading()


@job(allows=TEND, minute="*")
def forget_opened_packets() -> None:
    """Destroy opened packets whose receiver's browser did not say that it has them."""
    with transaction() as session:
        forget_opened(session)


@job(allows=TEND, minute="35", hour="0")
def check_links() -> None:
    """Ask some of the directory's web addresses whether they still answer, if the policy lets us.

    Each answer is kept by itself: nobody waits for the others.
    """
    if not policy().directory.links.check:
        return
    with reading() as session:
        addresses = queries.links_to_check(session)
    for address, answer in Walk().answers(addresses):
        with transaction() as session:
            note_link(session, address, answer)
