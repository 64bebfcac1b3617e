"""Every page, for everybody who may see it: whole, readable by eye and by ear, on a phone and at a desk."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from core import clock
from core.access import may
from core.house import House
from core.identity import Actor, Kind
from tests.browser.navigators import VisitorAtPhone
from tests.browser.obstacles import obstacles, obstacles_but_colours, obstacles_by_night
from tests.browser.pages_of_the_house import (
    DARK,
    NO_PAGES,
    OTHERWISE,
    PAGES,
    ROLES,
    VISITOR,
    Page,
)
from tests.served import AINO, KAISA, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Sheet

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
LANGUAGES = {"fi": "", "sv": "/sv", "en": "/en"}
WORKERS_OWN = {"organisation.sign_in", "organisation.demo_people", "organisation.invitation"}
WHERE_IT_IS = {VISITOR: "visitor"} | {email: email.partition("@")[0] for email in ROLES}
READERS = tuple(WHERE_IT_IS)

FAULTS = """() => {
  const faults = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) faults.push(`${wide}px too wide`);
  const heads = document.querySelectorAll('h1').length;
  if (heads !== 1) faults.push(`${heads} h1`);
  const isHidden = (one) => one.closest('[aria-hidden="true"]');
  const isNamed = (one) =>
    one.getAttribute('role') === 'img' &&
    (one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') || one.querySelector('title'));
  for (const one of document.querySelectorAll('svg'))
    if (!isHidden(one) && !isNamed(one)) faults.push(`silent svg ${one.outerHTML.slice(0, 60)}`);
  for (const one of document.querySelectorAll('img'))
    if (!one.hasAttribute('alt')) faults.push(`silent img ${one.src}`);
  return faults;
}"""
"""What is wrong on the page as it stands."""

SHOWN = """() => [...document.querySelectorAll('main, main *')].map((one) => Number(one.checkVisibility())).join('')"""
"""What of a page's own part can be seen; what stands around it is the same on all pages of a reader."""

SMALL = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary, label.choice')]
  .filter((one) => one.type !== 'hidden' && !one.closest('.skip, .link-card'))
  .filter((one) => one.tagName !== 'INPUT' || !one.closest('.choice'))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && getComputedStyle(one).clipPath === 'none')
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([one, box]) => `${(one.textContent || one.name).trim().slice(0, 40)}: ${box.width} x ${box.height}`)
"""
"""What is too small for a thumb (44 px)."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve one demo for all, with the youth line open."""
    with serving(tmp_path_factory.mktemp("every-page")) as server:
        server.check_in(AINO)
        yield server


@pytest.fixture(scope="module")
def paths(served: Served) -> dict[Page, str]:
    """Find every page's address, as its reader would."""
    return {page: page.path_at(served, cookie_of(served, page.seen_by)) for page in PAGES}


@pytest.fixture(scope="module")
def sheet(chromium: "Browser") -> Iterator[Callable[..., "Sheet"]]:
    """Give one browser window a reader, kept until the last page has been looked at."""
    windows: dict[str, Sheet] = {}

    def of(served: Served, reader: str) -> "Sheet":
        if reader not in windows:
            context = chromium.new_context(
                locale="fi-FI", timezone_id="Europe/Helsinki", reduced_motion="reduce"
            )
            if reader:
                token = served.session_cookie(reader)
                context.add_cookies([{"name": "rw", "value": token, "url": served.base_url}])
            windows[reader] = context.new_page()
        return windows[reader]

    yield of
    for window in windows.values():
        window.context.close()


def cookie_of(served: Served, reader: str) -> str:
    return f"rw={served.session_cookie(reader)}" if reader else ""


def seen_by(reader: str) -> list[Page]:
    return [page for page in PAGES if page.seen_by == reader]


def test_no_page_is_forgotten(standing: House):
    """A new page belongs into `pages_of_the_house.py`, or has a reason there."""
    doors = {rule.endpoint for rule in standing.app.url_map.iter_rules() if "GET" in rule.methods}

    known = {page.endpoint for page in PAGES} | OTHERWISE.keys() | NO_PAGES.keys()

    assert doors - known == set()
    assert known - doors == set()


@pytest.mark.parametrize("reader", READERS, ids=WHERE_IT_IS.get)
def test_pages_are_whole_on_a_phone_and_at_a_desk(served, paths, sheet, reader):
    page = sheet(served, reader)
    found: dict[str, list[str]] = {}

    for one in seen_by(reader):
        with hearing(page) as complaints:
            page.set_viewport_size(PHONE)
            answer = page.goto(served.base_url + paths[one])
            faults = page.evaluate(FAULTS) + obstacles(page)
            faults += page.evaluate(SMALL) if reader == VISITOR else []
            on_a_phone = page.evaluate(SHOWN)
            page.set_viewport_size(DESK)
            faults += page.evaluate(FAULTS)
            if one.endpoint in DARK:
                faults += obstacles(page) + obstacles_by_night(page)
            elif reader and page.evaluate(SHOWN) != on_a_phone:
                faults += obstacles_but_colours(page)
        status = answer.status if answer else 0
        found[page.url] = [*faults, *complaints, *([f"status {status}"] if status != 200 else [])]

    assert {where: faults for where, faults in found.items() if faults} == {}


@pytest.mark.parametrize("reader", READERS, ids=WHERE_IT_IS.get)
def test_pages_speak_three_languages(served, paths, reader):
    found: dict[str, list[str]] = {}

    for one in seen_by(reader):
        for language, prefix in LANGUAGES.items():
            if paths[one] == "/sign-in/oidc":
                continue  # it leads on; looked at in the browser
            path = prefix + paths[one]
            text = served.get(path, cookie=cookie_of(served, reader)).text
            found[path] = wrong_in(text, one, language)

    assert {where: faults for where, faults in found.items() if faults} == {}


def wrong_in(text: str, page: Page, language: str) -> list[str]:
    """Say what is wrong in the words of a page; a visitor's title tells nothing over a shoulder."""
    title = re.search("<title>(.*?)</title>", text, re.DOTALL)
    told = title[1].strip() if title else ""
    is_neutral = page.seen_by != VISITOR or page.endpoint in WORKERS_OWN or told == "Rinnalla"
    return [
        *([] if f'<html lang="{language}"' in text else ["another language"]),
        *([] if len(re.findall("<h1[ >]", text)) == 1 else ["not one h1"]),
        *([] if told and is_neutral else [f"title: {told}"]),
    ]


@pytest.mark.parametrize("reader", ROLES, ids=WHERE_IT_IS.get)
def test_everybody_sees_what_the_policy_lets_them_and_nothing_else(served, paths, standing, reader):
    actor = Actor(
        kind=Kind.WORKER,
        id=uuid4(),
        roles=frozenset(ROLES[reader]),
        authenticated_at=clock.now(),
    )
    views: dict[str, Any] = dict(standing.app.view_functions)
    cookie = cookie_of(served, reader)

    answers = {
        page.endpoint: served.get(paths[page], cookie=cookie).status_code
        for page in PAGES
        if page.seen_by not in {reader, VISITOR}
    }

    allowed = {name for name in answers if may(actor, views[name].permission)}
    # Whose line it is decides as well.
    mine_only = {
        "organisation.embedding",
        "organisation.line",
        "scheduling.ask_cover",
        "scheduling.shift",
    } & allowed
    assert {name for name, status in answers.items() if status == 200} | mine_only == allowed
    assert {status for name, status in answers.items() if name not in allowed} <= {403, 404}


def test_a_conversations_pages_are_whole_in_every_state(served, phone, sheet):
    visitor = VisitorAtPhone(served, phone)
    found: dict[str, list[str]] = {}

    def looks(state: str) -> None:
        page = visitor.page
        found[state] = page.evaluate(FAULTS) + page.evaluate(SMALL) + obstacles(page)

    visitor.opens("/lines/nuorten-chat")
    visitor.starts()
    visitor.sees("Paikkasi jonossa")
    looks("waiting")
    visitor.opens("/chat/stored")
    looks("stored")
    visitor.opens("/chat")
    visitor.leaves()
    visitor.sees("Poistuit jonosta")
    looks("left")
    for path, state in (("/nowhere", "404"), ("/invitations/none", "an old invitation")):
        visitor.opens(path)
        looks(state)

    assert {state: faults for state, faults in found.items() if faults} == {}
    assert [one for one in visitor.complaints if "404" not in one and "410" not in one] == []


def test_an_invitation_is_whole(served, chromium):
    cookie = cookie_of(served, KAISA)
    sent = {"email": "uusi@example.org", "name": "Uusi", "role": "responder", "language": "fi"}
    assert served.post("/team/invitations", sent, cookie=cookie).status_code == 303
    link = re.search(r"/invitations/([\w-]+)", served.log)
    assert link

    guest = VisitorAtPhone(served, chromium.new_context(viewport=PHONE, locale="fi-FI"))
    guest.opens(link[0])

    assert guest.page.evaluate(FAULTS) + guest.page.evaluate(SMALL) + obstacles(guest.page) == []
    guest.is_content()
    guest.context.close()


class hearing:  # noqa: N801  reads as a verb where it is used
    """Collect what the browser complains about while a page is open: scripts, policy, missing files."""

    def __init__(self, page: "Sheet") -> None:
        self.page = page
        self.complaints: list[str] = []

    def __enter__(self) -> list[str]:
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._stumble)
        return self.complaints

    def __exit__(self, *_raised: object) -> None:
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._stumble)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _stumble(self, error: Any) -> None:
        self.complaints.append(str(error))
