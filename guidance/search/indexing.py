"""Makes the index: the tokens of each service, its traits, its areas, and the known words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col, delete, select

from core import clock
from guidance import finnish
from guidance.entry import Entry, entries
from guidance.finnish import analyser_name, fold, tokens, words
from guidance.models import (
    NO_LIMIT,
    Document,
    DocumentArea,
    IndexState,
    KnownWord,
    NearWord,
    Service,
    ServiceTerm,
    Term,
)
from guidance.schemas import Status
from guidance.search import engine, lexicon, opening
from guidance.search.engine import FIELDS, Words
from guidance.search.spelling import left_of
from guidance.search.traits import traits_of
from guidance.voikko import Voikko

VERSION = 2
CHUNK = 300
LONGEST_WORD = 40
INSERTED_AT_ONCE = 300
LEARNED_AT_ONCE = 2_000
KEEP_NEAR = {
    "sqlite": 'INSERT OR IGNORE INTO guidance_near_word ("left", folded) VALUES (?, ?)',
    "postgresql": 'INSERT INTO guidance_near_word ("left", folded) VALUES (%s, %s)'
    " ON CONFLICT DO NOTHING",
}
DOCUMENT_TELLS = ("is_published", "is_everywhere", "age_min", "age_max", "traits", "sorted_as")

Said = tuple[str, str, str]
Labels = dict[UUID, list[tuple[str, str]]]


def index(session: Session, service_ids: Iterable[UUID], *, analyser: Voikko | None = None) -> None:
    """Index services anew from their texts, provider, areas, classes, facts and hours.

    Without `analyser`, this machine's best.
    """
    best = analyser or finnish.analyser_here()
    session.flush()
    ids = list(dict.fromkeys(service_ids))
    _begin(session, best)
    for first in range(0, len(ids), CHUNK):
        _index_some(session, ids[first : first + CHUNK], best)


def is_current(session: Session) -> bool:
    """Whether the index was made with the analyser of this machine and today's rules."""
    state = session.get(IndexState, 1)
    if state is None:
        return session.exec(select(Service.id).limit(1)).first() is None
    return state.made_with == made_with(finnish.analyser_here())


def made_with(analyser: Voikko | None) -> str:
    """Name the rules, the analyser and the lexicon, to know when to index anew."""
    return f"{VERSION} {analyser_name(analyser)} {lexicon.edition()}"


def index_all(session: Session) -> int:
    """Make the whole index anew; gives how many services."""
    ids = list(session.exec(select(Service.id)).all())
    for table in (NearWord, KnownWord, IndexState):
        session.exec(delete(table))
    session.expire_all()
    index(session, ids)
    return len(ids)


def _begin(session: Session, analyser: Voikko | None) -> None:
    """The first index of a house also learns the words of the lexicon."""
    if session.get(IndexState, 1) is not None:
        return
    now = clock.now()
    session.add(IndexState(made_with=made_with(analyser), made_at=now, opening_from=now))
    learn_the_lexicon(session)


def learn_the_lexicon(session: Session) -> None:
    """Know the words of the lexicon, as far as they are not known."""
    told = lexicon.entries(lexicon.shipped())
    _learn(session, Counter(word for _of, _kind, said in told for word in words(said)))


def _index_some(session: Session, ids: list[UUID], analyser: Voikko | None) -> None:
    found = entries(session, ids)
    labels = _labels(session, ids)
    numbered = _numbered(session, list(found.values()))
    seen: Counter[str] = Counter()
    rows = [
        (number, _words(list(_said(entry, labels)), analyser, seen)) for number, entry in numbered
    ]
    if rows:
        engine.engine_of(session).write(session, rows)
    _write_areas(session, numbered)
    opening.write(session, numbered, clock.now())
    _learn(session, seen)


def _numbered(session: Session, found: list[Entry]) -> list[tuple[int, Entry]]:
    """Write what the search knows of services besides words; gives the number of each."""
    if not found:
        return []
    insert = _inserting(session)(Document)
    new = {name: insert.excluded[name] for name in DOCUMENT_TELLS}
    session.connection().execute(
        insert.on_conflict_do_update(index_elements=["service_id"], set_=new),
        [_document(entry) for entry in found],
    )
    ids = [entry.service.id for entry in found]
    known = select(Document.service_id, Document.number).where(col(Document.service_id).in_(ids))
    numbers = dict(session.exec(known).all())
    return [(numbers[entry.service.id] or 0, entry) for entry in found]


def _document(entry: Entry) -> dict[str, object]:
    service = entry.service
    return {
        "service_id": service.id,
        "is_published": service.status is Status.PUBLISHED,
        "is_everywhere": not entry.areas,
        "age_min": service.age_min or 0,
        "age_max": NO_LIMIT if service.age_max is None else service.age_max,
        "traits": traits_of(entry),
        "sorted_as": fold(entry.text("fi").name),
    }


def _labels(session: Session, ids: list[UUID]) -> Labels:
    found: Labels = defaultdict(list)
    named = select(ServiceTerm.service_id, Term.name).join(Term)
    for service_id, name in session.exec(named.where(col(ServiceTerm.service_id).in_(ids))).all():
        found[service_id] += name.items()
    return found


def _said(entry: Entry, labels: Labels) -> Iterator[Said]:
    """Give every text of an entry: where it stands, its language, the text."""
    for text in entry.texts.values():
        yield "name", text.lang, f"{text.name} {text.alternative_name}"
        yield "summary", text.lang, f"{text.summary} {text.keywords}"
        yield "body", text.lang, f"{text.description} {text.instruction} {text.conditions}"
    for lang, name in labels.get(entry.service.id, []):
        yield "label", lang, name
    for names in (entry.service.provider, *entry.areas.values()):
        for lang, name in names.items():
            yield "label", lang, name


def _words(said: list[Said], analyser: Voikko | None, seen: Counter[str]) -> Words:
    found: Words = {one: set() for one in FIELDS}
    for field, lang, text in said:
        every = words(text)
        known = analyser if lang == "fi" else None
        told = [_of_word(word, lang, analyser) for word in set(every)]
        found[field].update(*(tokens_ for tokens_, _bases in told))
        meant = (one for hit in lexicon.of_text(every, known) for one in hit.meanings)
        found[field].update(map(lexicon.token, meant))
        seen.update(every)
        seen.update(chain.from_iterable(bases for _tokens, bases in told))
    return found


@lru_cache(maxsize=100_000)
def _of_word(
    word: str, lang: str, analyser: Voikko | None
) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give what one word is found by, its meanings included, and its base forms as written."""
    known = analyser if lang == "fi" else None
    meanings = map(lexicon.token, lexicon.of_word(word, known))
    bases = tuple(base.lower() for base in finnish.written_bases(word, known))
    return tokens(word, lang=lang, analyser=analyser).union(meanings), bases


def _write_areas(session: Session, numbered: list[tuple[int, Entry]]) -> None:
    numbers = [number for number, _entry in numbered]
    session.exec(delete(DocumentArea).where(col(DocumentArea.number).in_(numbers)))
    _insert(
        session,
        DocumentArea,
        [
            {"number": number, "municipality": one}
            for number, held in numbered
            for one in held.areas
        ],
    )


def _learn(session: Session, seen: Counter[str]) -> None:
    """Keep the words that are new here, and what is left of each when letters are missing."""
    asked: dict[str, tuple[str, int]] = {}
    for word, uses in seen.items():
        folded = fold(word)
        if folded.isalpha() and len(folded) <= LONGEST_WORD:
            asked.setdefault(folded, (word, uses))
    known: set[str] = set()
    every = list(asked)
    for first in range(0, len(every), INSERTED_AT_ONCE):
        some = every[first : first + INSERTED_AT_ONCE]
        rows = select(KnownWord.folded).where(col(KnownWord.folded).in_(some))
        known |= set(session.exec(rows).all())
    new = {folded: told for folded, told in asked.items() if folded not in known}
    rows_ = [
        {"folded": folded, "written": written, "uses": uses}
        for folded, (written, uses) in new.items()
    ]
    _insert(session, KnownWord, rows_)
    for some in batches(new):
        _keep_near(session, sorted((one, folded) for folded in some for one in left_of(folded)))


def _keep_near(session: Session, rows: list[tuple[str, str]]) -> None:
    """Add what is left of words, in its order, so that the database writes place beside place.

    There are three quarters of a million of them in a whole register: said to the driver itself.
    """
    if rows:
        session.connection().exec_driver_sql(KEEP_NEAR[session.get_bind().dialect.name], rows)


def batches(words_: Iterable[str]) -> Iterator[list[str]]:
    """Give words some at a time: all that is left of a whole register's would fill the memory."""
    waiting = iter(words_)
    while some := list(islice(waiting, LEARNED_AT_ONCE)):
        yield some


def _inserting(session: Session) -> Any:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite_insert if is_sqlite else postgres_insert


def _insert(session: Session, table: type, rows: Sequence[Mapping[str, object]]) -> None:
    """Add rows that may be there already: two processes may learn the same word."""
    if not rows:
        return
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    session.connection().execute(
        insert(table).on_conflict_do_nothing(), [dict(row) for row in rows]
    )
