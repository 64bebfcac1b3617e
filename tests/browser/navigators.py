"""Those who walk through the stories: each knows what a person does on a page, not how the page is built."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from organisation.demo import PASSWORD
from tests.browser.obstacles import obstacles, obstacles_by_night
from tests.served import Served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PATIENCE_MS = 25_000
STORY_LINK = "/t/nstgrm"


@dataclass
class Navigator:
    """Somebody in a browser of their own; what the browser complains about is kept."""

    served: Served
    context: "BrowserContext"
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: Any) -> None:
        # A lost connection is part of some stories; everything else the console says is a fault.
        if (
            message.type == "error"
            and "ERR_CONNECTION" not in message.text
            and "ERR_INTERNET" not in message.text
        ):
            self.complaints.append(message.text)

    def opens(self, path: str) -> None:
        """Open a page of the house."""
        self.page.goto(self.served.base_url + path)

    def sees(self, text: str) -> None:
        """Wait until the words are on the page."""
        self.page.get_by_text(text).first.wait_for()

    def finds_no_obstacle(self) -> None:
        """Let axe-core look at the page as it is, light and dark."""
        assert obstacles(self.page) + obstacles_by_night(self.page) == [], self.page.url

    def is_content(self) -> None:
        """The browser had nothing to complain about: no script error, no breach of the security policy."""
        assert self.complaints == []


class VisitorAtPhone(Navigator):
    """A young person with a phone."""

    def taps_the_story_link(self) -> None:
        """Come from Instagram."""
        self.opens(STORY_LINK)

    def starts(self, nickname: str = "Kettu", topic: str = "Paha olo") -> None:
        """Give a nickname, choose a topic, press start."""
        self.page.get_by_label("Nimimerkki").fill(nickname)
        self.page.get_by_label(topic).check()
        self.page.get_by_role("button", name="Aloita juttelu").click()
        self.page.wait_for_url("**/chat")

    def says(self, text: str) -> None:
        """Write and send."""
        self.page.get_by_role("textbox", name="Viestisi").fill(text)
        self.page.get_by_role("button", name="Lähetä").click()

    def conversation(self) -> list[str]:
        """Read the words of both sides in their order; what is still being sent is not among them."""
        return self.page.locator(".bubble[data-seq] [data-text]").all_inner_texts()

    def shows(self, count: int) -> None:
        """Wait until so many messages stand on the page as the server has them."""
        self.page.locator(".bubble[data-seq]").nth(count - 1).wait_for()

    def leaves(self) -> None:
        """End the conversation, be sure, and wait until the server has heard it."""
        self.page.get_by_role("button", name="Lopeta").click()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Kyllä").click()

    def answers(self, answer: str) -> None:
        """Tap an answer after the conversation."""
        self.page.get_by_role("button", name=answer, exact=True).click()


class ResponderAtDesk(Navigator):
    """A responder with a keyboard."""

    def signs_in(self, email: str) -> None:
        """Sign in with the demo's password."""
        self.opens("/sign-in")
        self.page.locator("input[name=email]").fill(email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def has_signed_in(self, email: str) -> None:
        """Come with the cookie of somebody who has signed in: the form is for the stories about it."""
        token = self.served.session_cookie(email)
        cookie = {"name": "rw", "value": token, "url": self.served.base_url, "httpOnly": True}
        self.context.add_cookies([cookie])  # type: ignore[list-item]  a TypedDict, written plainly

    def sits_on_duty(self, email: str) -> None:
        """Sit at the desk with a duty begun: the button is for the stories about it."""
        self.served.check_in(email)
        self.has_signed_in(email)
        self.opens_desk()

    def begins_duty(self) -> None:
        """Press the one large button."""
        self.opens("/desk")
        self.unlocks_keys()
        self.page.locator(".duty-bar button").click()
        self.page.locator(".duty-bar.on").wait_for()

    def opens_desk(self) -> None:
        """Open the desk and wait for its connection."""
        self.opens("/desk")
        self.unlocks_keys()
        self.sees("Yhteys kunnossa")

    def unlocks_keys(self) -> None:
        """Type the passphrase of one's keys where the page asks for it: once a sitting."""
        asked = self.page.locator("sealed-unlock dialog[open]")
        ready = self.page.locator("chat-desk[data-ring=open], chat-desk[data-ring=none]")
        asked.or_(ready).first.wait_for()
        if asked.is_visible():
            self.page.get_by_label("Tunnuslauseesi").fill(PASSWORD)
            self.page.get_by_label("Tunnuslauseesi").press("Enter")
        ready.wait_for()

    def takes_next(self) -> None:
        """Take whoever has waited longest, by keyboard."""
        self.page.locator("[data-claim-next]:not([disabled])").wait_for()
        self.page.keyboard.press("Alt+n")
        self.page.locator("[data-composer]:not([hidden])").wait_for()

    def says(self, text: str) -> None:
        """Write and send by Enter."""
        box = self.page.locator("[data-composer] textarea")
        box.fill(text)
        box.press("Enter")

    def hears(self, text: str) -> None:
        """Wait for the other side's words in the open conversation."""
        self.page.locator(".bubble.theirs[data-seq]", has_text=text).wait_for()

    def sends_card_about(self, words: str) -> str:
        """Search the directory by keyboard and send the first hit; gives its name."""
        self.page.keyboard.press("Alt+s")
        self.page.keyboard.type(words)
        # Enter looks for the whole of it and goes to the first hit: those before it were for half a word.
        self.page.keyboard.press("Enter")
        self.page.locator("[data-hits] button:focus").wait_for()
        name = self.page.locator("[data-hits] article", has=self.page.locator(":focus")).locator(
            "h3"
        )
        found = name.inner_text()
        self.page.keyboard.press("Enter")
        return found

    def says_outcome(self, outcome: str) -> None:
        """Say how it ended."""
        self.page.get_by_role("button", name=outcome, exact=True).click()
