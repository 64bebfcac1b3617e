"""Tables that count hold a day, a place and a word of a closed list: nothing joins two visits."""

from pathlib import Path

from sqlalchemy import DateTime, create_engine, text
from sqlmodel import SQLModel

from core.house import House

COUNTERS = {
    "chat_count": {"id", "day", "line_id", "what", "detail", "n"},
    "chat_feedback_count": {"id", "day", "line_id", "question", "answer", "n"},
    "guidance_guide_count": {"id", "day", "guide_id", "said", "n"},
    "guidance_need_count": {"id", "day", "municipality", "test", "about", "is_met", "n"},
    "guidance_reaction_count": {"id", "day", "line_id", "service_id", "said", "n"},
    "guidance_reading_count": {"id", "day", "service_id", "n"},
    "guidance_referral": {"id", "day", "line_id", "service_id", "service_name", "kind", "n"},
    "guidance_search_count": {"id", "day", "municipality", "meaning", "is_met", "n"},
    "guidance_worry_count": {"id", "day", "test", "version", "question", "answer", "n"},
    "outreach_link_count": {"id", "day", "link_id", "kind", "n"},
    "outreach_question_count": {"id", "question_id", "mode", "option", "n"},
    "outreach_stage_count": {"id", "day", "line_id", "campaign_id", "stage", "n"},
    "outreach_stage_month": {"id", "month", "line_id", "stage", "n"},
    "policies_override_count": {"id", "day", "asked", "reason", "n"},
    "policies_own_deed_count": {"id", "day", "deed", "n"},
    "scheduling_appointment_count": {"id", "line_id", "kind", "month", "outcome", "n"},
}
"""All that a table with a count `n` may hold. `id` is drawn for the row and stands nowhere else."""

LINK = {"id", "code", "line_id", "campaign_id", "channel_id", "placement", "medium", "target"}
LINK_DAYS = {"active_from", "active_until", "told_on"}
"""One code for one placement: whatever is added here must be told before anybody comes by it.

`told_on` is when its keepers had a mail, which no visit changes.
"""


def test_a_table_that_counts_holds_nothing_but_what_it_counts(standing: House):
    counting = {
        name: set(table.columns.keys())
        for name, table in SQLModel.metadata.tables.items()
        if "n" in table.columns
    }

    assert counting.keys() == COUNTERS.keys()
    assert not {name: more for name, held in counting.items() if (more := held - COUNTERS[name])}


def test_a_link_holds_its_placement_and_its_days(standing: House):
    link = SQLModel.metadata.tables["outreach_link"]

    assert set(link.columns.keys()) <= LINK | LINK_DAYS


def test_nothing_is_counted_by_a_time_finer_than_a_day(standing: House):
    columns = [
        column
        for name in (*COUNTERS, "outreach_link")
        for column in SQLModel.metadata.tables[name].columns
    ]

    assert not [column for column in columns if isinstance(column.type, DateTime)]


def test_no_counter_keeps_the_order_in_which_its_rows_came(standing: House, migrated: Path):
    """A `rowid` would put a campaign's first landing beside the month's first conversation, and the answers of one test beside each other."""
    made = create_engine(f"sqlite:///{migrated}")
    with made.connect() as connection:
        tables = connection.execute(text("PRAGMA table_list")).mappings().all()
    made.dispose()

    assert COUNTERS.keys() <= {one["name"] for one in tables if one["wr"]}
    assert not {
        name
        for name in COUNTERS
        if SQLModel.metadata.tables[name].dialect_options["sqlite"]["with_rowid"]
    }


def test_nothing_points_at_a_counter(standing: House):
    pointed = {
        key.column.table.name
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
    }

    assert not pointed & COUNTERS.keys()
