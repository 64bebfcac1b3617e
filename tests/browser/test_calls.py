"""A call between a phone and a desk: real media from fake devices, and what is left when a device is not given."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from policies.schema import SHIPPED
from tests.browser.chromium import DESK, PHONE
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.relay import NO_RELAY, SECRET, find_relay, running_relay
from tests.served import AINO, YOUTH_LINE, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FLOWS = """async (kind) => {
  const told = async () => [...(await document.querySelector('call-box').peer.pc.getStats()).values()]
    .filter((one) => one.type === 'inbound-rtp' && one.kind === kind)
    .reduce((sum, one) => sum + (kind === 'video' ? one.framesDecoded ?? 0 : one.bytesReceived), 0);
  const before = await told();
  for (let i = 0; i < 250; i++) {
    if ((await told()) > before + (kind === 'video' ? 3 : 1000)) return true;
    await new Promise((go) => setTimeout(go, 100));
  }
  return false;
}"""


WAYS = """async () => {
  const told = await document.querySelector('call-box').peer.pc.getStats();
  const all = [...told.values()];
  const pair = all.find((one) => one.type === 'candidate-pair' && one.nominated && one.state === 'succeeded');
  const way = (id) => told.get(id).candidateType;
  return { mine: way(pair.localCandidateId), theirs: way(pair.remoteCandidateId) };
}"""


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a policy by which the youth line has calls."""
    file = tmp_path_factory.mktemp("policy") / "policy.toml"
    named = 'lines = ["perheiden-chat"]\nkinds'
    assert named in SHIPPED.read_text()
    file.write_text(SHIPPED.read_text().replace(named, f'lines = ["{YOUTH_LINE}"]\nkinds'))
    return file


@pytest.fixture(scope="module")
def served(policy: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("calls")
    with serving(folder / "served", settings={"RINNALLA_POLICY_FILE": str(policy)}) as server:
        server.check_in(AINO)
        yield server


@pytest.fixture
def relayed(policy: Path, tmp_path: Path) -> Iterator[Served]:
    """Serve the house beside a real relay, which it names with credentials that run out."""
    program = find_relay()
    if program is None:
        pytest.skip(NO_RELAY)
    hidden = tmp_path / "policy.toml"
    hidden.write_text(policy.read_text().replace('addresses = "told"', 'addresses = "hidden"'))
    with running_relay(program) as port:
        settings = {
            "RINNALLA_POLICY_FILE": str(hidden),
            "RINNALLA_ICE_SERVERS": f'["turn:127.0.0.1:{port}?transport=udp"]',
            "RINNALLA_TURN_SECRET": SECRET,
        }
        with serving(tmp_path / "relayed", settings=settings) as server:
            server.check_in(AINO)
            yield server


@contextmanager
def talking(
    served: Served, browser: "Browser", *visitors_devices: str
) -> Iterator[tuple[VisitorAtPhone, ResponderAtDesk]]:
    """Sit two down in a conversation; the visitor's browser gives the devices named, the worker's all."""
    with ExitStack() as stack:
        there = {"locale": "fi-FI", "timezone_id": "Europe/Helsinki"}
        phone = browser.new_context(viewport=PHONE, permissions=[*visitors_devices], **there)
        desk = browser.new_context(viewport=DESK, permissions=["microphone", "camera"], **there)
        stack.callback(phone.close)
        stack.callback(desk.close)
        visitor, aino = VisitorAtPhone(served, phone), ResponderAtDesk(served, desk)
        aino.has_signed_in(AINO)
        aino.opens_desk()
        visitor.opens(f"/lines/{YOUTH_LINE}")
        visitor.starts()
        aino.takes_next()
        yield visitor, aino


def calls(visitor: VisitorAtPhone, aino: ResponderAtDesk) -> None:
    """Let the worker ask for a call and the visitor answer it."""
    aino.page.get_by_role("button", name="Soita", exact=True).click()
    aino.page.get_by_role("button", name="Pyydä puhelua").click()
    visitor.sees("Aino haluaisi jutella kanssasi äänellä")
    visitor.page.get_by_role("button", name="Vastaa", exact=True).click()


def flows(somebody: ResponderAtDesk | VisitorAtPhone, kind: str) -> bool:
    """Whether sound or picture of the other side arrives in this browser, measured by the browser itself."""
    return bool(somebody.page.evaluate(FLOWS, kind))


def test_two_talk_by_voice_then_see_each_other_and_hang_up(served, asking_chromium):
    with talking(served, asking_chromium, "microphone", "camera") as (visitor, aino):
        calls(visitor, aino)
        visitor.sees("Puhelu on käynnissä.")
        aino.sees("Puhelu on käynnissä.")
        assert flows(visitor, "audio")
        assert flows(aino, "audio")
        assert not visitor.page.locator("video:visible").count()  # nobody's camera opens by itself

        visitor.page.get_by_role("button", name="Oma kamera").click()
        aino.page.locator("video[data-theirs]:visible").wait_for()
        assert flows(aino, "video")
        visitor.finds_no_obstacle()
        visitor.says("näkyykö?")
        aino.hears("näkyykö?")
        aino.page.get_by_role("button", name="Lopeta puhelu").click()

        visitor.sees("Puhelu on päättynyt")
        assert visitor.page.evaluate("document.querySelector('call-box').devices.isInUse") is False
        visitor.is_content()
        aino.is_content()
        visitor.leaves()


def test_without_a_camera_one_talks_on_and_without_a_microphone_one_writes_on(
    served, asking_chromium
):
    with talking(served, asking_chromium, "microphone") as (visitor, aino):
        calls(visitor, aino)
        visitor.sees("Puhelu on käynnissä.")

        visitor.page.get_by_role("button", name="Oma kamera").click()

        visitor.sees("Kameraa ei saatu auki. Puhelu jatkuu äänellä.")
        assert flows(aino, "audio")
        visitor.context.clear_permissions()
        aino.page.get_by_role("button", name="Lopeta puhelu").click()
        visitor.sees("Puhelu on päättynyt")
        calls(visitor, aino)
        visitor.sees("Mikrofonia ei saatu auki. Voit jatkaa kirjoittamalla.")
        aino.sees("Puhelua ei saatu auki toisella puolella. Voit jatkaa kirjoittamalla.")
        visitor.says("kirjoitetaan sitten")
        aino.hears("kirjoitetaan sitten")


def test_through_a_relay_neither_sees_the_others_address_and_leaving_ends_the_call_at_once(
    relayed, asking_chromium
):
    with talking(relayed, asking_chromium, "microphone", "camera") as (visitor, aino):
        calls(visitor, aino)
        visitor.sees("Puhelu on käynnissä.")
        assert flows(visitor, "audio")
        assert flows(aino, "audio")
        for somebody in (visitor, aino):
            assert somebody.page.evaluate(WAYS) == {"mine": "relay", "theirs": "relay"}
        visitor.context.route("https://**", lambda route: route.fulfill(body="sää"))

        visitor.page.keyboard.press("Escape")
        visitor.page.keyboard.press("Escape")

        visitor.page.wait_for_url("https://**")
        aino.page.locator("call-box [data-when=talking]").wait_for(state="hidden")
