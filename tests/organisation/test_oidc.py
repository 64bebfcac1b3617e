"""Signing in at an independent identity provider (npm's oidc-provider), over real redirects."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit, urlunsplit

import pytest
import requests
from sqlmodel import select

from core import clock
from core.identity import SignInSession
from organisation.models import Role, Worker
from tests.people_organisation import audited

TWO_FACTORS = "urn:example:two-factors"


@dataclass
class Browser:
    """A browser that follows redirects one by one, so that a test can look at each and change it."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def opens(self, path, **kwargs):
        return self.session.get(urljoin(self.url, path), timeout=10, **kwargs)

    def leaves_for_provider(self, path="/sign-in/oidc"):
        """Go to the provider and give the page on which it asks who one is."""
        return self.opens(path)

    def comes_back(self, page, account, acr=""):
        """Say who one is at the provider and give the address that it sends the browser back to."""
        answer = self.session.post(
            page.url, data={"account": account, "acr": acr}, allow_redirects=False, timeout=10
        )
        while not answer.headers["Location"].startswith(f"{self.url}/"):
            answer = self.session.get(
                urljoin(answer.url, answer.headers["Location"]), allow_redirects=False, timeout=10
            )
        return answer.headers["Location"]

    def signs_in(self, account, acr="", path="/sign-in/oidc"):
        """Walk the whole way and give our own answer at the end of it."""
        back = self.comes_back(self.leaves_for_provider(path), account, acr)
        return self.session.get(back, allow_redirects=False, timeout=10)


def is_in(browser):
    return browser.opens("/me", allow_redirects=False).status_code == 200


def changed(address, **changes):
    """Give an address with some of its query parameters changed; None takes one away."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changes
    kept = {name: value for name, value in query.items() if value is not None}
    return urlunsplit(parts._replace(query=urlencode(kept)))


@pytest.fixture
def served(serve):
    return serve()


@pytest.fixture
def browser(served):
    return Browser(served.url)


def test_a_worker_signs_in_at_the_provider(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")

    answer = browser.signs_in("aino@example.org")

    assert answer.status_code == 303
    assert is_in(browser)


def test_the_way_there_carries_state_nonce_and_a_challenge(browser):
    first = browser.opens("/sign-in/oidc", allow_redirects=False)

    asked = parse_qs(urlsplit(first.headers["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert all(asked[name][0] for name in ("state", "nonce", "code_challenge", "max_age"))
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert "SameSite=Lax" in first.headers["Set-Cookie"]


def test_the_worker_returns_to_the_page_they_wanted(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")

    answer = browser.signs_in("aino@example.org", path="/sign-in/oidc?next=/sv/me")

    assert answer.headers["Location"] == "/sv/me"


def test_the_provider_cannot_be_made_to_lead_to_another_site(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")

    answer = browser.signs_in("aino@example.org", path="/sign-in/oidc?next=//example.org/")

    assert not urlsplit(answer.headers["Location"]).netloc


def test_the_first_sign_in_links_the_subject_and_the_next_needs_no_address(served, browser):
    worker = served.people.worker(Role.RESPONDER, email="aino@example.org")
    browser.signs_in("aino@example.org")
    with served.home.database.session() as session:
        session.get(Worker, worker.id).email = "aino.uusi@example.org"
        session.commit()

    later = Browser(served.url)
    later.signs_in("aino@example.org")

    assert is_in(later)


def test_an_address_that_was_linked_to_one_person_does_not_open_to_another(served, browser):
    worker = served.people.worker(
        Role.RESPONDER, email="aino@example.org", oidc_subject="somebody who had the address before"
    )

    answer = browser.signs_in("aino@example.org")

    assert answer.status_code == 401
    assert not is_in(browser)
    with served.home.database.session() as session:
        assert session.get(Worker, worker.id).oidc_subject == worker.oidc_subject


def test_a_person_whom_nobody_invited_gets_no_account(served, browser):
    answer = browser.signs_in("stranger@example.org")

    assert answer.status_code == 401
    with served.home.database.session() as session:
        assert not session.exec(select(Worker)).all()
        assert not session.exec(select(SignInSession)).all()
        assert len(audited(session, "organisation.sign_in_failed")) == 1


def test_an_address_that_the_provider_has_not_verified_links_nobody(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")

    answer = browser.signs_in("unverified-aino@example.org")

    assert answer.status_code == 401
    assert not is_in(browser)


def test_a_closed_account_stays_closed(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org", is_active=False)

    assert browser.signs_in("aino@example.org").status_code == 401


@pytest.mark.parametrize("iss", ["https://another.example.org", ""])
def test_an_answer_in_the_name_of_another_issuer_is_refused(served, browser, iss):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")

    answer = browser.opens(changed(back, iss=iss), allow_redirects=False)

    assert answer.status_code == 401
    assert not is_in(browser)


def test_an_answer_without_the_promised_issuer_is_refused(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")

    assert browser.opens(changed(back, iss=None), allow_redirects=False).status_code == 401


def test_after_a_refused_answer_the_true_one_is_worth_nothing_either(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")
    browser.opens(changed(back, iss="https://another.example.org"), allow_redirects=False)

    assert browser.opens(back, allow_redirects=False).status_code == 401


def test_a_replayed_answer_is_refused(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")
    browser.opens(back, allow_redirects=False)

    again = browser.opens(back, allow_redirects=False)

    assert again.status_code == 401


def test_a_replayed_answer_with_the_cookie_of_that_time_is_refused_by_the_provider(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")
    kept = requests.Session()
    kept.cookies.update(browser.session.cookies)
    browser.opens(back, allow_redirects=False)

    assert kept.get(back, allow_redirects=False, timeout=10).status_code == 401


def test_an_answer_brought_by_another_browser_is_refused(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")

    other = Browser(served.url)
    answer = other.opens(back, allow_redirects=False)

    assert answer.status_code == 401
    assert not is_in(other)


def test_an_error_from_the_provider_is_told_kindly(browser):
    browser.leaves_for_provider()

    answer = browser.opens("/sign-in/oidc/back?error=access_denied&state=x", allow_redirects=False)

    assert answer.status_code == 401


@pytest.mark.parametrize("account", ["without-id-token@example.org", "hs256@example.org"])
def test_an_answer_without_a_proper_id_token_is_refused(served, browser, account):
    served.people.worker(Role.RESPONDER, email=account)

    answer = browser.signs_in(account)

    assert answer.status_code == 401
    assert not is_in(browser)


def test_where_two_factors_are_required_one_is_not_enough(serve):
    served = serve(oidc_required_acr=(TWO_FACTORS,))
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    browser = Browser(served.url)

    answer = browser.signs_in("aino@example.org")

    assert answer.status_code == 401
    assert not is_in(browser)


def test_where_two_factors_are_required_two_let_one_in(serve):
    served = serve(oidc_required_acr=(TWO_FACTORS,))
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    browser = Browser(served.url)

    browser.signs_in("aino@example.org", acr=TWO_FACTORS)

    assert is_in(browser)


def test_a_provider_that_is_away_is_told_and_nobody_waits_in_vain(serve):
    served = serve(oidc_issuer="http://127.0.0.1:9")

    answer = Browser(served.url).opens("/sign-in/oidc", allow_redirects=False)

    assert answer.status_code == 503


def test_the_page_of_the_demos_people_is_not_there_where_a_provider_is(browser):
    assert browser.opens("/sign-in/demo?state=x").status_code == 404


def test_the_session_from_before_ends_at_the_sign_in(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    browser.signs_in("aino@example.org")
    copied = Browser(served.url)
    copied.session.cookies.set("rw", browser.session.cookies["rw"], domain="127.0.0.1")
    assert is_in(copied)

    browser.leaves_for_provider()  # who is still signed in there, and so leads back at once

    assert not is_in(copied)
    assert is_in(browser)


def test_somebody_who_signed_in_at_the_provider_long_ago_signs_in_there_anew(served, browser):
    served.people.worker(Role.RESPONDER, email="aino@example.org")
    back = browser.comes_back(browser.leaves_for_provider(), "aino@example.org")
    hours = served.home.settings.session_hours

    with clock.stopped(clock.now() + timedelta(hours=hours, minutes=2)):
        answer = browser.opens(back, allow_redirects=False)

    assert answer.status_code == 401
