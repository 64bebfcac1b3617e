"""Real calendar programs read our calendar: the wall times are right and nothing is missing."""

import ctypes
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from sqlmodel import delete
from werkzeug.serving import WSGIRequestHandler, make_server

from core import clock
from core.db import transaction
from organisation.models import LineMember
from scheduling import actions
from scheduling.schemas import FeedKind
from tests.house.tree import ROOT
from tests.people_appointments import a_type, booked, is_free, on
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed

# From here a feed reaches over the end of one summer time and the beginning of the next.
AUTUMN = datetime(2026, 10, 20, 9, tzinfo=UTC)
NOONS = [(2026, 10, 24), (2026, 10, 25), (2027, 3, 27), (2027, 3, 28)]
NAME = {"fi": "Yö, öinen; \\ päivystys 🌙 ja vielä paljon muutakin, mitä ei riville mahdu"}
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def _in_autumn():
    with clock.stopped(AUTUMN):
        yield


@pytest.fixture
def line(people):
    return people.line(name=NAME)


@pytest.fixture
def aino(people, line):
    """Give a worker with a noon's duty around each change, a night over one, one given back."""
    worker = a_responder(people, line)
    for day in NOONS:
        starts_at = on(datetime(*day, tzinfo=UTC).date(), 12)
        a_duty(people, worker, a_shift(people, line, starts_at=starts_at, lasts=HOUR))
    night = on(datetime(2026, 10, 24, tzinfo=UTC).date(), 23)
    a_duty(people, worker, a_shift(people, line, starts_at=night, lasts=8 * HOUR))
    actor = people.actor(worker)
    given = a_shift(people, line, starts_at=on(datetime(2026, 11, 2, tzinfo=UTC).date(), 9))
    duty = claimed(actor, given)
    with transaction() as session:
        actions.release(session, actor, duty.id)
    is_free(people, worker, "15:00", "16:00", day=datetime(2026, 11, 3, tzinfo=UTC).date())
    booked(a_type(people, line, worker), on(datetime(2026, 11, 3, tzinfo=UTC).date(), 15))
    return actor


def address(actor, kind=FeedKind.MINE, line=None):
    with transaction() as session:
        token = actions.create_feed(
            session, actor, label="Laite", kind=kind, line_id=line.id if line else None
        )
    return f"/feeds/{token}.ics"


@pytest.fixture
def feed(aino, client):
    return client.get(address(aino)).data


class _Quiet(WSGIRequestHandler):
    def log(self, *_told: object) -> None:
        """Say nothing."""


@contextmanager
def served(app: Callable[..., object]) -> Iterator[str]:
    """Serve the house on a free loopback port under the name by which it knows itself."""

    def here(environ, start_response):
        return app({**environ, "HTTP_HOST": "localhost"}, start_response)

    server = make_server("127.0.0.1", 0, here, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(*command: object, home: Path) -> str:
    """Run a calendar program that knows only what lies in `home`."""
    done = subprocess.run(
        [str(part) for part in command],
        env={
            "HOME": str(home),
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "TZ": "Europe/Helsinki",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


VDIRSYNCER = """
[general]
status_path = "{home}/status/"
[pair duties]
a = "ours"
b = "here"
collections = null
[storage ours]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[duties]]
path = {home}/calendar/
[locale]
local_timezone = Europe/Helsinki
default_timezone = Europe/Helsinki
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


def test_vdirsyncer_subscribes_and_khal_shows_the_wall_times_over_both_changes(app, aino, tmp_path):
    path = address(aino)
    with served(app) as url:
        config = tmp_path / "vdirsyncer"
        config.write_text(VDIRSYNCER.format(home=tmp_path, url=f"{url}{path}"))
        program = PROGRAMS / "vdirsyncer"
        run(program, "-c", config, "discover", "--no-list", home=tmp_path)
        run(program, "-c", config, "sync", home=tmp_path)
    (tmp_path / "khal").write_text(KHAL.format(home=tmp_path))

    form = "{start-long-full}-{end-time} {status}{title}"
    shown = run(
        PROGRAMS / "khal", "-c", tmp_path / "khal", "list", "--format", form,
        "--day-format", "", "2026-10-20", "200d", home=tmp_path,
    )  # fmt: skip
    for year, month, day in NOONS:
        assert f"{year}-{month:02}-{day:02} 12:00-13:00 CONFIRMED Päivystys" in shown
    assert "2026-10-24 23:00-06:00 CONFIRMED Päivystys" in shown
    assert "CANCELLED Peruttu: Päivystys" in shown
    assert "2026-11-03 15:00-16:00 CONFIRMED Ajanvaraus: Puheluaika" in shown


def test_ical_js_and_node_ical_read_what_python_reads(feed, node, tmp_path):
    (tmp_path / "feed.ics").write_bytes(feed)

    told = subprocess.run(
        [node, ROOT / "tests" / "js" / "feed.mjs", tmp_path / "feed.ics"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout

    ours = sorted(
        [
            str(event["SUMMARY"]),
            int(event["DTSTART"].dt.timestamp()),
            int(event["DTEND"].dt.timestamp()),
        ]
        for event in Calendar.from_ical(feed).walk("VEVENT")
    )
    assert json.loads(told) == {"icaljs": ours, "nodeical": ours}
    assert len(ours) == 7


@pytest.mark.parametrize("kind", FeedKind)
def test_libical_finds_nothing_that_the_standard_forbids(aino, client, line, kind):
    library = find_library("ical")
    if library is None:
        pytest.skip("no libical here: apt-get install libical3")
    found = client.get(address(aino, kind, line if kind is FeedKind.LINE else None)).data
    ical = ctypes.CDLL(library)
    ical.icalparser_parse_string.restype = ctypes.c_void_p
    for name in ("icalrestriction_check", "icalcomponent_count_errors"):
        getattr(ical, name).argtypes = [ctypes.c_void_p]

    def faults(text: bytes) -> int:
        read = ical.icalparser_parse_string(text)
        ical.icalrestriction_check(read)
        return int(ical.icalcomponent_count_errors(read))

    assert faults(found) == 0
    assert faults(found.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH")) > 0


def test_a_busy_calendar_says_when_and_nothing_else(aino, client):
    events = Calendar.from_ical(client.get(address(aino, FeedKind.BUSY)).data).walk("VEVENT")

    assert {str(event["SUMMARY"]) for event in events} == {"Varattu", "Peruttu: Varattu"}
    assert len(events) == 7


def test_a_lines_calendar_names_who_keeps_it_for_its_team_only(aino, client, line, people, session):
    bo = people.actor(a_responder(people, line, "Bo Berg"))
    path = address(bo, FeedKind.LINE, line)

    shown = [
        str(event["SUMMARY"]) for event in Calendar.from_ical(client.get(path).data).walk("VEVENT")
    ]
    session.exec(delete(LineMember).where(LineMember.worker_id == bo.id))
    session.commit()

    assert sum(one.endswith(": Aino") for one in shown) == 6
    assert client.get(path).status_code == 404


def test_a_name_that_changes_changes_the_tag(aino, client, line, session):
    path = address(aino)
    tag = client.get(path).headers["ETag"]
    row = session.get(type(line), line.id)
    row.name = {"fi": "Toinen nimi"}
    session.add(row)
    session.commit()

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_what_leaves_the_calendar_by_time_changes_the_tag(aino, client):
    path = address(aino)
    tag = client.get(path).headers["ETag"]

    with clock.stopped(AUTUMN + timedelta(days=15)):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
