"""What the databases find by themselves, on the same entries: no analysis of ours."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Connection, text

from bench.finding.asked import Entry
from guidance.finnish import fold, words

Finds = Callable[[str], set[Entry]]
Stem = Callable[[str], str]


def unicode61(connection: Connection, held: Iterable[Entry], *, beginning: bool) -> Finds:
    """SQLite's FTS5 with its own tokenizer, which folds case and marks."""
    return _fts5(connection, held, fold, beginning=beginning)


def snowball(
    connection: Connection, held: Iterable[Entry], stem: Stem, *, beginning: bool
) -> Finds:
    """FTS5 over stems of the Snowball stemmer (PostgreSQL's `finnish_stem`)."""
    return _fts5(connection, held, stem, beginning=beginning)


def _fts5(connection: Connection, held: Iterable[Entry], stem: Stem, *, beginning: bool) -> Finds:
    connection.execute(text("DROP TABLE IF EXISTS temp.reference"))
    connection.execute(text("CREATE VIRTUAL TABLE temp.reference USING fts5(said)"))
    known = list(held)
    connection.execute(
        text("INSERT INTO temp.reference (rowid, said) VALUES (:number, :said)"),
        [
            {"number": number, "said": " ".join(stem(word) for word in words(" ".join(entry)))}
            for number, entry in enumerate(known)
        ],
    )
    sign = " *" if beginning else ""

    def finds(asked: str) -> set[Entry]:
        expression = " AND ".join(f'"{stem(word)}"{sign}' for word in words(asked))
        rows = connection.execute(
            text("SELECT rowid FROM temp.reference WHERE reference MATCH :asked"),
            {"asked": expression},
        )
        return {known[number] for number in rows.scalars()}

    return finds


def stemmer(connection: Connection) -> Stem:
    """Give the Snowball stemmer of a PostgreSQL."""

    @lru_cache(maxsize=100_000)
    def stem(word: str) -> str:
        asked = text("SELECT ts_lexize('finnish_stem', :word)")
        found = connection.execute(asked, {"word": word}).scalar()
        return str(found[0]) if found else word

    return stem


def finnish(connection: Connection, held: Iterable[Entry], *, beginning: bool) -> Finds:
    """PostgreSQL's text search with its configuration `finnish`."""
    known = list(held)
    connection.execute(text("DROP TABLE IF EXISTS reference"))
    connection.execute(text("CREATE TEMP TABLE reference (number integer, said tsvector)"))
    connection.execute(
        text("INSERT INTO reference VALUES (:number, to_tsvector('finnish', :said))"),
        [{"number": number, "said": " ".join(entry)} for number, entry in enumerate(known)],
    )
    sign = ":*" if beginning else ""

    def finds(asked: str) -> set[Entry]:
        expression = " & ".join(f"{word}{sign}" for word in words(asked))
        rows = connection.execute(
            text("SELECT number FROM reference WHERE said @@ to_tsquery('finnish', :asked)"),
            {"asked": expression},
        )
        return {known[number] for number in rows.scalars()}

    return finds


def ours(find: Callable[[str], list[UUID]], ids: dict[Entry, UUID]) -> Finds:
    """The house's own search, seen through the labels."""
    by_id = {service_id: entry for entry, service_id in ids.items()}
    return lambda asked: {by_id[one] for one in find(asked) if one in by_id}
