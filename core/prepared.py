"""Statements that are asked many times a second: their text is made once for each database.

SQLAlchemy writes a statement from its expression once and keeps the text, but looks it up, makes
its parameters and prepares its rows anew at every call: a quarter of a message (measured). Here all
that is kept too. What goes to the driver is still SQLAlchemy's text with the tables' own types, and
it goes through its connection, which knows a lost one when it sees it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import ClauseElement

Convert = Callable[[Any], Any] | None
Make = Callable[[int], ClauseElement]
Row = tuple[Any, ...]


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
    is_positional: bool
    columns: tuple[Convert, ...]

    def values(self, given: dict[str, Any]) -> Any:
        """Give the values as the driver takes them; a list's last one fills what is left of it."""
        made = [_taken(given[slot.name], slot.at, convert) for _, slot, convert in self.slots]
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
        """Ask, and give all rows."""
        text = self._text(connection.dialect, given)
        found = connection.exec_driver_sql(text.sql, text.values(given))
        rows = found.cursor.fetchall()
        found.close()
        return text.rows(rows)

    def do(self, connection: Connection, each: Iterable[dict[str, Any]]) -> None:
        """Do it for each; the statement has no list then."""
        text = self._text(connection.dialect, {})
        connection.exec_driver_sql(text.sql, [text.values(one) for one in each])

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
        slots = []
        for name in state.positiontup or state.parameters:
            value = state.parameters[name]
            slot = value if isinstance(value, Slot) else Slot(name)
            kind = compiled.binds[name if name in compiled.binds else slot.name].type
            slots.append((name, slot, kind.dialect_impl(dialect).bind_processor(dialect)))
        columns = getattr(statement, "selected_columns", ())
        return Text(
            state.statement,
            tuple(slots),
            compiled.positional,
            tuple(
                one.type.dialect_impl(dialect).result_processor(dialect, None) for one in columns
            ),
        )


def _taken(value: Any, at: int | None, convert: Convert) -> Any:
    if at is not None:
        value = value[at] if at < len(value) else value[-1]
    return value if convert is None else convert(value)


def _round(size: int) -> int:
    return 1 << (size - 1).bit_length()
