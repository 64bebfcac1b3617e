"""Guides found by the words of the directory's search.

A house has some dozens of guides, not thousands of services: the tokens of each are made once for
each wording and held in memory, and the question is the one that services are asked.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from uuid import UUID

from sqlmodel import Session

from guidance import finnish
from guidance.finnish import tokens, words
from guidance.guides.markdown import words_of
from guidance.schemas import GuideWords
from guidance.search import lexicon
from guidance.search.question import Group, Term, Way, read
from guidance.voikko import Voikko

IN_TITLE, IN_LEAD, IN_BODY = 4, 2, 1
KNOWN_AT_ONCE = 1_000

Weights = Mapping[str, int]
Said = tuple[str, GuideWords, tuple[str, ...]]
"""A language, the words in it, and the guide's topics."""


def found(session: Session, text: str, guides: Mapping[UUID, Iterable[Said]]) -> list[UUID]:
    """Give the guides that meet every word of a question in one of their languages, best first."""
    analyser = finnish.analyser_here()
    asked = read(session, text, analyser)
    if not asked.groups:
        return []
    scores = {
        guide_id: max((_score(asked.groups, _weights(one, analyser)) for one in said), default=0)
        for guide_id, said in guides.items()
    }
    met = [guide_id for guide_id, score in scores.items() if score]
    return sorted(met, key=lambda guide_id: -scores[guide_id])


def _score(groups: tuple[Group, ...], held: Weights) -> int:
    """Add up how near each asked word comes; 0 when one of them is not met at all."""
    each = [max((_way(way, held) for way in group.ways), default=0) for group in groups]
    return sum(each) if all(each) else 0


def _way(way: Way, held: Weights) -> int:
    return min((_term(term, held) for term in way), default=0)


def _term(term: Term, held: Weights) -> int:
    if not term.is_beginning:
        return held.get(term.token, 0)
    begin = (weight for token, weight in held.items() if token.startswith(term.token))
    best = max(begin, default=0)
    return best if not term.is_short_beginning or best >= IN_TITLE else 0


@lru_cache(maxsize=KNOWN_AT_ONCE)
def _weights(said: Said, analyser: Voikko | None) -> Weights:
    lang, told, topics = said
    held: dict[str, int] = {}
    for text, weight in (
        (words_of(told.body), IN_BODY),
        (told.lead, IN_LEAD),
        (told.title, IN_TITLE),
    ):
        held |= dict.fromkeys(_tokens(text, lang, analyser), weight)
    return held | dict.fromkeys(map(lexicon.token, topics), IN_TITLE)


def _tokens(text: str, lang: str, analyser: Voikko | None) -> set[str]:
    known = analyser if lang == "fi" else None
    every = words(text)
    made = {token for word in every for token in tokens(word, lang=lang, analyser=analyser)}
    made |= {lexicon.token(one) for word in every for one in lexicon.of_word(word, known)}
    hits = lexicon.of_text(every, known)
    return made | {lexicon.token(one) for hit in hits for one in hit.meanings}
