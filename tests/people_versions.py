"""What the stories about the policy's versions share: bringing a draft in, and approving it."""

from io import BytesIO
from uuid import UUID

from flask.testing import FlaskClient
from sqlmodel import Session

from policies.models import PolicyVersion
from tests.policy import TEXT

HERE = {"Sec-Fetch-Site": "same-origin"}
SHORTER = TEXT.replace('keep = "P7D", action = "shred"', 'keep = "P5D", action = "shred"')


def bring_in(browser: FlaskClient, text: str) -> UUID:
    """Upload a file as a draft and give the draft's id."""
    answer = browser.post(
        "/data-protection/versions/file",
        data={"file": (BytesIO(text.encode()), "own.toml")},
        headers=HERE,
    )
    assert answer.status_code == 303, answer.text
    return UUID(answer.location.rpartition("/")[2])


def stored(session: Session, version_id: UUID) -> PolicyVersion:
    """Give a version as it is kept now."""
    session.expire_all()
    return session.get_one(PolicyVersion, version_id)


def approve(browser: FlaskClient, draft: UUID, looked_at: str | None = None) -> int:
    page = browser.get(f"/data-protection/versions/{draft}").text
    found = page.partition('name="hash" value="')[2][:64]
    return browser.post(
        f"/data-protection/versions/{draft}/approve",
        data={"hash": looked_at or found},
        headers=HERE,
    ).status_code
