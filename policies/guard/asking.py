"""Finds what a worker's message asks for; the browser's twin is `static/js/guard/asks.js`."""

import re
from functools import partial

from policies.guard import questions
from policies.guard.kinds import Asked, Finding
from policies.guard.text import compiled, each, fold

Match = re.Match[str]
Compiled = dict[Asked, "re.Pattern[str]"]


def _one(sources: dict[Asked, list[str]]) -> Compiled:
    return {asked: compiled("|".join(parts)) for asked, parts in sources.items() if parts}


_PLAIN, _TOLD, _ALONE = map(_one, (questions.PLAIN, questions.TOLD, questions.ALONE))
_NO, _CLAUSE = compiled(questions.NO), re.compile(questions.CLAUSE)


def asks(text: str) -> list[Finding]:
    """List what a message asks for: the first place of each kind, in the order of `Asked`."""
    folded = fold(text)
    found = (_first(asked, folded) for asked in Asked)
    return [one for one in found if one]


def _first(asked: Asked, folded: str) -> Finding | None:
    looks = [
        next(each(pattern, folded, partial(accept, asked)), None)
        for patterns, accept in ((_PLAIN, _plain), (_TOLD, _told), (_ALONE, _alone))
        if (pattern := patterns.get(asked))
    ]
    places = [found for found in looks if found]
    return min(places, key=lambda found: (found.start, found.end), default=None)


def _plain(asked: Asked, match: Match) -> Finding:
    return Finding(asked, match.start(), match.end())


def _told(asked: Asked, match: Match) -> Finding | None:
    """Take what somebody is told to say, unless the clause says no: "älä kerro nimeäsi"."""
    clause = _CLAUSE.split(match.string[: match.end()])[-1]
    return None if _NO.search(clause) else _plain(asked, match)


def _alone(asked: Asked, match: Match) -> Finding | None:
    """Take a bare noun with a question mark only as a sentence of its own: "Nimi?"."""
    before = match.string[: match.start()].rstrip(" ")
    return _plain(asked, match) if not before or _CLAUSE.match(before[-1]) else None
