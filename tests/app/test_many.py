"""Several processes on one machine: refused where they could not hear each other."""

import pytest

from app.many import reasons_against
from tests.conftest import settings_in

TOGETHER = {
    "redis_url": "redis://127.0.0.1/0",
    "database_url": "postgresql://127.0.0.1/rinnalla",
    "keys_url": "postgresql://127.0.0.1/keys",
}


@pytest.mark.parametrize("missing", sorted(TOGETHER))
def test_several_processes_need_what_they_share(tmp_path, missing: str):
    settings = settings_in(tmp_path, **{**TOGETHER, missing: ""})

    against = reasons_against(settings, 2)

    assert f"RINNALLA_{missing.upper()}" in against
    assert reasons_against(settings, 1) == ""


def test_with_all_of_it_they_may_start(tmp_path):
    assert reasons_against(settings_in(tmp_path, **TOGETHER), 8) == ""
