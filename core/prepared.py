"""Statements that are asked many times a second: their text is made once for each database.

SQLAlchemy writes a statement from its expression once and keeps the text, but looks it up, makes
its parameters and prepares its rows anew at every call: a third of a message (measured). Here all
that is kept too, and goes to the driver of SQLAlchemy's connection: its text, with the tables' own
types, within its transaction. What the driver raises is told as SQLAlchemy does, and a connection
that was lost is taken out of its pool.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID, SafeUUID

from sqlalchemy import Connection, Uuid, literal_column
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import ClauseElement, GenerativeSelect
from sqlmodel import Session

from core.db import leave_out_the_row

Convert = Callable[[Any], Any] | None
Make = Callable[[int], ClauseElement]
Row = tuple[Any, ...]
Limited = TypeVar("Limited", bound=GenerativeSelect)


@dataclass(frozen=True, slots=True)
class Slot:
    """Stands in a statement for a value that is not known yet: one of its name, or of a list."""

    name: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What the driver is given: the text, where its values come from, and what they are made of."""

    sql: str
    slots: tuple[tuple[str, Slot, Convert], ...]
    lists: dict[str, tuple[int, Convert]]
    is_positional: bool
    columns: tuple[Convert, ...]

    def values(self, given: dict[str, Any]) -> Any:
        """Give the values as the driver takes them; a list's last one fills what is left of it."""
        whole = {name: _filled(given[name], *how) for name, how in self.lists.items()}
        made = [
            whole[slot.name][slot.at]
            if slot.at is not None
            else given[slot.name]
            if convert is None
            else convert(given[slot.name])
            for _, slot, convert in self.slots
        ]
        if self.is_positional:
            return tuple(made)
        return {name: value for (name, _, _), value in zip(self.slots, made, strict=True)}

    def rows(self, found: Sequence[Row]) -> Sequence[Row]:
        """Give what the driver found as the columns' types have it."""
        if not found or not any(self.columns):
            return found
        whole = zip(*found, strict=True)
        made = (
            values if convert is None else map(convert, values)
            for convert, values in zip(self.columns, whole, strict=True)
        )
        return list(zip(*made, strict=True))


def first(statement: Limited, count: int) -> Limited:
    """Let a statement give so many rows at most, by numbers that stand in its text.

    Of a limit alone SQLite's dialect makes an offset, and a value that nobody would give.
    """
    return statement.limit(literal_column(str(count))).offset(literal_column("0"))


class Prepared:
    """One statement. A list in it may have any length: there is a text for 1, 2, 4, 8 … values.

    Instead of a statement a function may be given, which makes one for so many values, with `Slot`s
    in their places.
    """

    def __init__(self, statement: Any, *lists: str) -> None:
        self._statement = statement
        self._lists = lists
        self._texts: dict[tuple[str, tuple[int, ...]], Text] = {}

    def all(self, connection: Connection, **given: Any) -> Sequence[Row]:
        """Ask, and give all rows; there are none for an empty list."""
        if not all(map(given.get, self._lists)):
            return []
        text = self._text(connection.dialect, given)
        with _cursor(connection) as cursor:
            cursor.execute(text.sql, text.values(given))
            return text.rows(cursor.fetchall())

    def of(self, session: Session, **given: Any) -> Sequence[Row]:
        """Ask within a session, which writes first what it has changed, as before any question."""
        session.flush()
        return self.all(session.connection(), **given)

    def do(self, connection: Connection, each: Iterable[dict[str, Any]]) -> None:
        """Do it for each; the statement has no list then."""
        text = self._text(connection.dialect, {})
        with _cursor(connection) as cursor:
            cursor.executemany(text.sql, [text.values(one) for one in each])

    def _text(self, dialect: Dialect, given: dict[str, Any]) -> Text:
        sizes = tuple(_round(len(given[name])) for name in self._lists)
        text = self._texts.get((dialect.name, sizes))
        if text is None:
            text = self._texts[dialect.name, sizes] = self._made(dialect, sizes)
        return text

    def _made(self, dialect: Dialect, sizes: tuple[int, ...]) -> Text:
        statement = self._statement(sizes[0]) if callable(self._statement) else self._statement
        lists = zip(self._lists, sizes, strict=True)
        places = {name: [Slot(name, at) for at in range(size)] for name, size in lists}
        compiled = statement.compile(dialect=dialect)
        state = compiled.construct_expanded_state(compiled.construct_params(places, _check=False))
        slots, filled = [], {}
        for name in state.positiontup or state.parameters:
            value = state.parameters[name]
            slot = value if isinstance(value, Slot) else Slot(name)
            kind = compiled.binds[name if name in compiled.binds else slot.name].type
            convert = kind.dialect_impl(dialect).bind_processor(dialect)
            slots.append((name, slot, convert))
            if slot.at is not None:
                filled[slot.name] = (slot.at + 1, convert)
        columns = getattr(statement, "selected_columns", ())
        return Text(
            state.statement,
            tuple(slots),
            filled,
            compiled.positional,
            tuple(_made_of(one.type, dialect) for one in columns),
        )


@contextmanager
def _cursor(connection: Connection) -> Iterator[Any]:
    """Give the driver's cursor; what it raises is told as SQLAlchemy tells it."""
    errors = connection.dialect.loaded_dbapi.Error
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except errors as failed:
        driver = connection.connection.dbapi_connection
        is_lost = connection.dialect.is_disconnect(failed, driver, cursor)
        if is_lost:
            connection.invalidate(failed)
        told = DBAPIError.instance(
            None,
            None,
            failed,
            errors,
            hide_parameters=True,
            connection_invalidated=is_lost,
            dialect=connection.dialect,
        )
        leave_out_the_row(failed, told)
        raise told from failed
    finally:
        cursor.close()


def _made_of(kind: Any, dialect: Dialect) -> Convert:
    convert: Convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    is_text = isinstance(kind, Uuid) and not dialect.supports_native_uuid
    return uuid_of if is_text and convert is not None else convert


def uuid_of(digits: str | None) -> UUID | None:
    """Make an id of its 32 digits as the database keeps them, in a third of the usual time."""
    if digits is None:
        return None
    made = object.__new__(UUID)
    object.__setattr__(made, "int", int(digits, 16))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


def _filled(values: Sequence[Any], size: int, convert: Convert) -> list[Any]:
    made = list(values) if convert is None else [convert(one) for one in values]
    return made + made[-1:] * (size - len(made))


def _round(size: int) -> int:
    return 1 << (size - 1).bit_length()
