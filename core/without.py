"""Importing a library without what it would load only because that is installed too.

Socket.IO brings its clients, a logger its colours, a server its second TLS: each asks whether
something is there, loads it when it is, and does without it when it is not. What a serving process
never uses was a fifth of its memory. Whoever needs one of them for itself imports it as ever.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Let these modules be missing for whatever is imported in this block."""
    hidden = [name for name in names if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # as the import system spells "missing"
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
