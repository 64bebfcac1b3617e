"""What people of the organisation room do in a browser without JavaScript."""

from typing import Any

from flask.testing import FlaskClient
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from core.house import house
from core.identity import Kind, cookie_name
from organisation import actions, passwords
from organisation.models import Role, Worker
from organisation.schemas import Invited
from policies.models import AuditEntry
from tests.people import People

PASSWORD = "neljä hidasta siiliä"


def post(browser: FlaskClient, path: str, /, **form: Any) -> TestResponse:
    """Send a form of our own page."""
    return browser.post(path, data=form, headers={"Origin": "http://localhost"})


def with_password(people: People, *roles: Role, **changes: Any) -> Worker:
    """Give a worker who signs in with `PASSWORD`."""
    return people.worker(
        *(roles or (Role.RESPONDER,)), password_hash=passwords.hashed(PASSWORD), **changes
    )


def signs_in(
    browser: FlaskClient, email: str, password: str = PASSWORD, **more: Any
) -> TestResponse:
    """Fill in the sign-in form and send it."""
    return post(browser, "/sign-in", email=email, password=password, **more)


def token_of(browser: FlaskClient) -> str | None:
    """Look at the session token that the browser holds."""
    cookie = browser.get_cookie(cookie_name(Kind.WORKER))
    return cookie.value if cookie else None


def invited(people: People, by: Worker, **changes: Any) -> str:
    """Give the token of an invitation that `by` has sent."""
    details: dict[str, Any] = {"email": "uusi@example.org", "role": "responder", **changes}
    with house().database.session() as session:
        token = actions.invite(session, people.actor(by), by.organisation_id, Invited(**details))
        session.commit()
        return token


def audited(session: Session, action: str) -> list[AuditEntry]:
    """Read the log's entries about one kind of deed."""
    return list(
        session.exec(
            select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.seq)
        ).all()
    )
