"""The Service Catalogue's open API, stood in for by a small server that answers from files."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
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


CHANNEL_11 = json.loads(sample("channel.json"))
SERVICE_11, _end = json.JSONDecoder().raw_decode(
    sample("mixed.json").decode().split(":", 1)[1].strip()
)


class OldStandIn(BaseHTTPRequestHandler):
    """Answers like version 11: numbers a page at a time, then the records of some numbers."""

    asked: list[str]
    kinds: ClassVar = {"ServiceChannel": [CHANNEL_11], "Service": [SERVICE_11]}

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        asked = {name: one[0] for name, one in parse_qs(address.query).items()}
        self.asked.append(self.path)
        kind, _slash, is_list = address.path.removeprefix("/api/v11/").partition("/")
        records = self.kinds[kind]
        if is_list:
            told: object = [one for one in records if one["id"] in asked["guids"].split(",")]
        else:
            # The second page is empty, as a page may be when something was archived meanwhile.
            shown = records if asked["page"] == "1" else []
            listed = [{"id": one["id"], "name": "?"} for one in shown]
            told = {"pageNumber": int(asked["page"]), "pageCount": 2, "itemList": listed}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


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
    yield from served(StandIn)


@pytest.fixture
def old_stand_in() -> Iterator[str]:
    OldStandIn.asked = []
    yield from served(OldStandIn)


def served(kind: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
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


def test_version_11_gives_numbers_first_and_the_records_of_a_page_at_once(
    home, session, old_stand_in
):
    run = fetched(old_stand_in, system=SourceSystem.PTV11)

    assert (run.created, run.refused, run.system) == (2, 0, SourceSystem.PTV11)
    service = queries.search(session, "etsivä", lang="fi")[0]
    assert service.name == "Etsivä nuorisotyö"
    assert [path for path in OldStandIn.asked if "/list" in path] == [
        f"/api/v11/ServiceChannel/list?guids={CHANNEL_11['id']}",
        f"/api/v11/Service/list?guids={SERVICE_11['id']}",
    ]


def test_version_11_is_asked_for_what_changed_since(home, session, old_stand_in):
    fetched(old_stand_in, system=SourceSystem.PTV11)
    OldStandIn.asked.clear()

    run = fetched(old_stand_in, system=SourceSystem.PTV11, since=datetime(2026, 11, 1, tzinfo=UTC))

    assert (run.created, run.unchanged) == (0, 2)
    assert "date=2026-11-01T00%3A00%3A00.000Z" in OldStandIn.asked[0]


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
