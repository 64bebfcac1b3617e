"""Search: the same Python-made tokens in one plain table, so SQLite and PostgreSQL find alike.

Every asked word must be met; when no service meets all of them, those that meet most come first, so
that a whole sentence ("mistä apua kun on paha olo") still finds something.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, or_
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
    """Give how well each service meets one word; the database adds up, so that rows stay few."""
    scores = dict(session.exec(_near(word)).all())
    for together in word.exact:
        if len(together) > 1:
            for service_id, weight in session.exec(_whole(together)).all():
                scores[service_id] = max(scores.get(service_id, 0), weight)
    return scores


def _near(word: Wanted) -> Any:
    token = col(Token.token)
    alone = sorted(next(iter(one)) for one in word.exact if len(one) == 1)
    near: Any = token.in_([*alone, *sorted(word.levelled)])
    score = case(
        (token.in_(alone), Token.weight * 1.0),
        (token.in_(sorted(word.levelled)), Token.weight * LEVELLED),
        else_=Token.weight * BY_BEGINNING,
    )
    if word.prefix:
        after = word.prefix[:-1] + chr(ord(word.prefix[-1]) + 1)
        near = or_(near, and_(token >= word.prefix, token < after))
    return select(Token.service_id, func.max(score)).where(near).group_by(col(Token.service_id))


def _whole(together: frozenset[str]) -> Any:
    """The parts of a compound count when a service has all of them, as much as its weakest."""
    token = col(Token.token)
    return (
        select(Token.service_id, func.min(Token.weight))
        .where(token.in_(sorted(together)))
        .group_by(col(Token.service_id))
        .having(func.count(token.distinct()) == len(together))
    )
