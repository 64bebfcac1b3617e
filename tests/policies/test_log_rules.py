"""The log as the policy's section `[audit]` says: how often it is vouched for, how long, and who is told."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest

from core import clock
from core.db import reading
from core.house import House
from core.jobs import JOBS
from organisation.models import Role
from policies.anchors import anchored, prune
from policies.current import follow
from policies.schema import parse
from tests.people import People
from tests.people_policies import NOW
from tests.policies.test_anchors import behind_the_back, verdict, vouched, written
from tests.policy import TEXT


def ruled(**changes: object) -> None:
    """Follow the shipped policy with other rules about the log."""
    rules = tomllib.loads(TEXT)["audit"] | changes
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in rules.items())
    follow(parse(re.sub(r"\[audit\]\n(.+\n)+", lambda _: f"[audit]\n{text}", TEXT)))


def test_the_log_is_vouched_for_as_often_as_the_policy_says(home: House):
    ruled(anchor_every="PT6H")

    for hour in range(13):
        with clock.stopped(NOW + timedelta(hours=hour, seconds=-hour)):
            written(1)
            JOBS["policies.jobs.anchor"].work()

    told = [json.loads(line)["seq"] for line in home.settings.anchors.read_text().splitlines()]
    assert told == [1, 7, 13]


def test_lines_about_entries_that_the_log_has_let_go_go_too(home: House):
    for seq in range(1, 7):
        with clock.stopped(NOW + timedelta(days=seq)):
            written(1)
            vouched()
    behind_the_back(home, "UPDATE policies_audit SET at = '2020-01-01' WHERE seq <= 3")
    behind_the_back(home, "DELETE FROM policies_audit WHERE seq <= 3")

    with reading() as session:
        gone = prune(session)

    told = [json.loads(line)["seq"] for line in home.settings.anchors.read_text().splitlines()]
    assert (gone, told) == (3, [4, 5, 6])
    assert anchored().broken_line is None
    assert home.settings.anchors.stat().st_mode & 0o077 == 0


def test_the_newest_line_stays_whatever_the_log_has_let_go(home: House):
    written(2)
    vouched()
    behind_the_back(home, "DELETE FROM policies_audit")

    with reading() as session:
        assert prune(session) == 0

    assert verdict().broken_at == 1


def test_a_line_that_was_tampered_with_is_not_pruned_away(home: House):
    for _time in range(3):
        written(1)
        vouched()
    file = home.settings.anchors
    file.write_text(file.read_text().replace('"seq":1', '"seq":0', 1))
    behind_the_back(home, "DELETE FROM policies_audit WHERE seq < 3")

    with reading() as session:
        assert prune(session) == 0

    assert anchored().broken_line == 1


def outbox(home: House) -> list[EmailMessage]:
    return home.app.extensions["mailer"].outbox


@pytest.fixture
def post(home: House) -> Iterator[list[EmailMessage]]:
    outbox(home).clear()
    yield outbox(home)
    outbox(home).clear()


def test_whom_the_policy_names_is_told_every_morning_in_their_language(
    home: House, people: People, post: list[EmailMessage]
):
    officer = people.worker(Role.DATA_PROTECTION_OFFICER)
    people.worker(Role.COORDINATOR)
    written(3)

    JOBS["policies.jobs.tell"].work()

    assert [one["To"] for one in post] == [officer.email]
    text = post[0].get_body(("plain",)).get_content()
    assert anchored().last.line in text.replace("\n", "")
    assert anchored().last.seq == 3
    assert "Loki on ehjä." in text


def test_a_log_that_was_changed_is_told_in_the_subject(
    home: House, people: People, post: list[EmailMessage]
):
    people.worker(Role.DATA_PROTECTION_OFFICER)
    written(3)
    vouched()
    behind_the_back(home, "UPDATE policies_audit SET reason = 'other' WHERE seq = 2")

    JOBS["policies.jobs.tell"].work()

    assert "EI ole ehjä" in post[0]["Subject"]


def test_nobody_is_told_when_the_policy_names_nobody(
    home: House, people: People, post: list[EmailMessage]
):
    people.worker(Role.DATA_PROTECTION_OFFICER)
    ruled(told=[])

    JOBS["policies.jobs.tell"].work()

    assert post == []


def test_a_mail_that_cannot_be_sent_keeps_no_other_back(
    home: House, people: People, post: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
):
    people.worker(Role.DATA_PROTECTION_OFFICER)
    people.worker(Role.DATA_PROTECTION_OFFICER)
    tried: list[str] = []

    def fail_once(message: EmailMessage) -> None:
        tried.append(message["To"])
        if len(tried) == 1:
            raise OSError

    monkeypatch.setattr(home.app.extensions["mailer"], "deliver", fail_once)

    JOBS["policies.jobs.tell"].work()

    assert len(set(tried)) == 2
