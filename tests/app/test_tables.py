"""Tables are not changed beneath those who talk."""

from pathlib import Path

import pytest

from app.errors import StillServing
from app.tables import refuse_while_serving
from core import jobs
from core.house import House
from tests.conftest import settings_in


@pytest.mark.postgres
def test_while_a_process_of_the_house_is_connected_its_tables_stay(on_postgres: House):
    with on_postgres.database.session() as session:
        session.connection()

        with pytest.raises(StillServing):
            refuse_while_serving(on_postgres.settings)


@pytest.mark.sqlite("the jobs' lock lies beside its file")
def test_while_the_jobs_run_the_tables_stay(tmp_path: Path):
    settings = settings_in(tmp_path)
    refuse_while_serving(settings)

    with jobs._alone(settings), pytest.raises(StillServing):
        refuse_while_serving(settings)
