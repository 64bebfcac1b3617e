"""Workers are told of their duties by mail, or in a calendar of their own; only what changed."""

import ctypes
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from ctypes.util import find_library
from pathlib import Path

import caldav
import pytest
from icalendar import Calendar
from sqlmodel import select

from core import clock
from core.db import reading, transaction
from core.mail import mailer
from core.outgoing import Fetcher
from scheduling import actions
from scheduling.caldav import Account, look_in, push
from scheduling.errors import CalendarClosed
from scheduling.jobs.deliveries import tell_workers
from scheduling.models import Delivery, Told
from scheduling.schemas import FeedEvent
from scheduling.telling import News
from tests.people_appointments import ORIGIN
from tests.people_scheduling import HOUR, a_responder, a_shift, claimed

PUBLIC = "93.184.215.14"


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def worker(people, line):
    return a_responder(people, line)


@pytest.fixture
def aino(people, worker):
    return people.actor(worker)


@pytest.fixture
def outbox(aino):
    with transaction() as session:
        actions.deliver_by_mail(session, aino)
    mailer().outbox.clear()
    return mailer().outbox


def told(message):
    (part,) = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    raw = part.get_content()
    calendar = Calendar.from_ical(raw)
    assert part["Content-Type"].params["method"] == calendar["METHOD"]
    (file,) = message.iter_attachments()
    assert file.get_content_type() == "application/ics"
    assert file.get_content().decode().splitlines() == raw.splitlines()
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_a_duty_comes_as_an_invitation_and_its_end_as_a_cancellation(people, line, aino, outbox):
    duty = claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    tell_workers()
    with transaction() as session:
        actions.release(session, aino, duty.id)
    tell_workers()
    tell_workers()

    (asked, first), (off, second) = map(told, outbox)
    assert (asked, off) == ("REQUEST", "CANCEL")
    assert first["UID"] == second["UID"] == f"{duty.uid}@rinnalla.invalid"
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert second["STATUS"] == "CANCELLED"
    assert str(first["ORGANIZER"]) != str(first["ATTENDEE"])
    assert "Päivystys" in outbox[0]["Subject"]


def test_what_was_told_is_not_told_again(people, line, aino, outbox, session):
    claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))

    tell_workers()
    tell_workers()

    assert len(outbox) == 1
    assert len(session.exec(select(Told)).all()) == 1


def test_mail_that_cannot_be_sent_is_sent_later(people, line, aino, outbox, session, monkeypatch):
    claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))

    def broken(_self, _message):
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(type(mailer()), "deliver", broken)
        tell_workers()
    assert outbox == []
    tell_workers()

    assert len(outbox) == 1
    assert session.exec(select(Delivery)).one().problem == ""


def test_libical_finds_an_invitation_as_the_standard_wants_it(people, line, aino, outbox):
    library = find_library("ical")
    if library is None:
        pytest.skip("no libical here: apt-get install libical3")
    claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    tell_workers()
    ical = ctypes.CDLL(library)
    ical.icalparser_parse_string.restype = ctypes.c_void_p
    for name in ("icalrestriction_check", "icalcomponent_count_errors"):
        getattr(ical, name).argtypes = [ctypes.c_void_p]
    (file,) = outbox[0].iter_attachments()

    read = ical.icalparser_parse_string(file.get_content())
    ical.icalrestriction_check(read)

    assert ical.icalcomponent_count_errors(read) == 0


def test_nobody_is_told_who_did_not_ask(people, line, worker, aino, session):
    mailer().outbox.clear()
    claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    tell_workers()
    assert mailer().outbox == []

    people.signed_in(worker).post("/roster/calendars/mail", data={"wanted": "yes"}, headers=ORIGIN)
    tell_workers()
    assert len(mailer().outbox) == 1


@contextmanager
def radicale(folder: Path):
    """Run Radicale, a CalDAV server, on a free loopback port."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    (folder / "users").write_text("aino:sala\n")
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\ndelay = 0\n"
        f"htpasswd_filename = {folder}/users\nhtpasswd_encryption = plain\n"
        f"[storage]\nfilesystem_folder = {folder}/collections\n[logging]\nlevel = error\n"
    )
    program = Path(sys.executable).parent / "radicale"
    running = subprocess.Popen([program, "-C", folder / "config"], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.05)
        yield port
    finally:
        running.terminate()
        running.wait()


def as_if_public(port: int) -> Fetcher:
    """Give a fetcher to which this port is a public server: the guard itself stays in place."""

    def connect(_address: str, _port: int, _host: str, seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout=seconds)

    return Fetcher(100_000, resolve=lambda _host, _port: [PUBLIC], connect=connect)


def test_duties_are_put_into_a_calendar_of_ones_own_and_taken_out(
    app, people, line, aino, tmp_path
):
    duty = claimed(aino, a_shift(people, line, starts_at=clock.now() + HOUR))
    event = FeedEvent(
        duty.uid, 0, duty.updated_at, clock.now() + HOUR, clock.now() + 2 * HOUR,
        is_cancelled=False, what="Yö, öinen",
    )  # fmt: skip
    account = Account("https://calendar.example.org/aino/duties/", "aino", "sala")
    with radicale(tmp_path) as port, app.test_request_context("/"):
        with caldav.DAVClient(
            f"http://127.0.0.1:{port}", username="aino", password="sala"
        ) as client:
            theirs = client.principal().make_calendar("duties", cal_id="duties")
            fetcher = as_if_public(port)
            look_in(account, by=fetcher)
            push(account, News(event, is_off=False), "fi", by=fetcher)
            push(account, News(event, is_off=False), "fi", by=fetcher)
            (shown,) = theirs.events()
            summary = str(shown.icalendar_component["SUMMARY"])
            push(account, News(event, is_off=True), "fi", by=fetcher)
            push(account, News(event, is_off=True), "fi", by=fetcher)
            left = theirs.events()
        wrong = Account(account.address, "aino", "väärä")
        with pytest.raises(CalendarClosed):
            look_in(wrong, by=fetcher)

    assert summary == "Päivystys: Yö, öinen"
    assert left == []


def test_the_password_of_a_calendar_is_kept_sealed_and_forgotten(aino):
    account = Account("https://calendar.example.org/aino/", "aino", "salasana-7f3a")
    with transaction() as writing:
        actions.deliver_by_caldav(writing, aino, account)

    with reading() as session:
        kept = session.exec(select(Delivery)).one()
    assert b"salasana" not in (kept.account or b"")
    assert actions.account_of(kept) == account
    with transaction() as writing:
        actions.forget_deliveries(writing, aino.id)
    with reading() as session:
        assert session.exec(select(Delivery)).all() == []


def test_a_calendar_at_home_is_not_reached(people, worker, session):
    answer = people.signed_in(worker).post(
        "/roster/calendars/caldav",
        data={"address": "https://127.0.0.1/", "user": "a", "password": "b"},
        headers=ORIGIN,
    )

    assert answer.status_code == 422
    assert session.exec(select(Delivery)).all() == []
