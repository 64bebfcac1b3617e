from datetime import timedelta

from sqlmodel import Session

from core import clock
from core.house import House
from core.identity import SYSTEM
from organisation.models import Worker
from policies.purge import apply_due
from tests.people import People


def test_a_secret_that_outlived_its_account_goes_with_the_next_purge(
    home: House, people: People, session: Session
):
    worker = people.worker(
        password_hash="$argon2id$…", closed_at=clock.now() - timedelta(days=1), is_active=False
    )
    open_one = people.worker(password_hash="$argon2id$…")

    run = apply_due(SYSTEM)

    assert run.counts == {"worker.secret": 1}
    assert session.get(Worker, worker.id).password_hash is None
    assert session.get(Worker, open_one.id).password_hash is not None
