"""Starting, starting again, and stopping."""

import os
import signal
import socket
import subprocess
import sys
import time

from organisation.demo import PASSWORD
from tests.remains import tables
from tests.served import AINO, PATIENCE_SECONDS, Served


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


def test_who_is_sending_something_when_the_server_ends_still_gets_an_answer(served: Served):
    form = f"email={AINO}&password={PASSWORD.replace(' ', '+')}".encode()
    asked = (
        "POST /sign-in HTTP/1.1",
        f"Host: 127.0.0.1:{served.port}",
        f"Origin: {served.base_url}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(form)}",
        "Expect: 100-continue",
        "Connection: close",
        "\r\n",
    )
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE_SECONDS) as browser:
        browser.sendall("\r\n".join(asked).encode())
        begun = browser.recv(1000)
        os.kill(served.pid, signal.SIGTERM)
        takes_nobody_in_any_more(served.port)

        browser.sendall(form)
        answer = browser.makefile("rb").read()

    assert begun.startswith(b"HTTP/1.1 100 ")
    assert answer.startswith(b"HTTP/1.1 303 ")


def takes_nobody_in_any_more(port: int) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS).close()
        except OSError:
            return
    raise AssertionError("The door is still open.")


def counts(served: Served) -> dict[str, int]:
    with served.data() as data:
        return {
            name: data.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one()
            for name in tables(data)
        }
