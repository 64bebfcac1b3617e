"""Every table that points at a worker is in what a worker is given about themselves."""

import pytest
from sqlmodel import SQLModel

from core.house import House
from policies.personal import NAMED, pointing

LOOKS_LIKE = {"actor", "author", "owner", "subject_id", "worker_id", "responder_id"}
OTHERWISE = {
    "chat_conversation.ended_by": "which side, not who",
    "chat_visit.ended_by": "which side, not who",
    "chat_attachment.author": "which side, not who",
    "chat_message.author": "which side, not who",
}
"""Columns that are called like one that names a worker, and what they hold."""


@pytest.fixture(autouse=True)
def _house(home: House) -> None: ...


def test_every_foreign_key_to_a_worker_is_followed():
    keys = {
        f"{column.table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "organisation_worker" for key in column.foreign_keys)
    }

    followed = {f"{table.name}.{one.name}" for table, columns in pointing() for one in columns}

    assert keys - followed == set()
    assert len(keys) > 8


def test_every_column_that_is_called_like_a_person_is_followed_or_explained():
    called = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name in LOOKS_LIKE or column.name.endswith("_by")
    }
    followed = {f"{table.name}.{one.name}" for table, columns in pointing() for one in columns}

    assert called - followed - OTHERWISE.keys() == set()


def test_nothing_is_named_that_is_not_there():
    there = {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
    }

    assert {f"{table}.{one}" for table, names in NAMED.items() for one in names} <= there
    assert OTHERWISE.keys() <= there
