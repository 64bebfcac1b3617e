"""The index of words on each of the two databases: written and asked in their own languages.

Both hold the same tokens, made in Python; neither analyses a word itself.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar, Protocol

from sqlalchemy import text
from sqlmodel import Session

from guidance.search.question import Group, Question, Term

FIELDS = ("name", "label", "summary", "body")
"""Where a word stands, by what it weighs."""

Words = dict[str, set[str]]
Rows = list[tuple[int, Words]]


class Engine(Protocol):
    """What both databases do, each in its own way."""

    hits: str
    by_code_point: str
    """What is said after a column of text that is to be sorted as Python does."""

    def write(self, session: Session, rows: Rows) -> None:
        """Replace what documents are found by."""

    def expression(self, question: Question, *, needs_all: bool) -> str:
        """Write a question as the database asks it."""

    def at_its_index(self, session: Session) -> AbstractContextManager[None]:
        """Let the database look into its index of words, and not through every text."""

    def whole(self, session: Session) -> AbstractContextManager[None]:
        """Let the database join whole tables, and not look up one row after the other."""


class Fts5:
    """SQLite's FTS5, ranked by BM25."""

    by_code_point = ""
    hits = (
        "SELECT rowid AS number, -bm25(guidance_words, 10.0, 4.0, 3.0, 1.0) AS score"
        " FROM guidance_words WHERE guidance_words MATCH :asked"
    )

    def write(self, session: Session, rows: Rows) -> None:
        """Replace what documents are found by."""
        connection = session.connection()
        connection.execute(
            text("DELETE FROM guidance_words WHERE rowid = :number"),
            [{"number": number} for number, _words in rows],
        )
        connection.execute(
            text(
                "INSERT INTO guidance_words (rowid, name, label, summary, body)"
                " VALUES (:number, :name, :label, :summary, :body)"
            ),
            [
                {"number": number, **{one: " ".join(words[one]) for one in FIELDS}}
                for number, words in rows
            ],
        )

    def expression(self, question: Question, *, needs_all: bool) -> str:
        """Write a question in FTS5's query syntax; every token is a quoted string."""
        between = " AND " if needs_all else " OR "
        return between.join(self._group(group) for group in question.groups)

    def at_its_index(self, session: Session) -> AbstractContextManager[None]:  # noqa: ARG002  it does
        """FTS5 has no other way."""
        return nullcontext()

    def whole(self, session: Session) -> AbstractContextManager[None]:  # noqa: ARG002  it knows
        """SQLite makes itself an index where it joins."""
        return nullcontext()

    def _group(self, group: Group) -> str:
        ways = (" AND ".join(self._term(term) for term in way) for way in group.ways)
        return "(" + " OR ".join(f"({way})" for way in ways) + ")"

    def _term(self, term: Term) -> str:
        where = "{name label} : " if term.is_short_beginning else ""
        return f'{where}"{term.token}"' + (" *" if term.is_beginning else "")


class TextSearch:
    """PostgreSQL's text search over the tokens as they are (what `simple` would make of them)."""

    by_code_point = ' COLLATE "C"'
    hits = (
        "SELECT number, ts_rank('{0.1, 0.3, 0.4, 1.0}', words, asked) AS score"
        " FROM guidance_words, CAST(:asked AS tsquery) AS asked WHERE words @@ asked"
    )
    weights: ClassVar[dict[str, str]] = dict(zip(FIELDS, "ABCD", strict=True))

    def write(self, session: Session, rows: Rows) -> None:
        """Replace what documents are found by."""
        session.connection().execute(
            text(
                "INSERT INTO guidance_words (number, words)"
                " VALUES (:number, CAST(:words AS tsvector))"
                " ON CONFLICT (number) DO UPDATE SET words = excluded.words"
            ),
            [{"number": number, "words": self._vector(words)} for number, words in rows],
        )

    def _vector(self, words: Words) -> str:
        return " ".join(
            f"'{token}':{place}{self.weights[one]}"
            for place, one in enumerate(FIELDS, 1)
            for token in sorted(words[one])
        )

    def expression(self, question: Question, *, needs_all: bool) -> str:
        """Write a question as a tsquery; every lexeme is quoted."""
        between = " & " if needs_all else " | "
        return between.join(self._group(group) for group in question.groups)

    @contextmanager
    def at_its_index(self, session: Session) -> Iterator[None]:
        """Forbid going through every row: the planner takes a look into a text for free.

        It takes half a millisecond for ten of them (they are kept compressed), and a beginning
        ("opis*") makes it expect half of all rows.
        """
        with self._without(session, "enable_seqscan"):
            yield

    @contextmanager
    def whole(self, session: Session) -> Iterator[None]:
        """Forbid a loop within a loop: the planner expects a hundredth of the rows with a trait.

        A list of all that is open in one municipality took more than five seconds.
        """
        with self._without(session, "enable_nestloop"):
            yield

    @contextmanager
    def _without(self, session: Session, way: str) -> Iterator[None]:
        connection = session.connection()
        connection.exec_driver_sql(f"SET LOCAL {way} = off")
        yield
        connection.exec_driver_sql(f"SET LOCAL {way} = on")

    def _group(self, group: Group) -> str:
        ways = (" & ".join(self._term(term) for term in way) for way in group.ways)
        return "(" + " | ".join(f"({way})" for way in ways) + ")"

    def _term(self, term: Term) -> str:
        where = "AB" if term.is_short_beginning else ""
        return f"'{term.token}'" + (f":*{where}" if term.is_beginning else "")


def engine_of(session: Session) -> Engine:
    """Give the engine of the session's database."""
    return Fts5() if session.get_bind().dialect.name == "sqlite" else TextSearch()


def tuples(session: Session, statement: str, values: dict[str, Any]) -> list[Any]:
    """Give all rows as the driver has them: SQLAlchemy's own double what 20,000 of them take."""
    cursor = session.connection().execute(text(statement), values).cursor
    return list(cursor.fetchall())
