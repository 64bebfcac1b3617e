"""Starting, starting again, and stopping."""

import subprocess
import sys

from tests.remains import tables
from tests.served import Served


def test_a_second_start_seeds_nothing_twice(served: Served):
    before = counts(served)

    served.kill9()
    served.restart()

    assert before["organisation_line"] == 7
    assert counts(served) == before


def test_a_second_server_does_not_share_the_port(served: Served):
    second = subprocess.run(
        [sys.executable, "-m", "app.wsgi"],
        cwd=served.data_dir,
        env=served.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert second.returncode != 0
    assert "Address already in use" in second.stderr
    assert served.get("/ready").ok


def counts(served: Served) -> dict[str, int]:
    with served.data() as data:
        return {
            name: data.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
            for name in tables(data)
        }
