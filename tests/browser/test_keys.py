"""Keys in real browsers: made by passkey, opened again, given on by a colleague, worth nothing once somebody is out."""

import base64

import pytest

from core.sealing import seal_to
from organisation.demo import PASSWORD
from tests.browser.chromium import DESK
from tests.browser.navigators import ResponderAtDesk
from tests.served import AINO, EERO, Served

pytestmark = pytest.mark.browser

YRJO = "yrjo@example.org"
YOUTH = "nuorten-chat"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "hasPrf": True,
}
RING = "import('/static/js/sealed/keyring.js').then(({ openKeyring }) => openKeyring())"
OPENS = """async ({ id, box, about }) => {
    const held = Uint8Array.from(atob(box), (one) => one.charCodeAt(0));
    try { return new TextDecoder().decode(await window.ring.openForLine(id, held, about)); }
    catch { return null; }
}"""


class KeyHolder(ResponderAtDesk):
    """A responder at the page of their keys, at a host name, for an address in digits has no passkeys."""

    def opens(self, path: str) -> None:
        self.page.goto(self.served.base_url.replace("127.0.0.1", "localhost") + path)

    def has_a_passkey(self) -> None:
        """Plug an authenticator in that the browser itself plays."""
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def types_passphrase(self) -> None:
        """Open the keys as the demo has made them."""
        self.page.get_by_label("Tunnuslauseesi").fill(PASSWORD)
        self.page.get_by_role("button", name="Avaa avaimet").click()
        self.page.locator("[data-lines] li").first.wait_for()

    def loses_keys_and_makes_new_ones(self) -> None:
        """Make new keys with the passkey; the old ones are gone."""
        self.page.get_by_role("button", name="Myöhemmin").click()
        self.page.get_by_text("Tee uudet avaimet…").click()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Tee uudet avaimet pääsyavaimella").click()
        self.page.locator("[data-lines] li").first.wait_for()

    def line(self) -> str:
        """Read what the page says of the youth line."""
        found = self.page.locator("[data-lines] li", has_text="Nuorten chat Kainuussa")
        return found.inner_text()

    def signs_out(self) -> None:
        self.page.locator("details.menu .worker").click()
        self.page.get_by_role("button", name="Kirjaudu ulos").click()
        self.page.wait_for_url("**/sign-in*")

    def keeps_hold(self) -> None:
        """Keep the opened keyring at hand, as a page that is left open does."""
        self.page.evaluate(f"{RING}.then((ring) => {{ window.ring = ring; }})")

    def reads(self, key: dict[str, str], box: bytes) -> str | None:
        """Open something that was sealed to the line, with whatever this browser has."""
        given = {"id": key["line_key"], "box": base64.b64encode(box).decode(), "about": "x"}
        found: str | None = self.page.evaluate(OPENS, given)
        return found

    def current_key(self) -> dict[str, str]:
        """Give the youth line's key as this worker holds it."""
        copies = self.page.evaluate(f"{RING}.then((ring) => ring.state.copies)")
        lines = self.page.evaluate(f"{RING}.then((ring) => ring.state.lines)")
        (line,) = [one["id"] for one in lines if one["slug"] == YOUTH]
        (found,) = [one for one in copies if one["line"] == line and one["is_current"]]
        return dict(found)


def sealed(key: dict[str, str], words: str) -> bytes:
    """Seal words to a line, as a visitor's browser does."""
    public = key["public"] + "=" * (-len(key["public"]) % 4)
    return seal_to(base64.urlsafe_b64decode(public), words.encode(), b"x")


@pytest.fixture(name="both")
def _both(served: Served, chromium) -> tuple[KeyHolder, KeyHolder]:
    aino, eero = (
        KeyHolder(served, chromium.new_context(viewport=DESK, locale="fi-FI")) for _one in range(2)
    )
    for person, email in ((aino, AINO), (eero, EERO)):
        person.has_a_passkey()
        person.signs_in(email)
        person.opens("/me/keys")
    return aino, eero


def test_lost_keys_are_made_anew_by_passkey_and_a_colleague_lets_them_in_until_they_leave(
    served: Served, both
):
    aino, eero = both
    eero.types_passphrase()
    aino.loses_keys_and_makes_new_ones()
    assert "ei ole vielä päästetty" in aino.line()

    # Eero's browser has made the next key meanwhile; he compares the signs and lets Aino in.
    eero.opens("/me/keys")
    row = eero.page.locator("[data-waiting] li", has_text="Nuorten chat Kainuussa")
    assert row.locator("code").inner_text() == aino.page.locator(".fingerprint code").inner_text()
    row.get_by_role("button").click()
    eero.sees("Aino Aalto on päästetty avaimeen.")

    # Signed out, the browser has forgotten; the passkey opens again.
    aino.signs_out()
    aino.page.wait_for_function("() => indexedDB.databases().then((all) => all.length === 0)")
    aino.signs_in(AINO)
    aino.opens("/me/keys")
    aino.page.get_by_role("button", name="Käytä pääsyavainta").click()
    aino.page.locator("[data-lines] li").first.wait_for()
    assert "Sinulla on tämän linjan avain" in aino.line()
    aino.keeps_hold()
    before = eero.current_key()
    assert aino.reads(before, sealed(before, "terve")) == "terve"

    # An administrator closes Aino's account; Eero's browser makes the next key by itself.
    is_out(served, AINO)
    eero.opens("/me/keys")
    eero.page.locator("[data-lines] li").first.wait_for()
    after = eero.current_key()
    assert int(after["number"]) == int(before["number"]) + 1
    eero.keeps_hold()
    assert eero.reads(after, sealed(after, "uutta")) == "uutta"
    assert aino.reads(after, sealed(after, "uutta")) is None
    eero.is_content()


def is_out(served: Served, email: str) -> None:
    """Let the administrator close somebody's account."""
    cookie = f"rw={served.session_cookie(YRJO)}"
    page = served.get("/en/team", cookie=cookie).text
    row = page[: page.index(email)]
    worker = row[row.rindex("/team/workers/") + len("/team/workers/") :][:36]
    answer = served.post(f"/team/workers/{worker}/close", {}, cookie=cookie)
    assert answer.status_code == 303
