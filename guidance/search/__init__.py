"""Search in young people's Finnish: tokens made in Python, found alike on SQLite and PostgreSQL.

`finnish.py` and `voikko.py` give the forms of words, `lexicon.py` what they mean, `spelling.py`
what a misspelt one may be; `indexing.py` writes, `finding.py` reads.
"""

from guidance.search.filters import Filters, Found, When
from guidance.search.finding import find
from guidance.search.indexing import index, index_all, is_current
from guidance.search.question import meanings_of
from guidance.search.traits import TRAITS
from guidance.search.why import Reason, reasons

__all__ = [
    "TRAITS",
    "Filters",
    "Found",
    "Reason",
    "When",
    "find",
    "index",
    "index_all",
    "is_current",
    "meanings_of",
    "reasons",
]
