"""Search in young people's Finnish: tokens made in Python, found alike on SQLite and PostgreSQL.

`finnish.py` and `voikko.py` give the forms of words, `lexicon.py` what they mean, `spelling.py`
what a misspelt one may be; `indexing.py` writes, `finding.py` reads.
"""

from guidance.search.filters import Filters, Found, When
from guidance.search.finding import find
from guidance.search.indexing import index, index_all, is_current
from guidance.search.traits import TRAITS

__all__ = ["TRAITS", "Filters", "Found", "When", "find", "index", "index_all", "is_current"]
