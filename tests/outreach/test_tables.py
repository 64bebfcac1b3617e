"""What the tables themselves make impossible: joining a link's visits to a conversation or to each other."""

from collections.abc import Iterable

from sqlalchemy import Date, DateTime, Table
from sqlmodel import SQLModel

from core.house import House

ABOUT_SOMEBODY = (
    "address",
    "ip",
    "agent",
    "cookie",
    "token",
    "session",
    "visitor",
    "referer",
    "email",
    "nickname",
)
WORDS = {"kind"}  # a word of a closed list joins nothing
SAID_BY_WORKERS = {
    "outreach_channel.address",  # the channel's own page
    "outreach_encounter.outreach_session_id",  # the round on which somebody was met
}


def of(room: str) -> list[Table]:
    return [
        table for name, table in SQLModel.metadata.tables.items() if name.startswith(f"{room}_")
    ]


def about_a_conversation() -> list[Table]:
    """The conversation itself and every table that points at one."""
    chosen = {"chat_conversation"}
    return [
        table
        for table in of("chat")
        if table.name in chosen or chosen & {key.column.table.name for key in table.foreign_keys}
    ]


def columns(tables: Iterable[Table]) -> set[str]:
    return {column.name for table in tables for column in table.columns}


def test_counters_share_only_the_line_with_a_conversation(standing: House):
    counters = [
        SQLModel.metadata.tables[f"outreach_{name}"]
        for name in ("link_count", "stage_count", "stage_month", "link")
    ]

    shared = columns(counters) & columns(about_a_conversation()) - WORDS

    assert shared <= {"id", "line_id"}  # ids are drawn for each row and mean nothing elsewhere


def test_no_table_of_the_room_points_at_a_chat_table_or_is_pointed_at(standing: House):
    ours = {key.column.table.name for table in of("outreach") for key in table.foreign_keys}
    theirs = {key.column.table.name for table in of("chat") for key in table.foreign_keys}

    assert not {name for name in ours if name.startswith("chat_")}
    assert not {name for name in theirs if name.startswith("outreach_")}


def test_no_column_could_hold_who_came(standing: House):
    named = {f"{table.name}.{column.name}" for table in of("outreach") for column in table.columns}

    suspicious = {
        name for name in named if set(name.partition(".")[2].split("_")) & set(ABOUT_SOMEBODY)
    }

    assert suspicious <= SAID_BY_WORKERS


def test_no_time_is_finer_than_a_day(standing: House):
    kinds = [column.type for table in of("outreach") for column in table.columns]

    assert not [kind for kind in kinds if isinstance(kind, DateTime)]
    assert any(isinstance(kind, Date) for kind in kinds)
