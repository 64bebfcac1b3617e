"""Commands of the policies room.

Exit codes: 0 all is well · 2 the command was asked wrongly · 3 the policy cannot be followed ·
4 the plan has changed · 5 the audit log is broken.
"""

import sys
from pathlib import Path
from typing import NoReturn

import click

from core.db import reading
from core.identity import SYSTEM
from policies.errors import PlanChanged, PolicyError
from policies.purge import Plan, apply, plan
from policies.queries import chain_verdict
from policies.schema import load

UNFIT, CHANGED, BROKEN = 3, 4, 5


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would be purged now, and change nothing.")
@click.option("--apply", "plan_hash", metavar="PLAN_HASH", help="Purge exactly the plan shown.")
def purge(*, dry_run: bool, plan_hash: str | None) -> None:
    """Purge what the policy no longer lets us keep: look with --dry-run, then --apply its hash.

    Exits with 4 when the plan has changed since it was looked at; then nothing was purged.
    """
    if dry_run == bool(plan_hash):
        raise click.UsageError("Give either --dry-run or --apply PLAN_HASH.")
    if plan_hash:
        _apply(plan_hash)
        return
    with reading() as session:
        _show(plan(session))


@click.group("audit")
def audit() -> None:
    """Check the audit log."""


@audit.command("verify")
def verify() -> None:
    """Follow the chain of the audit log; exits with 5 and names the first broken place."""
    with reading() as session:
        verdict = chain_verdict(session)
    if not verdict.is_whole:
        _end(f"The audit log is broken at entry {verdict.broken_at}: {verdict.why}.", BROKEN)
    click.echo(f"The audit log is whole: {verdict.entries} entries.")


@click.group("policy")
def policy() -> None:
    """Look after the data-protection policy."""


@policy.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
def check(file: Path | None) -> None:
    """Check a policy FILE, by default the shipped one; exits with 3 when it cannot be followed."""
    from policies.setup import disagreements

    try:
        found = load(file)
    except PolicyError as wrong:
        _end("\n".join(wrong.faults), UNFIT)
    if faults := disagreements(found):
        _end("\n".join(faults), UNFIT)
    click.echo(f"The policy can be followed. Its hash is {found.hash}.")


COMMANDS: list[click.Command] = [purge, audit, policy]


def _apply(plan_hash: str) -> None:
    try:
        run = apply(plan_hash, SYSTEM)
    except PlanChanged:
        _end("The plan has changed; nothing was purged. Look at it with --dry-run.", CHANGED)
    for name, count in run.counts.items():
        click.echo(f"{name:<28}{count:>8}")
    click.echo(f"Purged {sum(run.counts.values())} rows.")


def _show(planned: Plan) -> None:
    click.echo(f"{'class of data':<28}{'rows':>8}  due since")
    for name, count in planned.counts.items():
        click.echo(f"{name:<28}{count.rows:>8}  {count.since:%Y-%m-%d %H:%M} UTC")
    click.echo(f"{'all':<28}{planned.total:>8}")
    click.echo(f"plan {planned.hash}")


def _end(sentence: str, code: int) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(code)
