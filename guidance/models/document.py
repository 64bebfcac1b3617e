"""What services are found by.

The words themselves lie in `guidance_words`, a table of the database's own kind: FTS5 on SQLite,
a `tsvector` with a GIN index on PostgreSQL. It is made and dropped with `guidance_document`, whose
numbers are its keys.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, Integer, event
from sqlmodel import Field

from core.db import Table, moment
from guidance.models.columns import BY_CODE_POINT, SERVICE

DOCUMENT = "guidance_document.number"
NO_LIMIT = 999

WORDS = {
    "sqlite": [
        """CREATE VIRTUAL TABLE guidance_words USING fts5(
        name, label, summary, body,
        tokenize="unicode61 remove_diacritics 0 tokenchars '~='", prefix='2 3 4')"""
    ],
    "postgresql": [
        "CREATE TABLE guidance_words (number integer PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX guidance_words_found ON guidance_words USING gin (words)",
        "ALTER INDEX guidance_words_found SET (fastupdate = off)",
        "ALTER TABLE guidance_words SET (toast_tuple_target = 8160)",
        "ALTER TABLE guidance_words ALTER words SET STORAGE EXTERNAL",
    ],
}
"""The statements that make the index of words; migrations repeat them.

Without `fastupdate`: the list of what is not in the index yet would be gone through by each search
after an import, and is so long that the planner would rather read every text. Uncompressed and in
the row: ranking thousands of hits takes half the time.
"""


def _of_document() -> Column[int]:
    key = ForeignKey(DOCUMENT, ondelete="CASCADE")
    return Column(Integer, key, primary_key=True, autoincrement=False)


class Document(Table, table=True):
    """A service as the search knows it; `traits` are the bits of `guidance.search.traits`."""

    __tablename__ = "guidance_document"
    __data_class__: ClassVar[str] = "guidance.directory"

    number: int | None = Field(default=None, primary_key=True)
    service_id: UUID = Field(
        sa_column=Column(
            ForeignKey(SERVICE, ondelete="CASCADE"), nullable=False, unique=True, index=True
        )
    )
    is_published: bool = False
    is_everywhere: bool = True
    age_min: int = 0
    age_max: int = NO_LIMIT
    traits: int = Field(default=0, sa_column=Column(BigInteger, nullable=False))
    sorted_as: str = ""


def _make_words(_table: object, connection: Connection, **_more: object) -> None:
    for statement in WORDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _drop_words(_table: object, connection: Connection, **_more: object) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS guidance_words")


event.listen(Document.__table__, "after_create", _make_words)  # type: ignore[attr-defined]
event.listen(Document.__table__, "before_drop", _drop_words)  # type: ignore[attr-defined]


class DocumentArea(Table, table=True):
    """A municipality that a found service serves."""

    __tablename__ = "guidance_document_area"
    __data_class__: ClassVar[str] = "guidance.directory"

    number: int = Field(sa_column=_of_document())
    municipality: str = Field(primary_key=True, index=True)


class OpenSpan(Table, table=True):
    """When somebody is there without an appointment, in minutes since 1970 (UTC), for some days.

    No span is longer than a day, so that those of a moment lie close together.
    """

    __tablename__ = "guidance_open_span"
    __data_class__: ClassVar[str] = "guidance.directory"
    __table_args__ = (Index("guidance_open_span_now", "starts", "ends", "number"),)

    number: int = Field(sa_column=_of_document())
    starts: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    ends: int


class KnownWord(Table, table=True):
    """A word of the directory or of the lexicon, folded, and as it is written: for misspellings."""

    __tablename__ = "guidance_known_word"
    __data_class__: ClassVar[str] = "guidance.directory"

    folded: str = Field(sa_column=Column(BY_CODE_POINT, primary_key=True))
    written: str
    uses: int = 1


class NearWord(Table, table=True):
    """What is left of a known word when one or two of its letters are missing."""

    __tablename__ = "guidance_near_word"
    __data_class__: ClassVar[str] = "guidance.directory"

    left: str = Field(sa_column=Column(BY_CODE_POINT, primary_key=True))
    folded: str = Field(sa_column=Column(BY_CODE_POINT, primary_key=True))


class IndexState(Table, table=True):
    """With what the index was made; another analyser or version means that it is made anew."""

    __tablename__ = "guidance_index_state"
    __data_class__: ClassVar[str] = "guidance.directory"

    id: int = Field(default=1, primary_key=True)
    made_with: str
    made_at: datetime = moment()
    opening_from: datetime = moment()
