"""A real relay (coturn) on loopback, for calls that let neither side see the other's address."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers import free_port, running, wait_for

NO_RELAY = "no relay here: apt-get install coturn"
SECRET = "a secret that only these tests know"
RELAYS = (49_152, 49_352)


def find_relay() -> str | None:
    """Find coturn's program."""
    return shutil.which("turnserver")


@contextmanager
def running_relay(program: str) -> Iterator[int]:
    """Run a relay with credentials that run out; gives its port. It writes no address down."""
    with TemporaryDirectory(prefix="rinnalla-relay-") as folder:
        port, log = free_port(), Path(folder, "log")
        least, most = RELAYS
        command: list[str | Path] = [program, "-n"]
        command += ["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"]
        command += [f"--listening-port={port}", f"--min-port={least}", f"--max-port={most}"]
        command += ["--use-auth-secret", f"--static-auth-secret={SECRET}", "--realm=rinnalla.test"]
        command += ["--no-tls", "--no-dtls", "--no-cli", "--allow-loopback-peers"]
        command += ["--no-stdout-log", "--log-file=/dev/null", f"--pidfile={folder}/pid"]
        command += ["-b", f"{folder}/turndb"]
        # It keeps nothing, and to anything politer it answers after twenty seconds or never.
        with running(command, log, farewell=signal.SIGKILL):
            wait_for(lambda: socket.create_connection(("127.0.0.1", port), 1).close(), log)
            yield port


def lets_in(port: int, username: str, credential: str) -> bool:
    """Whether a relay gives a place to somebody with these credentials; coturn's own client asks."""
    asks: list[str] = ["turnutils_uclient", "-v", "-y", "-n", "1", "-m", "1", "-c"]
    asks += ["-u", username, "-w", credential, "-p", str(port), "127.0.0.1"]
    # The client goes on for seconds after the answer: its first word is enough.
    with subprocess.Popen(
        ["stdbuf", "-oL", *asks], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as client:
        assert client.stdout
        told = next(
            line for line in client.stdout if "success" in line or "Cannot complete" in line
        )
        client.kill()
    return "success" in told
