"""One real browser for all stories of a test process.

Playwright brings no browser along: the machine's own Chromium is driven, so nothing is downloaded. Where there is its
headless shell, that is taken: the same engine without the windows, menus and bars that nobody would see, and those take
two fifths of the time. It cannot ask who may have a microphone, and lets everybody: stories about that have the whole program.
"""

import shutil
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

SHELL = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "no Chromium here: apt-get install chromium"
OFF = (
    # Each window would draw its own bars in a process of its own.
    "InitialWebUI",
    "PreloadTopChromeWebUI",
    "WebUILocationBar",
    "WebUIReloadButton",
    "WebUIToolbar",
    # A process that waits for the next page, at every page.
    "SpareRendererForSitePerProcess",
    # What Playwright turns off: of two lists, Chromium reads the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
)
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
    f"--disable-features={','.join(OFF)}",
    # A microphone and a camera that beep and tick, slowly.
    "--use-fake-device-for-media-stream=fps=10",
]
LETS_HEAR = "--use-fake-ui-for-media-stream"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def playwright() -> Iterator["Playwright"]:
    """Give what drives the browsers of this process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright: "Playwright") -> Iterator["Browser"]:
    """Give a running browser; every person in a story opens a context of their own in it."""
    shell = shutil.which(SHELL)
    yield from running(playwright, shell, LETS_HEAR) if shell else running(playwright, whole())


@pytest.fixture(scope="session")
def asking_chromium(
    playwright: "Playwright", request: pytest.FixtureRequest
) -> Iterator["Browser"]:
    """Give one in which a page has a microphone and a camera only when it is let."""
    if shutil.which(SHELL):
        yield from running(playwright, whole())
    else:
        yield request.getfixturevalue("chromium")


def whole() -> str:
    """Find the whole program."""
    program = next(filter(None, map(shutil.which, WHOLE)), None)
    return program or pytest.skip(NO_CHROMIUM)


def running(playwright: "Playwright", program: str, *flags: str) -> Iterator["Browser"]:
    """Run a browser until nobody needs it any more."""
    browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *flags])
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
