"""Search: the same Python-made tokens in one plain table, so SQLite and PostgreSQL find alike.

Every asked word must be met; when no service meets all of them, those that meet most come first, so
that a whole sentence ("mistä apua kun on paha olo") still finds something.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, or_
from sqlmodel import Session, col, delete, select

from guidance.finnish import Wanted, analyser_here, tokens, wanted, words
from guidance.models import (
    Municipality,
    Service,
    ServiceArea,
    ServiceTerm,
    ServiceText,
    Term,
    Token,
)
from guidance.voikko import Voikko

MOST_WORDS = 12
NAME, LABEL, AREA, SUMMARY, BODY = 80, 40, 30, 30, 10
BY_BEGINNING = 0.5
LEVELLED = 0.3

UNASKED = frozenset(
    word
    for said in (
        "ja tai on ei en et se ne mä mun mua sä minä minun minua minulla mulla olen oon kun jos",
        "että mitä mistä missä mihin kuka miten voi voin saa saan haluan tarvitsen apua",
        "och att jag är en ett det var hur kan få har i på för med",
        "and the a an or i my me is am are to of for where how can in on with need help",
    )
    for word in said.split()
)


@dataclass(frozen=True)
class Found:
    """A service that meets the question: `met` of the asked words, and how well."""

    service_id: UUID
    met: int
    score: float


def index(session: Session, service_ids: Iterable[UUID], *, analyser: Voikko | None = None) -> None:
    """Index services anew from their texts, provider, areas and classes.

    Without `analyser`, this machine's best.
    """
    best = analyser or analyser_here()
    for service_id in service_ids:
        session.flush()
        session.exec(delete(Token).where(col(Token.service_id) == service_id))
        rows = _rows(session, service_id, best)
        if rows:
            _connection(session).execute(Token.__table__.insert(), rows)  # type: ignore[attr-defined]


def _connection(session: Session) -> Connection:
    return session.connection()


def _rows(session: Session, service_id: UUID, analyser: Voikko | None) -> list[dict[str, object]]:
    best: dict[tuple[str, str], int] = {}
    for lang, text, weight in _texts(session, service_id):
        for word in words(text):
            for token, share in tokens(word, lang=lang, analyser=analyser).items():
                key = (lang, token)
                best[key] = max(best.get(key, 0), round(weight * share))
    return [
        {"service_id": service_id, "lang": lang, "token": token, "weight": weight}
        for (lang, token), weight in best.items()
    ]


def _texts(session: Session, service_id: UUID) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    for text in session.exec(select(ServiceText).where(ServiceText.service_id == service_id)).all():
        found += [
            (text.lang, text.name, NAME),
            (text.lang, f"{text.summary} {text.keywords}", SUMMARY),
            (text.lang, f"{text.description} {text.instruction}", BODY),
        ]
    areas = select(Municipality.name).join(ServiceArea).where(ServiceArea.service_id == service_id)
    labels = select(Term.name).join(ServiceTerm).where(ServiceTerm.service_id == service_id)
    for names, weight in ((areas, AREA), (labels, LABEL)):
        found += [
            (lang, name, weight)
            for named in session.exec(names).all()
            for lang, name in named.items()
        ]
    service = session.get(Service, service_id)
    return found + [
        (lang, name, LABEL) for lang, name in (service.provider if service else {}).items()
    ]


def find(session: Session, text: str, *, analyser: Voikko | None = None) -> list[Found]:
    """Find services for a question, best first; published or not.

    An empty question finds nothing.
    """
    best = analyser or analyser_here()
    asked = _asked(text)
    scores: dict[UUID, list[float]] = defaultdict(list)
    for word in asked:
        for service_id, score in _meeting(session, wanted(word, best)).items():
            scores[service_id].append(score)
    found = [Found(service_id, len(each), sum(each)) for service_id, each in scores.items()]
    all_met = [one for one in found if one.met == len(asked)]
    return sorted(all_met or found, key=lambda one: (-one.met, -one.score, str(one.service_id)))


def _asked(text: str) -> list[str]:
    every = list(dict.fromkeys(words(text)))[:MOST_WORDS]
    return [word for word in every if word not in UNASKED] or every


def _meeting(session: Session, word: Wanted) -> dict[UUID, float]:
    by_service: dict[UUID, dict[str, int]] = defaultdict(dict)
    for service_id, token, weight in session.exec(_near(word)).all():
        known = by_service[service_id]
        known[token] = max(known.get(token, 0), weight)
    scored = ((service_id, _score(word, held)) for service_id, held in by_service.items())
    return {service_id: score for service_id, score in scored if score > 0}


def _near(word: Wanted) -> Any:
    listed = {token for together in word.exact for token in together} | word.levelled
    near: Any = col(Token.token).in_(sorted(listed))
    if word.prefix:
        after = word.prefix[:-1] + chr(ord(word.prefix[-1]) + 1)
        near = or_(near, and_(col(Token.token) >= word.prefix, col(Token.token) < after))
    return select(Token.service_id, Token.token, Token.weight).where(near)


def _score(word: Wanted, held: dict[str, int]) -> float:
    whole = [
        min(held[token] for token in together) for together in word.exact if together <= held.keys()
    ]
    begun = [
        weight * BY_BEGINNING
        for token, weight in held.items()
        if word.prefix and token.startswith(word.prefix)
    ]
    coarse = [held[token] * LEVELLED for token in word.levelled & held.keys()]
    return max([*whole, *begun, *coarse], default=0.0)
