"""Why a service was found: for each asked word, the word of the service that met it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidance import finnish
from guidance.entry import Entry
from guidance.finnish import tokens, words
from guidance.search import lexicon
from guidance.search.question import Group, Question, Term
from guidance.voikko import Voikko


@dataclass(frozen=True)
class Reason:
    """The asked words and the service's own word that met them."""

    asked: str
    met: str


def reasons(entry: Entry, asked: Question, lang: str) -> list[Reason]:
    """Tell why an entry was found, where its name does not tell it already.

    By a word in the page's language where there is one: few read why in another.
    """
    analyser = finnish.analyser_here()
    found = []
    for group in asked.groups:
        met = next(_meeting(entry, group, analyser, lang), "")
        if met and not _is_plain(group.said, met):
            found.append(Reason(group.said, met))
    return found


def _meeting(entry: Entry, group: Group, analyser: Voikko | None, first: str) -> Iterator[str]:
    terms = {term for way in group.ways for term in way}
    for lang, text in _said(entry, first):
        known = analyser if lang == "fi" else None
        for word in words(text):
            held = _tokens(word, lang, known)
            if any(_meets(term, held) for term in terms):
                yield word


@lru_cache(maxsize=20_000)
def _tokens(word: str, lang: str, analyser: Voikko | None) -> frozenset[str]:
    meant = map(lexicon.token, lexicon.of_word(word, analyser))
    return tokens(word, lang=lang, analyser=analyser) | frozenset(meant)


def _meets(term: Term, held: frozenset[str]) -> bool:
    if term.is_beginning:
        return any(one.startswith(term.token) for one in held)
    return term.token in held


def _said(entry: Entry, first: str) -> Iterator[tuple[str, str]]:
    for text in sorted(entry.texts.values(), key=lambda one: (one.lang != first, one.lang != "fi")):
        for part in ("name", "summary", "keywords", "description", "instruction"):
            yield text.lang, getattr(text, part)


def _is_plain(said: str, met: str) -> bool:
    """Whether anybody sees at once that these are the same word."""
    start = min(len(said), len(met), 5)
    return finnish.fold(said)[:start] == finnish.fold(met)[:start]
