"""The Service Catalogue's open API, stood in for by a small server that answers from files."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from guidance import queries
from guidance.errors import SourceNotAllowed, SourceSilent
from guidance.importing.fetching import Catalogue, require_allowed
from guidance.importing.running import import_catalogue
from guidance.schemas import SourceSystem
from tests.people_guidance import sample

RECORDS = json.loads(sample("ptv12.json"))
KINDS = ("organization", "general-description", "service", "service-channel", "connection")
BY_KIND = dict(zip(KINDS, ([one] for one in RECORDS), strict=True))
KEY = "a key"


class StandIn(BaseHTTPRequestHandler):
    """Answers like version 12: two to a page, only with the key; `cut` answers break off at first."""

    asked: list[str]
    cut: int
    silent: bool

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: one[0] for name, one in parse_qs(address.query).items()}
        self.asked.append(self.path)
        if self.headers.get("x-api-key") != KEY or self.silent:
            self.send_error(401 if not self.silent else 503)
            return
        kind, what = address.path.removeprefix("/api/v12/").split("/")
        items = BY_KIND[kind] if what == "search" else []
        if what == "archived" and kind == "service":
            items = [{"contentId": RECORDS[2]["contentId"]}]
        page = int(asked["page"])
        shown = items[page - 1 : page]
        told = {"page": page, "pageSize": 1, "totalItems": len(items), "totalPages": len(items)}
        body = json.dumps(told | {"items": shown}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if kind == "service" and type(self).cut > 0:
            type(self).cut -= 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def stand_in() -> Iterator[str]:
    StandIn.asked, StandIn.cut, StandIn.silent = [], 0, False
    server = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(address: str, **told):
    catalogue = Catalogue(address, key=told.pop("key", KEY), sleep=lambda _s: None, **told)
    return import_catalogue(catalogue, name=address)


def test_the_whole_catalogue_comes_in_page_by_page(home, session, stand_in):
    run = fetched(stand_in)

    assert (run.created, run.refused, run.system) == (5, 0, SourceSystem.PTV12)
    assert [one.name for one in queries.search(session, "etsivä", lang="fi")] == [
        "Kunnan etsivä nuorisotyö"
    ]
    assert "/archived" not in "".join(StandIn.asked)


def test_asked_for_news_it_also_lets_go_what_was_archived(home, session, stand_in):
    fetched(stand_in)
    StandIn.asked.clear()

    run = fetched(stand_in, since=datetime(2026, 11, 1, tzinfo=UTC))

    assert "publishedAtOrAfter=2026-11-01T00%3A00%3A00.000Z" in StandIn.asked[0]
    assert (run.unchanged, run.updated) == (5, 1)
    assert queries.search(session, "etsivä", lang="fi") == []


def test_an_answer_cut_in_the_middle_is_asked_for_again(home, session, stand_in):
    StandIn.cut = 1

    run = fetched(stand_in)

    assert (run.created, run.refused) == (5, 0)


def test_an_answer_that_stays_cut_costs_only_what_was_in_it(home, session, stand_in):
    StandIn.cut = 99

    run = fetched(stand_in)

    assert (run.created, run.refused) == (4, 1)
    assert queries.refused(session, run.id)[0].reason.startswith("Broken JSON")


def test_a_wrong_key_and_a_silent_catalogue_are_told_and_nothing_is_lost(home, session, stand_in):
    fetched(stand_in)

    with pytest.raises(SourceSilent):
        fetched(stand_in, key="another")
    StandIn.silent = True
    with pytest.raises(SourceSilent):
        fetched(stand_in)

    assert len(queries.search(session, "etsivä", lang="fi")) == 1


@pytest.mark.parametrize(
    "address", ["http://api-gw.palvelutietovaranto.suomi.fi", "https://127.0.0.1", "file:///etc"]
)
def test_only_hosts_that_the_policy_names_are_asked(home, address):
    require_allowed("https://api-gw.palvelutietovaranto.suomi.fi")
    with pytest.raises(SourceNotAllowed):
        require_allowed(address)
