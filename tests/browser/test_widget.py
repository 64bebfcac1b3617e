"""The speech bubble on somebody else's page: nothing before it is pressed, a whole conversation afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policies.schema import SHIPPED
from tests.browser.elsewhere import a_page, certificate, listening, passed_on_to
from tests.browser.navigators import PATIENCE_MS
from tests.browser.obstacles import obstacles
from tests.served import AINO, CHECK_IN, PASSWORD, YOUTH_LINE, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page

pytestmark = pytest.mark.browser

SITE = """<!doctype html><html lang="fi"><meta name="viewport" content="width=device-width"><title>Kaupunki</title>
<style>button, p, a {{ font: 50px serif !important; color: red !important; text-transform: uppercase }}</style>
<body><main><h1>Kaupungin sivu</h1><button>Oma nappi</button></main>
<script src="https://localhost:{port}/widget.js" defer data-line="nuorten-chat" data-topic="mood"></script></body></html>"""
NEUTRAL = "<!doctype html><title>Sää</title><p>Aurinkoista"


@dataclass
class World:
    """Our house behind TLS, and the sites around it."""

    served: Served
    house: str
    named: str
    stranger: str


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Serve the demo over TLS, a city's site that the policy names, and one that it does not."""
    folder = tmp_path_factory.mktemp("elsewhere")
    context, inside = certificate(folder), [0]
    with listening(context, passed_on_to(inside)) as port:
        site = a_page(SITE.format(port=port))
        with listening(context, site) as city, listening(context, a_page(NEUTRAL)) as weather:
            settings = {
                "RINNALLA_PUBLIC_URL": f"https://localhost:{port}",
                "RINNALLA_POLICY_FILE": str(
                    policy_naming(f"https://kaupunki.localhost:{city}", folder)
                ),
                "RINNALLA_EXIT_URL": f"https://weather.localhost:{weather}/",
            }
            with serving(folder / "served", settings=settings) as served:
                inside[0] = served.port
                begin_duty(served)
                yield World(
                    served,
                    f"https://localhost:{port}",
                    f"https://kaupunki.localhost:{city}/",
                    f"https://muu.localhost:{city}/",
                )


def policy_naming(origin: str, folder: Path) -> Path:
    file = folder / "policy.toml"
    text = SHIPPED.read_text("utf-8")
    file.write_text(text.replace("[embed.lines]", f'[embed.lines]\n{YOUTH_LINE} = ["{origin}"]', 1))
    return file


def begin_duty(served: Served) -> None:
    """Let Aino begin; over TLS her cookie has another name."""
    signed = served.post("/sign-in", {"email": AINO, "password": PASSWORD})
    cookie = f"__Host-rw={signed.cookies['__Host-rw']}"
    duty = CHECK_IN.search(served.get("/en/roster/mine", cookie=cookie).text)
    assert duty
    assert served.post(f"/roster/duties/{duty[1]}/check-in", {}, cookie=cookie).status_code == 303


@pytest.fixture
def somebody(chromium: "Browser") -> Iterator["BrowserContext"]:
    """Give a phone that trusts our certificate of a day."""
    context = chromium.new_context(
        ignore_https_errors=True, viewport={"width": 390, "height": 844}, locale="fi-FI"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def at(somebody: "BrowserContext", site: str) -> tuple["Page", list[str]]:
    """Open a site; gives the page and what is asked of anybody's server from then on."""
    page, asked = somebody.new_page(), []
    page.on("request", lambda one: asked.append(one.url))
    page.on("websocket", lambda one: asked.append(one.url))
    page.goto(site)
    return page, asked


def chat_in(page: "Page") -> "FrameLocator":
    page.get_by_role("button", name="Juttele").click()
    return page.frame_locator("rinnalla-bubble iframe")


def test_before_the_bubble_is_pressed_there_is_its_script_and_nothing_else(world, somebody):
    page, asked = at(somebody, world.named)
    page.get_by_role("button", name="Juttele").wait_for()
    page.wait_for_load_state("networkidle")

    assert [one for one in asked if one.startswith(world.house)] == [f"{world.house}/widget.js"]
    assert somebody.cookies() == []
    assert page.locator("rinnalla-bubble iframe").count() == 0
    assert obstacles(page, "button-name", "color-contrast", "target-size") == []


def test_a_conversation_lives_within_another_sites_page(world, somebody):
    page, _asked = at(somebody, world.named)
    chat = chat_in(page)

    assert chat.get_by_label("Paha olo").is_checked()
    chat.get_by_role("button", name="Aloita juttelu").click()
    chat.get_by_text("Paikkasi jonossa:").wait_for()
    chat.get_by_role("textbox", name="Viestisi").fill("kuuluuko?")
    chat.get_by_role("button", name="Lähetä").click()
    chat.locator(".bubble[data-seq]", has_text="kuuluuko?").wait_for()

    (cookie,) = somebody.cookies()
    assert (cookie["name"], cookie["sameSite"], cookie["secure"]) == ("__Host-rf", "None", True)
    assert cookie["partitionKey"] == "https://kaupunki.localhost"
    page.get_by_role("button", name="Pienennä").click()
    page.get_by_role("button", name="Juttele").click()
    assert chat.get_by_text("kuuluuko?").is_visible()


PUT_A_LIST = """(src) => {
  const script = Object.assign(document.createElement('script'), { src });
  Object.assign(script.dataset, { line: 'nuorten-chat', q: 'velka' });
  document.querySelector('main').append(script);
}"""


def test_the_directory_stands_in_a_named_sites_page_and_is_a_link_on_any_other(world, somebody):
    named, _asked = at(somebody, world.named)
    stranger, _asked = at(somebody, world.stranger)
    for page in (named, stranger):
        page.evaluate(PUT_A_LIST, f"{world.house}/list.js")

    within = named.frame_locator("iframe[title='Palveluita nuorille']")
    within.get_by_role("heading", name="Haulla ”velka”").wait_for()
    within.get_by_role("link", name="velkaneuvonta").click()
    within.get_by_role("heading", name="Mitä tapahtuu, jos otat yhteyttä?").wait_for()
    link = stranger.get_by_role("link", name="Avaa palvelut omaan välilehteen")
    assert link.get_attribute("href") == f"{world.house}/services?q=velka"
    assert somebody.cookies() == []


def test_six_words_open_the_thread_again_within_the_frame(world, somebody, chromium):
    page, _asked = at(somebody, world.named)
    chat = chat_in(page)
    chat.get_by_role("button", name="Aloita juttelu").click()
    chat.get_by_role("textbox", name="Viestisi").fill("muistatko?")
    chat.get_by_role("button", name="Lähetä").click()
    chat.get_by_text("Palaa myöhemmin kuudella sanalla").click()
    chat.get_by_role("button", name="Anna paluukoodi").click()
    chat.locator(".code-words li").nth(5).wait_for()
    words = chat.locator(".code-words li").all_inner_texts()

    another = chromium.new_context(ignore_https_errors=True, locale="fi-FI")
    another.set_default_timeout(PATIENCE_MS)
    again = chat_in(at(another, world.named)[0])
    again.get_by_role("link", name="Minulla on paluukoodi").click()
    again.get_by_label("Kuusi sanaasi").fill(" ".join(words))
    again.get_by_role("button", name="Avaa keskusteluni").click()

    again.locator(".bubble[data-seq]", has_text="muistatko?").wait_for()
    assert [one["name"] for one in another.cookies()] == ["__Host-rf"]
    another.close()


def test_a_site_that_the_policy_does_not_name_gets_a_plain_link(world, somebody):
    somebody.clock.install()
    page, _asked = at(somebody, world.stranger)

    page.get_by_role("button", name="Juttele").click()
    page.clock.fast_forward(5000)
    page.get_by_text("Chat ei aukea tällä sivulla.").wait_for()

    link = page.get_by_role("alert").get_by_role("link", name="Omaan välilehteen")
    assert link.get_attribute("href") == f"{world.house}/lines/{YOUTH_LINE}?topic=mood"
    assert somebody.cookies() == []


def test_leaving_in_a_hurry_takes_the_whole_page_along(world, somebody):
    page, _asked = at(somebody, world.named)
    chat = chat_in(page)
    chat.get_by_role("button", name="Aloita juttelu").click()
    chat.get_by_text("Paikkasi jonossa:").wait_for()

    chat.locator("textarea").press("Escape")
    chat.locator("textarea").press("Escape")

    page.wait_for_url(re.compile("weather"))
    page.get_by_text("Aurinkoista").wait_for()
