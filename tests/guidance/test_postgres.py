"""The directory on PostgreSQL finds and counts as on SQLite."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from core.db import transaction
from guidance import actions, queries
from guidance.importing.running import import_upload
from guidance.models import Referral
from guidance.queries import Filters, When
from guidance.schemas import ReferralKind
from tests.people import People
from tests.people_guidance import ALWAYS, a_service, sample

pytestmark = pytest.mark.postgres


def test_what_comes_in_is_found_in_any_form(on_postgres):
    for name in ("mixed.json", "channel.json", "mixed.json"):
        import_upload(io.BytesIO(sample(name)), name=name)

    with on_postgres.database.session() as session:
        found = queries.search(session, "etsivää nuorisotyötä", lang="fi")
        here = queries.services(session, Filters("tyopaja", "205", age=16), lang="fi").cards

    assert [one.address for one in found] == ["Esimerkkikatu 1, 87100 Kajaani"]
    assert [one.name for one in here] == ["Nuorten työpaja"]


def test_open_doors_come_first(on_postgres):
    with on_postgres.database.session() as session:
        a_service(session, "Aamukahvila")
        a_service(session, "Öinen puhelin", phone="000", periods=ALWAYS)

        told = queries.services(session, Filters(), lang="fi").cards
        open_now = queries.services(session, Filters(when=When.NOW), lang="fi").cards

    assert [one.name for one in told] == ["Öinen puhelin", "Aamukahvila"]
    assert [one.name for one in open_now] == ["Öinen puhelin"]


def test_referrals_made_at_the_same_time_are_all_counted(on_postgres):
    line = People(on_postgres).line()
    with on_postgres.database.session() as session:
        service = a_service(session)

    def refer(_number: int) -> None:
        with transaction() as session:
            actions.refer(session, service_id=service, line_id=line.id, kind=ReferralKind.ADVISED)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(refer, range(24)))

    with on_postgres.database.session() as session:
        assert [row.n for row in session.exec(select(Referral)).all()] == [24]
