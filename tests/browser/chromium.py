"""One real browser for all stories of a test process.

Playwright brings no browser along: the machine's own Chromium is driven, so nothing is downloaded.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "no Chromium here: apt-get install chromium"
FLAGS = [
    "--no-sandbox",  # containers have no user namespaces; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",  # /dev/shm is small in containers
    "--no-first-run",
    # Nothing but the application under test is to be talked to.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone and a camera that beep and tick, slowly; the page still has to be let use them.
    "--use-fake-device-for-media-stream=fps=10",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Give a running browser; every person in a story opens a context of their own in it."""
    program = find_chromium()
    if program is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        # Drawn without a graphics card, a page that breathes takes a fifth of a core for as long as it is open.
        browser.new_context = partial(browser.new_context, reduced_motion="reduce")  # type: ignore[method-assign]
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: "Browser") -> Iterator["BrowserContext"]:
    """Give a visitor's browser: a phone, in Finnish, with nothing remembered."""
    context = chromium.new_context(
        viewport=PHONE,
        has_touch=True,
        is_mobile=True,
        locale="fi-FI",
        timezone_id="Europe/Helsinki",
    )
    yield context
    context.close()


@pytest.fixture
def desk(chromium: "Browser") -> Iterator["BrowserContext"]:
    """Give a worker's browser: a desk, in Finnish, with nothing remembered."""
    context = chromium.new_context(viewport=DESK, locale="fi-FI", timezone_id="Europe/Helsinki")
    yield context
    context.close()


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
