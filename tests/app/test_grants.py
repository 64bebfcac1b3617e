"""On PostgreSQL the server's own role can write into the audit log and never change it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from app.grants import statements
from app.tables import is_current
from core import clock
from core.crypto import KeyStore
from core.db import Database, make_engine, transaction
from core.house import House, stand
from core.identity import SYSTEM
from core.settings import Settings
from policies.actions import audit
from policies.purge import apply_due
from policies.queries import chain_verdict
from tests.postgres import administer, database

pytestmark = pytest.mark.postgres


@dataclass
class Apart:
    """A house whose server signs in as one role while another owns the tables."""

    owner: Engine
    settings: Settings
    home: House


@pytest.fixture
def owned(postgres_server: str, migrated_postgres: str) -> Iterator[str]:
    """Give the address of a database of this test's own, as the history makes it."""
    with database(postgres_server, template=str(make_url(migrated_postgres).database)) as url:
        yield url


@pytest.fixture
def apart(standing: House, owned: str, tmp_path: Path) -> Iterator[Apart]:
    role = f"server_{uuid4().hex[:8]}"
    owner = make_engine(owned)
    administer(owned, f'CREATE ROLE "{role}" LOGIN')
    with owner.begin() as connection:
        connection.execute(text("\n".join(statements(role)[1:-1])))
    url = make_url(owned).set(username=role).render_as_string(hide_password=False)
    settings = standing.settings.model_copy(update={"data_dir": tmp_path, "database_url": url})
    home = replace(
        standing, settings=settings, database=Database(settings), keys=KeyStore(settings)
    )
    stand(home)
    yield Apart(owner, settings, home)
    home.database.engine.dispose()
    home.keys.engine.dispose()
    stand(standing)
    with owner.begin() as connection:
        connection.execute(text(f'DROP OWNED BY "{role}"'))
    owner.dispose()
    administer(owned, f'DROP ROLE "{role}"')


def written(count: int = 1) -> None:
    with transaction() as session:
        for number in range(count):
            audit(session, SYSTEM, "policies.purge", f"plan:{number}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE policies_audit SET actor = 'nobody'",
        "DELETE FROM policies_audit",
        "TRUNCATE policies_audit",
        "ALTER TABLE policies_audit DISABLE TRIGGER ALL",
        "DROP TRIGGER policies_audit_guard ON policies_audit",
        "DROP TABLE policies_audit",
        "CREATE OR REPLACE FUNCTION policies_audit_let_go(last bigint) RETURNS bigint AS 'SELECT 1'",
        "CREATE TABLE mine (id int)",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_the_servers_role_cannot_touch_what_was_written(apart: Apart, statement: str):
    written()

    with (
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
        apart.home.database.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_the_servers_role_writes_reads_and_checks_the_log(apart: Apart):
    written(3)

    with apart.home.database.session() as session:
        found = chain_verdict(session)

    assert (found.is_whole, found.entries) == (True, 3)
    assert is_current(apart.settings)


def test_the_servers_role_lets_old_entries_go_and_no_young_ones(apart: Apart):
    with clock.stopped(clock.now() - timedelta(days=1_000)):
        written(2)

    run = apply_due(SYSTEM)

    assert run.counts == {"policies.audit": 2}
    with apart.home.database.session() as session:
        assert chain_verdict(session).is_whole
    with (
        pytest.raises(Exception, match="only grows"),
        apart.home.database.engine.begin() as connection,
    ):
        connection.execute(text("SELECT policies_audit_let_go(1000000)"))


def test_even_the_owner_changes_nothing_by_mistake(apart: Apart):
    written()

    with pytest.raises(Exception, match="only grows"), apart.owner.begin() as connection:
        connection.execute(text("UPDATE policies_audit SET actor = 'nobody'"))


def test_a_role_with_a_strange_name_is_quoted():
    assert 'GRANT USAGE ON SCHEMA public TO "o""dd";' in statements('o"dd')
