"""Where help is missing: closed quarters, small numbers protected; and links that do not answer."""

import socket
import threading
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlmodel import select

from core.clock import stopped
from core.db import add_up, transaction
from core.outgoing import Fetcher
from guidance import actions, jobs, queries
from guidance.actions import Contact
from guidance.links import Walk, look
from guidance.models import LinkCheck, NeedCount, ReactionCount, SearchCount
from guidance.queries.gaps import Gap, Quarter
from guidance.schemas import CameOf, ChannelKind, LinkAnswer
from organisation.models import Role
from tests.people_guidance import a_service, helsinki

OURS = {"Sec-Fetch-Site": "same-origin"}
SPRING = Quarter(2026, 1)
DAY = date(2026, 2, 3)
KAJAANI = "205"


def test_a_quarter_knows_its_days_and_which_are_over():
    assert (Quarter(2026, 4).first, Quarter(2026, 4).end) == (date(2026, 10, 1), date(2027, 1, 1))
    over = queries.closed_quarters(date(2026, 2, 3))
    assert [str(one) for one in over[:3]] == ["2025-4", "2025-3", "2025-2"]


def searched_in_vain(session, meaning: str, times: int, place: str = KAJAANI) -> None:
    row = {"day": DAY, "municipality": place, "meaning": meaning, "is_met": False}
    add_up(session, SearchCount, row, by=times)


def test_what_is_looked_for_in_vain_shows_by_place_and_a_single_person_never_does(home, session):
    with transaction() as writing:
        searched_in_vain(writing, "debt", 40)
        searched_in_vain(writing, "debt", 1, "091")
        searched_in_vain(writing, "sleep", 30)
        met = {"day": DAY, "municipality": KAJAANI, "meaning": "debt", "is_met": True}
        add_up(writing, SearchCount, met, by=500)

    found = {one.kind: one.table for one in queries.gaps(session, SPRING)}[Gap.SEARCH]

    assert found.rows["091"]["debt"].is_hidden
    assert found.rows[KAJAANI]["debt"].is_hidden or found.column_totals["debt"].is_hidden
    assert found.total.n == 71 or found.total.is_hidden
    assert {one.kind: one.table.rows for one in queries.gaps(session, Quarter(2026, 2))} == {
        Gap.SEARCH: {},
        Gap.WORRY: {},
        Gap.REFUSED: {},
    }


def test_rare_places_and_themes_come_together_and_nothing_is_lost(home, session):
    with transaction() as writing:
        for number in range(30):
            searched_in_vain(writing, f"theme{number % 14}", 10 + number, f"{number + 1:03}")

    table = {one.kind: one.table for one in queries.gaps(session, SPRING)}[Gap.SEARCH]

    assert len(table.rows) == 21
    assert len(table.columns) == 11
    assert table.total.n == sum(10 + number for number in range(30))


def test_a_worry_without_a_service_where_one_lives_is_counted_with_its_place(client, session):
    answer = {"about": "money", "municipality": KAJAANI}
    with stopped(at=helsinki(2026, 2, 3, 12)):
        shown = client.post("/worry/youth", data=answer, headers=OURS, follow_redirects=True)
        client.post("/worry/youth", data={"about": "money"}, headers=OURS)

    session.rollback()
    counted = session.exec(select(NeedCount)).all()
    assert shown.status_code == 200
    assert [(one.municipality, one.about, one.is_met, one.n) for one in counted] == [
        (KAJAANI, "money", False, 1)
    ]


def test_a_service_that_did_not_take_somebody_in_is_a_gap_of_its_place(people, session):
    service = a_service(session, municipalities=(KAJAANI,))
    wide, line = a_service(session, "Laaja"), people.line().id
    with transaction() as writing:
        for one, said, times in (
            (service, CameOf.CLOSED, 20),
            (service, CameOf.GOT_HELP, 90),
            (wide, CameOf.NOT_FOR_ME, 15),
        ):
            row = {"day": DAY, "line_id": line, "service_id": one, "said": said}
            add_up(writing, ReactionCount, row, by=times)

    table = {one.kind: one.table for one in queries.gaps(session, SPRING)}[Gap.REFUSED]

    assert table.rows[KAJAANI]["closed"].n == 20
    assert table.rows[""]["not_for_me"].n == 15
    assert table.total.n == 35


def test_editors_read_the_gaps_and_take_them_along_as_a_sheet(people, session):
    editor = people.signed_in(people.worker(Role.EDITOR))
    with transaction() as writing:
        searched_in_vain(writing, "debt", 40)

    with stopped(at=helsinki(2026, 5, 4, 12)):
        page = editor.get("/services/gaps").text
        sheet = editor.get("/services/gaps.csv?quarter=2026-1").text

    assert "Kajaani" in page
    assert "2026-1;" in sheet
    assert ";40\r\n" in sheet


@contextmanager
def a_site(**pages: int):
    """A web site on loopback: each page gives its status; `head` ones know no HEAD."""

    class Site(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self._give(405 if self.path == "/headless" else pages.get(self.path[1:], 404))

        def do_GET(self):
            self._give(pages.get(self.path[1:], 404))

        def _give(self, status: int) -> None:
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_said) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield Fetcher(
            10_000,
            seconds=60,
            resolve=lambda host, _port: ["93.184.215.14"] if host == "palvelu.example" else [],
            connect=lambda *_asked: socket.create_connection(server.server_address, timeout=60),
        )
    finally:
        server.shutdown()
        server.server_close()


def test_an_address_answers_is_gone_is_silent_or_is_never_asked():
    site = "https://palvelu.example/"
    with a_site(fine=200, moved=301, closed=403, broken=500, headless=200) as fetcher:
        found = {
            page: look(fetcher, f"{site}{page}")
            for page in ("fine", "moved", "closed", "headless", "missing", "broken")
        }
        refused = [look(fetcher, one) for one in ("http://palvelu.example/", "https://10.0.0.1/")]
        unknown = look(fetcher, "https://muu.example/")

    here, gone = LinkAnswer.ANSWERS, LinkAnswer.GONE
    assert list(found.values()) == [here, here, here, here, gone, LinkAnswer.SILENT]
    assert refused == [LinkAnswer.NOT_ASKED, LinkAnswer.NOT_ASKED]
    assert unknown == LinkAnswer.NOT_ASKED


def test_the_same_host_is_asked_again_only_after_a_rest():
    rests: list[float] = []
    with a_site(one=200) as fetcher:
        walk = Walk(fetcher, rests.append)
        list(walk.answers(["https://palvelu.example/one", "https://palvelu.example/two"]))

    assert len(rests) == 1


def test_a_link_is_broken_when_it_failed_twice_and_whole_again_when_it_answers(people, session):
    editor = people.signed_in(people.worker(Role.EDITOR))
    address = "https://palvelu.example/poissa"
    a_service(session, contacts=(Contact(ChannelKind.WEB, address),))
    assert queries.links_to_check(session) == [address]

    told = []
    for answer in (LinkAnswer.GONE, LinkAnswer.GONE, LinkAnswer.ANSWERS):
        with transaction() as writing:
            actions.note_link(writing, address, answer)
        told.append(address in editor.get("/services/desk").text)

    assert told == [False, True, False]
    session.rollback()
    assert queries.links_to_check(session) == []


def test_what_was_asked_lately_is_left_in_peace_and_what_failed_is_asked_the_next_night(
    home, session
):
    fine, failed = "https://a.example/", "https://b.example/"
    contacts = tuple(Contact(ChannelKind.WEB, one) for one in (fine, failed))
    a_service(session, contacts=contacts)
    with transaction() as writing:
        actions.note_link(writing, fine, LinkAnswer.ANSWERS)
        actions.note_link(writing, failed, LinkAnswer.SILENT)
        for one in (fine, failed):
            kept = writing.get(LinkCheck, one)
            kept.checked_at -= timedelta(days=1)
            writing.add(kept)

    session.rollback()
    assert queries.links_to_check(session) == [failed]


def test_nothing_is_asked_unless_the_policy_says_so(home, session, monkeypatch):
    a_service(session, contacts=(Contact(ChannelKind.WEB, "https://a.example/"),))
    monkeypatch.setattr(jobs, "Walk", lambda: pytest.fail("asked"))

    jobs.check_links()

    assert session.get(LinkCheck, "https://a.example/") is None
