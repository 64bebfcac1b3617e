"""A sentence that nobody but the two of them can have: looked for everywhere the house could keep it, or hear it pass."""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Route, expect

from tests.browser.hostile import anew, at_desk, at_phone
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.served import AINO, Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
CHANGED = """seq => {
  const talk = document.querySelector('chat-thread').talk;
  const body = atob(talk.changed.sealed.body).split('');
  body[40] = String.fromCharCode(body[40].charCodeAt(0) ^ 1);
  const sealed = { ...talk.changed.sealed, body: btoa(body.join('')) };
  talk.receive({ ...talk.changed, seq: talk.last + 1, client_id: crypto.randomUUID(), sealed });
}"""
KEEPS_WHAT_COMES = """() => {
  const talk = document.querySelector('chat-thread').talk;
  talk.live.on('message', (message) => (talk.changed = message));
}"""
REPEATED = """() => {
  const talk = document.querySelector('chat-thread').talk;
  talk.receive({ ...talk.changed, seq: talk.last + 1 });
}"""
SENDS_A_SOUND = """async (sound) => {
  const { bring } = await import('/static/js/chat/attachments.js');
  const thread = document.querySelector('chat-thread');
  const named = { conversation_id: thread.talk.id, client_id: crypto.randomUUID() };
  const blob = new Blob([sound], { type: 'audio/webm' });
  await bring(JSON.parse(thread.dataset.attachments), named, 'voice', blob, thread.talk.seals);
  await thread.talk.sendAttachment('voice', named.client_id, { type: blob.type, seconds: 1, alt: '' });
}"""
HEARS_THE_SOUND = """async () => {
  const { fetchAttachment } = await import('/static/js/chat/attachments.js');
  const desk = document.querySelector('chat-desk');
  const { talk } = desk.chosen;
  const message = [...talk.shown.values()].at(-1);
  const blob = await fetchAttachment(JSON.parse(desk.dataset.attachments), message, talk.seals);
  return blob.text();
}"""
SEALING_HERE = "() => JSON.parse(document.querySelector('[data-sealing]').dataset.sealing)"
HASH_OF_THE_MODULE = """async () => {
  const served = await (await fetch('/static/js/sealed/sealed.js')).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', served));
  return Array.from(hash, (one) => one.toString(16).padStart(2, '0')).join('');
}"""
KEPT_BY_THE_TAB = "() => [sessionStorage.length, localStorage.length]"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("sealed") / "house") as server:
        server.check_in(AINO)
        yield server


@pytest.fixture
def visitor(served: Served, chromium: "Browser") -> Iterator[VisitorAtPhone]:
    yield from at_phone(served, chromium)


@pytest.fixture(scope="module")
def ainos_desk(served: Served, chromium: "Browser") -> Iterator[ResponderAtDesk]:
    yield from at_desk(served, chromium, AINO)


@pytest.fixture
def aino(ainos_desk: ResponderAtDesk) -> ResponderAtDesk:
    return anew(ainos_desk)


def test_nothing_the_house_has_holds_a_word_of_what_was_said(
    served: Served, visitor: VisitorAtPhone, aino: ResponderAtDesk
):
    # Made here, so that nothing that was forked before can hold them.
    nickname, asked, answered, sound, noted = (
        f"kanaria{secrets.token_hex(6)}" for _one in range(5)
    )
    frames = [*listens(visitor), *listens(aino)]
    aino.opens_desk()
    visitor.taps_the_story_link()
    visitor.starts(nickname=nickname)
    visitor.says(asked)
    aino.takes_next()
    aino.hears(asked)
    aino.sees(nickname)
    aino.says(answered)
    visitor.sees(answered)

    visitor.page.evaluate(SENDS_A_SOUND, sound)
    aino.page.get_by_role("button", name="Kuuntele ääniviesti").wait_for()
    assert aino.page.evaluate(HEARS_THE_SOUND) == sound

    aino.opens("/desk/notes")
    aino.page.get_by_label("Itsellesi").fill(noted)
    with aino.page.expect_navigation():
        aino.page.get_by_role("button", name="Tallenna").click()
    aino.page.locator("[data-sealed]", has_text=noted).wait_for()
    aino.finds_no_obstacle()

    assert len(frames[0]) > 10
    for word in (nickname, asked, answered, sound, noted):
        said = word.encode()
        assert not [frame for heard in frames for frame in heard if said in frame]
        assert holders(served, said) == []
        assert not in_memory_of(served.pid, said)
    visitor.page.reload()
    visitor.sees(answered)
    is_told_the_truth_of_the_sealing(visitor)
    for everybody in (visitor, aino):
        everybody.is_content()


def test_two_tabs_have_one_key_a_changed_message_is_told_and_leaving_forgets_it(
    served: Served, visitor: VisitorAtPhone, aino: ResponderAtDesk, chromium: "Browser"
):
    aino.opens_desk()
    visitor.taps_the_story_link()
    other = makes_the_key_late(visitor)
    for number, tab in enumerate((other, visitor)):
        tab.says(f"viesti {number}")
        tab.shows(number + 1)
    other.shows(2)
    aino.takes_next()
    aino.hears("viesti 1")
    visitor.sees("Juttelet nyt: Aino")
    assert other.conversation() == visitor.conversation() == ["viesti 0", "viesti 1"]
    other.page.close()

    visitor.page.evaluate(KEEPS_WHAT_COMES)
    aino.says("hei vaan")
    visitor.sees("hei vaan")
    visitor.page.evaluate(CHANGED)
    visitor.sees("Tätä viestiä on muutettu matkalla")
    visitor.page.evaluate(REPEATED)
    visitor.sees("Tämä viesti tuli kahdesti")
    visitor.finds_no_obstacle()
    assert visitor.page.evaluate(KEPT_BY_THE_TAB) == [1, 0]
    cookie = visitor.context.storage_state()
    thief = VisitorAtPhone(served, chromium.new_context(locale="fi-FI", storage_state=cookie))
    thief.opens("/chat")
    thief.sees("Tämä keskustelu on lukittu tässä välilehdessä")
    thief.finds_no_obstacle()
    thief.context.close()

    visitor.leaves()
    visitor.sees("Auttoiko juttelu?")
    visitor.page.get_by_text("Lue keskustelu").click()
    visitor.page.locator(".bubble", has_text="hei vaan").wait_for()
    visitor.page.get_by_role("button", name="Poista kaikki tältä laitteelta").click()
    visitor.page.wait_for_url(lambda url: "/chat" not in url)
    assert visitor.page.evaluate(KEPT_BY_THE_TAB) == [0, 0]
    for everybody in (visitor, aino, other, thief):
        everybody.complaints[:] = [one for one in everybody.complaints if BROUGHT_TWICE not in one]
        everybody.is_content()


def test_a_request_is_sealed_answered_by_a_colleague_and_read_by_who_left_it(
    served: Served, visitor: VisitorAtPhone, aino: ResponderAtDesk
):
    sent = listens(visitor)[0]
    visitor.opens("/lines/nuorten-chat/ask")
    visitor.page.get_by_label("Mitä mielessäsi on?").fill("voisiko joku auttaa")
    visitor.page.get_by_label("Nimimerkki").fill("Kettu")
    visitor.page.get_by_role("button", name="Lähetä").click()
    visitor.page.wait_for_url("**/chat")
    visitor.shows(1)
    visitor.sees("voisiko joku auttaa")

    aino.opens_desk()
    aino.opens("/requests")
    aino.page.get_by_role("button", name="Ota ja vastaa").last.click()
    aino.hears("voisiko joku auttaa")
    aino.page.locator("[data-composer] textarea").fill("tietysti, kerro lisää")
    aino.page.get_by_role("button", name="Lähetä").click()
    visitor.sees("tietysti, kerro lisää")
    aino.finds_no_obstacle()

    assert not [one for one in sent if b"auttaa" in one or b"Kettu" in one]
    for everybody in (visitor, aino):
        everybody.is_content()


def is_told_the_truth_of_the_sealing(visitor: VisitorAtPhone) -> None:
    """Compare what the conversation's page says with the published keys, and with the bytes that this browser was sent."""
    visitor.page.get_by_text("Tämä keskustelu on salattu. Miten?").click()
    visitor.finds_no_obstacle()
    with visitor.page.expect_popup() as opened:
        visitor.page.get_by_role("link", name="Vertaa niitä").click()
    published = opened.value.locator("#nuorten-chat .fingerprint").inner_text()

    told = [published, visitor.page.evaluate(HASH_OF_THE_MODULE)]
    expect(visitor.page.locator("how-sealed code")).to_have_text(told)
    opened.value.close()


BROUGHT_TWICE = "409 (CONFLICT)"
"""Two tabs that have one key both bring it, and the browser writes down that the second came late."""


def makes_the_key_late(visitor: VisitorAtPhone) -> VisitorAtPhone:
    """Start, and open a second tab before the house has heard of a key from the first; gives the second."""
    underway: list[Route] = []

    def pass_by(route: Route) -> None:
        route.continue_() if other_is_open else underway.append(route)

    other_is_open = False
    visitor.context.route("**/chat/key", pass_by)
    visitor.starts(nickname="Kettu")
    other = VisitorAtPhone(visitor.served, visitor.context)
    other.opens("/chat")
    assert other.page.evaluate(SEALING_HERE)["is_new"], "no key has come to the house yet"
    other_is_open = True
    for route in underway:
        route.continue_()
    return other


def listens(who: VisitorAtPhone | ResponderAtDesk) -> list[list[bytes]]:
    """Keep every frame of somebody's live socket, and everything else that leaves their browser."""
    heard: list[bytes] = []

    def keep(frame: str | bytes) -> None:
        heard.append(frame if isinstance(frame, bytes) else frame.encode())

    def open_socket(socket: object) -> None:
        socket.on("framesent", keep)  # type: ignore[attr-defined]
        socket.on("framereceived", keep)  # type: ignore[attr-defined]

    who.page.on("websocket", open_socket)
    who.page.on("request", lambda one: keep(f"{one.url} {one.post_data or ''}"))
    return [heard]


def holders(served: Served, said: bytes) -> list[str]:
    """Name that in which something stands: databases, their logs, the key store, the server's log."""
    return [name for name, held in served.remains() if said in held]


def in_memory_of(pid: int, said: bytes) -> bool:
    """Look through everything that a process can read of its own memory."""
    spellings = (said, said.decode().encode("utf-16-le"), said.decode().encode("utf-32-le"))
    looked_at = 0
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, rights = line.split()[:2]
            if not rights.startswith("r") or "[v" in line:
                continue
            first, last = (int(part, 16) for part in span.split("-"))
            with contextlib.suppress(OSError, ValueError, OverflowError):
                memory.seek(first)
                held = memory.read(last - first)
                looked_at += len(held)
                if any(one in held for one in spellings):
                    return True
    assert looked_at > 10_000_000, "its memory could not be read"
    return False
