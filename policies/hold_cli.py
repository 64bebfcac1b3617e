"""Commands for legal holds."""

from datetime import datetime, timedelta
from uuid import UUID

import click

from core import clock
from core.access import at_console
from core.db import reading, transaction
from core.identity import CONSOLE
from policies import holds
from policies.access import HOLD


@click.group("hold")
def hold() -> None:
    """Hold back a purge for a while: legal holds on a class of data or on one record."""


@hold.command("add")
@at_console(HOLD)
@click.argument("data_class")
@click.option("--record", default="", help="Only this record: its id, or its reference in the log.")
@click.option("--owner", required=True, help="Which role or unit answers for it; no person's name.")
@click.option("--reason", required=True, help="Why; no names.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Its last day.")
def add(data_class: str, record: str, owner: str, reason: str, until: datetime) -> None:
    """Hold back the purge of DATA_CLASS, for no longer than the policy allows."""
    ends_at = clock.day_starts(until.date() + timedelta(days=1))
    with transaction() as session:
        laid = holds.lay(
            session, CONSOLE, data_class, record=record, reason=reason, ends_at=ends_at, owner=owner
        )
    click.echo(f"Held: {laid.id}")


@hold.command("list")
@at_console(HOLD)
def list_holds() -> None:
    """List the holds that stand, those that end first before the others."""
    with reading() as session:
        for one in holds.standing(session):
            what = f"{one.of_class} {one.record}".rstrip()
            last_day = clock.local_day(one.ends_at - timedelta(seconds=1))
            click.echo(f"{one.id}  until {last_day}  {what}  {one.owner}: {one.reason}")


@hold.command("end")
@at_console(HOLD)
@click.argument("hold_id", type=click.UUID)
@click.option("--reason", default="", help="Why it is no longer needed.")
def end_hold(hold_id: UUID, reason: str) -> None:
    """End a hold now; what it held goes with the next purge."""
    with transaction() as session:
        holds.end(session, CONSOLE, hold_id, reason=reason)
    click.echo("Ended.")
