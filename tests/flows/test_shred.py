"""A sentence is typed behind a real nginx, its time passes, it is purged: then it is nowhere, nor is anybody's address.

nginx runs with the very configuration that an operator is given, `deploy/nginx.conf`.
"""

import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import requests

from chat.bodies import from_rest
from core.crypto import KeyStore, Sealed
from core.settings import demo_settings
from tests import nursery
from tests.flows.test_canary import (
    ADDRESS,
    AGENT,
    HEADERS,
    NICKNAME,
    SENTENCE,
    traces_in,
)
from tests.flows.wire import ANSWER_SECONDS, PATIENCE_SECONDS, Side
from tests.remains import as_bytes, rows
from tests.served import AINO, ROOT, Served, quiet_port, serving, unsealed
from tests.servers import running

pytestmark = pytest.mark.sqlite(
    "backups of its files, and their pages; on PostgreSQL: tests/app/test_backups_postgres.py"
)

NO_NGINX = "no nginx here: apt-get install nginx"


@dataclass
class Evening:
    """What is left after the purge, and what lay in the backup before it."""

    server: Served
    logs: Path
    backup: Path
    conversation_id: UUID
    opened_before: list[str]
    purged: str


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """Let a conversation be told through nginx, backed up, grow old and be purged."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip(NO_NGINX)
    folder = tmp_path_factory.mktemp("shred")
    port = quiet_port()
    public = f"http://127.0.0.1:{port}"
    with serving(folder / "house", settings=unsealed(folder)) as server:
        in_earnest(server, public)
        with proxy(program, folder, port, server):
            conversation_id = talk(server, public)
            backup = command(server, "backup", "--to", str(folder / "backup")).split()[1]
            opened = opened_by_todays_keys(server, Path(backup))
            server.kill9()  # the write-ahead log stays as it is
            provoke_the_proxy(public)
            grow_old(server, conversation_id)
            shown = command(server, "purge", "--dry-run").split()[-1]
            purged = command(server, "purge", "--apply", shown)
            server.base_url = f"http://127.0.0.1:{server.port}"
            server.restart()
            server.stop()
        yield Evening(server, folder / "logs", Path(backup), UUID(conversation_id), opened, purged)


def in_earnest(server: Served, public: str) -> None:
    """Run as in production behind a proxy: not as a demo, whose greeting names its own address."""
    server.stop()
    server.log_path.unlink()
    server.environment |= {
        "RINNALLA_DEMO": "false",
        "RINNALLA_PUBLIC_URL": public,
        "RINNALLA_EXTRA_ORIGINS": json.dumps([server.base_url]),  # asked whether it is ready
        "RINNALLA_TRUSTED_PROXIES": "1",
    }
    server.restart()


@contextmanager
def proxy(program: str, folder: Path, port: int, server: Served) -> Iterator[None]:
    """Run nginx in front of the server, as an operator does."""
    (folder / "logs").mkdir()
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, port, server.port))
    with running(
        [program, "-p", str(folder), "-c", str(file), "-e", str(folder / "logs" / "start.err")],
        folder / "nginx.out",
    ):
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            with suppress(requests.RequestException):
                if requests.get(f"http://127.0.0.1:{port}/health", timeout=ANSWER_SECONDS).ok:
                    break
            time.sleep(0.03)
        else:
            pytest.fail(
                (folder / "nginx.out").read_text() + (folder / "logs" / "start.err").read_text()
            )
        yield


def configuration(folder: Path, port: int, upstream: int) -> str:
    """Take the shipped configuration, with ports and folders of this test and without TLS."""
    shipped = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    before_tls, secure, rest = shipped.partition("server {\n    listen 443")
    ahead, _redirect, _to_tls = before_tls.partition("server {\n    listen 80;")
    assert secure, "deploy/nginx.conf no longer listens on 443"
    text = re.sub(
        r"^ +(listen|server_name|ssl_\w+) .*;\n", "", ahead + secure + rest, flags=re.MULTILINE
    )
    text = re.sub(r"^ +server 127\.0\.0\.1:\d+ .*;\n", "", text, flags=re.MULTILINE)
    for before, after in {
        "least_conn;": f"server 127.0.0.1:{upstream} max_fails=0;",
        "server {\n": f"server {{\n    listen 127.0.0.1:{port};\n",
        "/var/log/nginx/": f"{folder}/logs/",
        "Host $host;": "Host $http_host;",  # a port of its own is part of the name here
    }.items():
        assert before in text, f"deploy/nginx.conf no longer says {before}"
        text = text.replace(before, after)
    places = "".join(
        f"{kind}_temp_path {folder}/temp/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "temp").mkdir()
    return (
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\n"
        f"events {{}}\nhttp {{\n{places}{text}}}\n"
    )


def talk(server: Served, public: str) -> str:
    """Let a visitor and a responder talk through the proxy; give the conversation's id."""
    server.base_url = public
    server.check_in(AINO)
    visitor = server.start_visitor(nickname=NICKNAME, **HEADERS)
    server.get(f"/lines/nuorten-chat?utm_source={NICKNAME}", cookie=visitor.header, **HEADERS)
    with (
        Side(server, visitor.header, "visitor", visitor.conversation_id, agent=AGENT) as child,
        Side(server, f"rw={server.session_cookie(AINO)}", "worker", agent=AGENT) as aino,
    ):
        assert aino.connected().ask("claim", {"conversation_id": visitor.conversation_id})["ok"]
        aino.conversation_id = visitor.conversation_id
        child.say(SENTENCE)
        aino.say(f"You said: {SENTENCE}")
        child.catch_up()
        assert SENTENCE in [text for _seq, _author, text in child.transcript]
        assert child.connected().ask("close", {"conversation_id": visitor.conversation_id})["ok"]
    return visitor.conversation_id


def provoke_the_proxy(public: str) -> None:
    """Ask while the server is down: then a proxy likes to write who asked for what."""
    for path in ("/", f"/?q={NICKNAME}", f"/lines/{NICKNAME}"):
        answer = requests.get(public + path, headers={"User-Agent": AGENT}, timeout=ANSWER_SECONDS)
        assert answer.status_code == 502


def command(server: Served, *words: str) -> str:
    """Run `rinnalla …` with the installation's own settings."""
    return nursery.run(server.environment, server.data_dir, *words)


def grow_old(server: Served, conversation_id: str) -> None:
    """Let eight days have passed since the conversation ended."""
    with closing(sqlite3.connect(server.data_dir / "data.db")) as data:
        ended = data.execute(
            "SELECT closed_at FROM chat_conversation WHERE id = ?", (UUID(conversation_id).hex,)
        ).fetchone()[0]
        earlier = datetime.fromisoformat(ended) - timedelta(days=8)
        data.execute(
            "UPDATE chat_conversation SET closed_at = ? WHERE id = ?",
            (earlier.isoformat(sep=" "), UUID(conversation_id).hex),
        )
        data.commit()


def opened_by_todays_keys(server: Served, backup: Path) -> list[str]:
    """Read every message of a backup that any key of today's key store opens."""
    keys = KeyStore(
        demo_settings(
            _env_file=None,
            data_dir=server.data_dir,
            key_wrapping_key=server.environment["RINNALLA_KEY_WRAPPING_KEY"],
        )
    )
    with closing(sqlite3.connect(f"file:{backup}?mode=ro", uri=True)) as data:
        kept = data.execute("SELECT conversation_id, client_id, body FROM chat_message").fetchall()
    texts = []
    for conversation, client, body in kept:
        about = UUID(conversation), UUID(client)
        for key_id in all_keys(server):
            with suppress(Sealed):
                texts.append(from_rest(keys.get(key_id), *about, body).decode())
    keys.engine.dispose()
    return texts


def all_keys(server: Served) -> list[UUID]:
    with closing(sqlite3.connect(server.data_dir / "keys.db")) as keys:
        return [UUID(one) for (one,) in keys.execute("SELECT id FROM keystore_key")]


def test_before_the_purge_the_backup_could_be_opened(evening: Evening):
    assert any(SENTENCE in text for text in evening.opened_before)


def test_the_purge_took_the_words(evening: Evening):
    assert re.search(r"^chat\.body +\d", evening.purged, re.MULTILINE)
    assert evening.conversation_id not in all_keys(evening.server)


def test_after_the_purge_yesterdays_backup_opens_with_no_key_of_today(evening: Evening):
    texts = opened_by_todays_keys(evening.server, evening.backup)

    assert [text for text in texts if SENTENCE in text] == []
    with closing(sqlite3.connect(evening.backup)) as data:
        assert data.execute(
            "SELECT count(*) FROM chat_message WHERE conversation_id = ?",
            (evening.conversation_id.hex,),
        ).fetchone() == (2,)


def test_no_file_of_data_logs_or_backup_holds_the_sentence_or_who_said_it(evening: Evening):
    places = (evening.server.data_dir, evening.logs, evening.backup.parent)
    files = [path for place in places for path in place.rglob("*") if path.is_file()]
    files.append(evening.server.log_path)

    assert {"data.db", "keys.db", "chat.log"} <= {path.name for path in files}
    assert [(path.name, trace) for path in files for trace in traces_in(path.read_bytes())] == []


def test_nginx_wrote_what_happened_and_not_to_whom(evening: Evening):
    lines = (evening.logs / "chat.log").read_text().splitlines()

    assert len(lines) > 5
    assert all(re.fullmatch(r"\S+T\S+ [A-Z]+ \d{3} [\d.]+", line) for line in lines)


def test_no_log_line_holds_the_address(evening: Evening):
    logs = [*evening.logs.iterdir(), evening.server.log_path]
    lines = [line for log in logs for line in log.read_text(errors="replace").splitlines()]

    assert [line for line in lines if ADDRESS in line or "::1" in line] == []


def test_no_stored_row_holds_the_address(evening: Evening):
    found = [
        (path.name, table, row)
        for path in (*evening.server.data_dir.glob("*.db"), evening.backup)
        for table, row in rows(f"sqlite:///{path}")
    ]

    assert any(table == "policies_purge_run" for _file, table, _row in found)
    assert [
        one for one in found if any(ADDRESS.encode() in as_bytes(value) for value in one[2])
    ] == []
