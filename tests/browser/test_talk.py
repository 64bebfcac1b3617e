"""What the two sides of a conversation see of each other, and send beside words."""

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from policies.schema import SHIPPED
from tests.browser.hostile import anew, at_desk
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the demo under a policy that lets pictures in, too."""
    folder = tmp_path_factory.mktemp("talk")
    policy = folder / "policy.toml"
    shipped = SHIPPED.read_text("utf-8")
    policy.write_text(shipped.replace('kinds = ["voice"]', 'kinds = ["voice", "picture"]'), "utf-8")
    with serving(folder / "served", settings={"RINNALLA_POLICY_FILE": str(policy)}) as served:
        served.check_in(AINO)
        yield served


@pytest.fixture
def visitor(server: Served, phone: "BrowserContext") -> Iterator[VisitorAtPhone]:
    one = VisitorAtPhone(server, phone)
    one.taps_the_story_link()
    one.starts()
    begun = phone.cookies()
    yield one
    # Who has two conversations open is asked before the first message after a change.
    left = phone.cookies() or begun
    for cookie in left:
        server.post("/chat/close", {}, cookie=f"{cookie['name']}={cookie['value']}")


@pytest.fixture(scope="module")
def ainos_desk(server: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(server, chromium, AINO)


@pytest.fixture
def aino(ainos_desk: ResponderAtDesk, visitor: VisitorAtPhone) -> ResponderAtDesk:
    """Give Aino, who has taken the visitor."""
    one = anew(ainos_desk)
    one.opens_desk()
    one.takes_next()
    return one


def test_each_sees_what_was_read_and_a_message_that_was_sent_in_haste_is_taken_back(visitor, aino):
    visitor.says("moi")
    aino.hears("moi")
    visitor.page.locator(".bubble.mine", has_text="luettu").wait_for()

    visitor.says("sanoin liikaa")
    aino.hears("sanoin liikaa")
    visitor.shows(2)
    visitor.page.get_by_role("button", name="Peru viimeisin viestisi").click()
    visitor.page.get_by_role("button", name="Kyllä").click()

    visitor.sees("Peruit tämän viestin.")
    aino.hears("Viesti peruttiin.")
    assert "sanoin liikaa" not in aino.page.content()
    assert "sanoin liikaa" not in visitor.page.content()
    for somebody in (visitor, aino):
        somebody.finds_no_obstacle()
        somebody.is_content()


def test_a_screen_reader_meets_names_and_roles_and_hears_what_is_added_only(visitor, aino):
    visitor.says("moi")
    aino.hears("moi")
    aino.says("Hei! Mitä kuuluu?")
    visitor.sees("Mitä kuuluu?")
    visitor.page.locator(".bubble.mine", has_text="luettu").wait_for()

    expect(visitor.page.locator("main")).to_match_aria_snapshot(TRANSCRIPT)
    live = visitor.page.locator("[data-log]").evaluate(HOW_IT_SPEAKS)
    assert live == {"role": "log", "live": "polite", "relevant": "additions", "atomic": None}
    assert visitor.page.locator("[data-typing]").evaluate(IS_SILENT)

    visitor.page.evaluate(COUNT_ADDITIONS)
    visitor.says("kaksi")
    aino.hears("kaksi")
    visitor.page.locator(".bubble.mine", has_text="kaksi").locator("text=luettu").wait_for()
    aino.says("kolme")
    visitor.sees("kolme")

    assert visitor.page.evaluate("window.added") == ["kaksi", "kolme"]


def test_the_button_leaves_at_once_also_while_a_voice_is_recorded(visitor, aino):
    visitor.context.grant_permissions(["microphone"], origin=visitor.served.base_url)
    visitor.context.route("https://**", lambda route: route.fulfill(body="sää"))
    visitor.says("hei sinne")
    visitor.page.locator(".bubble.mine[data-seq]").wait_for()
    visitor.page.get_by_role("button", name="Ääniviesti").click()
    visitor.page.get_by_role("button", name="Aloita nauhoitus").click()
    visitor.page.get_by_text("Nauhoitetaan: 0:0").wait_for()

    visitor.page.get_by_role("link", name="Poistu").click()

    visitor.page.wait_for_url("https://**")
    assert "hei sinne" not in visitor.page.content()
    visitor.opens("/chat")
    visitor.sees("Tällä laitteella ei ole keskustelua")


def test_a_voice_is_recorded_listened_to_and_sent_and_a_picture_tells_no_place(
    visitor, aino, tmp_path
):
    visitor.context.grant_permissions(["microphone"], origin=visitor.served.base_url)
    phone, desk = visitor.page, aino.page

    phone.get_by_role("button", name="Ääniviesti").click()
    visitor.sees("Äänestäsi voi tunnistaa sinut")
    phone.get_by_role("button", name="Aloita nauhoitus").click()
    phone.get_by_text(A_SECOND_OR_MORE).wait_for()
    visitor.finds_no_obstacle()
    phone.get_by_role("button", name="Lopeta nauhoitus").click()
    phone.locator("[data-attach-preview] audio").wait_for()
    phone.get_by_role("button", name="Lähetä tämä").click()
    desk.get_by_role("button", name="Kuuntele ääniviesti").click()
    desk.locator(".attachment audio").wait_for()
    assert desk.locator(".attachment audio").evaluate(HAS_SOUND)

    picture = tmp_path / "kuva.jpg"
    picture.write_bytes(with_place(phone))
    with phone.expect_file_chooser() as chooser:
        phone.get_by_role("button", name="Kuva", exact=True).click()
    chooser.value.set_files(picture)
    phone.get_by_label("Mitä kuvassa on?").fill("kissa")
    phone.get_by_role("button", name="Lähetä tämä").click()
    desk.get_by_role("button", name="Näytä kuva").click()
    shown = desk.get_by_role("img", name="kissa")
    shown.wait_for()

    voice, sent = (base64.b64decode(one) for one in desk.evaluate(OPENED_AT_THE_DESK))
    assert len(voice) > 1_000
    assert sent[:2] == b"\xff\xd8"
    assert PLACE not in sent
    for somebody in (visitor, aino):
        somebody.finds_no_obstacle()
        somebody.is_content()


A_SECOND_OR_MORE = re.compile(r"Nauhoitetaan: 0:(0[1-9]|[1-5]\d)")
"""A busy machine shows not every second."""
TRANSCRIPT = """
- main:
  - heading "Nuorten chat Kainuussa" [level=1]
  - status: /Juttelet nyt. Aino/
  - link "Mitä tästä keskustelusta on tallessa"
  - button "Lopeta"
  - log "Keskustelu":
    - paragraph: Aino on nyt täällä sinua varten.
    - paragraph: moi
    - text: Sinä
    - time
    - text: luettu
    - button "Peru viimeisin viestisi"
    - paragraph: Hei! Mitä kuuluu?
    - text: Aino
    - time
  - button "Ääniviesti"
  - textbox "Viestisi"
  - button "Lähetä"
"""
HOW_IT_SPEAKS = """log => ({
  role: log.getAttribute('role'),
  live: log.getAttribute('aria-live'),
  relevant: log.getAttribute('aria-relevant'),
  atomic: log.getAttribute('aria-atomic'),
})"""
IS_SILENT = "line => !line.closest('[aria-live], [role=log], [role=status], [role=alert]')"
COUNT_ADDITIONS = """() => {
  window.added = [];
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node.nodeType === 1) window.added.push(node.querySelector('[data-text]')?.textContent ?? node.tagName);
  }).observe(document.querySelector('[data-log]'), { childList: true, subtree: true });
}"""
PLACE = b"Exif\x00\x00 60.1699 N 24.9384 E"
HAS_SOUND = """audio => new Promise(done => {
  const look = () => audio.readyState > 1 ? done(true) : setTimeout(look, 50);
  look();
})"""
OPENED_AT_THE_DESK = """async () => {
  const { fetchAttachment } = await import('/static/js/chat/attachments.js');
  const { toBase64 } = await import('/static/js/sealed/sealed.js');
  const desk = document.querySelector('chat-desk');
  const { talk } = desk.chosen;
  const sent = [...talk.shown.values()].filter(({ kind }) => ['voice', 'picture'].includes(kind));
  return Promise.all(sent.map(async (message) => {
    const blob = await fetchAttachment(JSON.parse(desk.dataset.attachments), message, talk.seals);
    return toBase64(new Uint8Array(await blob.arrayBuffer()));
  }));
}"""
DRAWN = """() => {
  const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 48});
  return canvas.toDataURL('image/jpeg').split(',')[1];
}"""


def with_place(page: "Page") -> bytes:
    """Give a JPEG in which the camera has noted where it was (an APP1 segment, as EXIF has it)."""
    plain = base64.b64decode(page.evaluate(DRAWN))
    segment = b"\xff\xe1" + (len(PLACE) + 2).to_bytes(2, "big") + PLACE
    return plain[:2] + segment + plain[2:]
