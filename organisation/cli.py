"""Commands of the organisation room: `rinnalla organisation add …` and `rinnalla worker add …`."""

import re
from uuid import UUID

import click

from core.access import at_console
from core.db import reading, transaction
from core.house import house
from core.i18n import DEFAULT, LANGUAGES
from core.identity import CONSOLE
from organisation.access import FOUND, INVITE
from organisation.errors import AlreadyWorker

ROLES = [
    "responder",
    "coordinator",
    "outreach_worker",
    "editor",
    "producer",
    "data_protection_officer",
    "administrator",
]


@click.group(name="organisation")
def organisation_commands() -> None:
    """Found the organisation whose lines these are."""


@organisation_commands.command(name="add")
@click.option(
    "--slug", required=True, help="Its name in addresses: small letters, digits and hyphens."
)
@click.option("--name", required=True, help="Its name as visitors see it.")
@click.option("--contact", default="", help="Where its data protection officer is reached.")
@at_console(FOUND)
def add_organisation(slug: str, name: str, contact: str) -> None:
    """Found an organisation. Ends with 1 when there is one by this name already."""
    from organisation.actions import found_organisation
    from organisation.queries import organisations

    if not re.fullmatch(r"[a-z0-9-]{2,40}", slug):
        raise click.UsageError("The slug takes small letters, digits and hyphens.")
    with transaction() as session:
        if slug in {one.slug for one in organisations(session)}:
            raise click.ClickException(f"There is an organisation {slug} already.")
        found_organisation(session, slug, name, contact)
    click.echo(
        f"Founded {name}. Invite its administrator next: rinnalla worker add --role administrator …"
    )


@click.group(name="worker")
def worker_commands() -> None:
    """Let workers in from the command line: the first one, or when mail is away."""


@worker_commands.command(name="add")
@click.option("--email", required=True, help="The address with which the worker will sign in.")
@click.option("--name", required=True, help="Name of the worker, seen by colleagues only.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="The worker's first role.")
@click.option(
    "--organisation",
    "slug",
    default="",
    help="Slug of the organisation; needed when there are several.",
)
@click.option(
    "--language", default=DEFAULT, type=click.Choice(list(LANGUAGES)), help="Language of the page."
)
@at_console(INVITE)
def add_worker(email: str, name: str, role: str, slug: str, language: str) -> None:
    """Print an invitation link, to be handed over in person: it works once, for seven days.

    Ends with 1 when there is no such organisation or the address has an open account already.
    """
    from organisation.actions import invite
    from organisation.invitations import invitation_link
    from organisation.schemas import Invited

    invited = Invited(email=_checked(email), role=role, name=name)
    organisation_id = _organisation(slug)
    try:
        with transaction() as session:
            token = invite(session, CONSOLE, organisation_id, invited)
    except AlreadyWorker:
        raise click.ClickException(
            "Somebody with this e-mail address already works here."
        ) from None
    click.echo(invitation_link(house().settings, token, language))


def _checked(email: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError:
        raise click.UsageError("This does not look like an e-mail address.") from None


def _organisation(slug: str) -> UUID:
    from organisation.queries import organisations

    with reading() as session:
        found = [one for one in organisations(session) if slug in {"", one.slug}]
    if len(found) == 1:
        return found[0].id
    if found:
        raise click.UsageError("There are several organisations: name one with --organisation.")
    raise click.ClickException(
        "There is no such organisation: rinnalla organisation add … founds one."
    )


COMMANDS: list[click.Command] = [organisation_commands, worker_commands]
