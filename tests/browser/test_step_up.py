"""In the middle of a conversation: to an independent identity provider and back, by the visitor's own will."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from policies.schema import SHIPPED
from tests.browser.navigators import ResponderAtDesk, VisitorAtPhone
from tests.organisation.conftest import NO_NODE, TESTS, install_provider
from tests.served import AINO, YOUTH_LINE, Served, quiet_port, serving
from tests.servers import running, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Give a house whose policy lets the youth line ask, with a provider that is not ours."""
    node = shutil.which("node")
    if node is None:
        pytest.skip(NO_NODE)
    install_provider()
    policy = tmp_path / "policy.toml"
    policy.write_text(
        re.sub(r'lines = \["nuorten-sos.*\]', f'lines = ["{YOUTH_LINE}"]', SHIPPED.read_text())
    )
    port = quiet_port()
    settings = {
        "RINNALLA_POLICY_FILE": str(policy),
        "RINNALLA_STEPUP_ISSUER": f"http://127.0.0.1:{port}",
        "RINNALLA_STEPUP_CLIENT_ID": "rinnalla-step-up",
        "RINNALLA_STEPUP_CLIENT_SECRET": "a-secret-between-the-two-of-them",
    }
    with serving(tmp_path / "served", settings=settings) as server:
        back = f"{server.base_url}/chat/step-up/back"
        log = tmp_path / "provider.log"
        with running([node, TESTS / "browser" / "idp.mjs", str(port), back], log):
            known = f"http://127.0.0.1:{port}/.well-known/openid-configuration"
            wait_for(lambda: requests.get(known, timeout=2), log)
            yield server


def proves(visitor: VisitorAtPhone, account: str) -> None:
    """Say yes, and sign in at the provider."""
    visitor.page.get_by_role("link", name="Haluan tunnistautua").click()
    visitor.page.get_by_label("account").fill(account)
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.wait_for_url("**/chat")


def test_a_visitor_proves_who_they_are_and_only_who_asked_sees_it(served, phone, desk):
    visitor, aino = VisitorAtPhone(served, phone), ResponderAtDesk(served, desk)
    aino.sits_on_duty(AINO)
    visitor.opens(f"/lines/{YOUTH_LINE}")
    visitor.starts()
    visitor.says("Tarvitsen apua toimeentulotukeen")
    aino.takes_next()

    aino.page.get_by_text("Pyydä tunnistautumaan").click()
    aino.page.get_by_role("button", name="Pyydä", exact=True).click()
    visitor.sees("Aino kysyy, haluatko tunnistautua")
    visitor.sees("Voit kieltäytyä. Mikään ei muutu, ja keskustelu jatkuu.")
    visitor.finds_no_obstacle()
    proves(visitor, "without-id-token@example.org")
    visitor.sees("Tunnistautuminen ei onnistunut nyt")
    proves(visitor, "Testi Henkilö")

    visitor.sees("Aino näkee klo")
    visitor.sees("Tarvitsen apua toimeentulotukeen")
    aino.sees("Testi Henkilö")
    aino.sees("2001-02-03")
    aino.finds_no_obstacle()
    visitor.page.get_by_role("button", name="Poista näkyvistä heti").click()
    aino.sees("Henkilötieto ei ole enää näkyvissä.")
    assert "Testi Henkilö" not in aino.page.content()
    assert "Testi" not in served.log
    for somebody in (visitor, aino):
        somebody.is_content()
