"""A link may lead to a site on the organisation's list, with the campaign's words and nobody's own."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from core.house import House
from organisation.models import Line, Role
from outreach.errors import TargetRefused
from outreach.models import Link
from outreach.schemas import ChannelKind, CountKind, Medium
from outreach.targets import fit
from outreach.upkeep import tell_of_links
from policies.errors import PolicyError
from policies.schema import parse
from tests.people import People
from tests.people_outreach import (
    CODE,
    a_campaign,
    a_channel,
    a_link,
    asks_for,
    comes_by,
    post,
    times,
)
from tests.policy import TEXT, obey

HOST, OWN = "www.example.org", "http://localhost"
LISTED = TEXT[TEXT.index("link_hosts = [") :].partition("\n")[0]
PAGE = f"https://{HOST}/nuoret?sivu=2#apua"


def with_hosts(*hosts: str) -> None:
    obey(LISTED, f"link_hosts = {list(hosts)!r}".replace("'", '"'))


@pytest.fixture(autouse=True)
def listed(home: House) -> None:
    """The policy lets links lead to one site."""
    with_hosts(HOST)


@pytest.fixture
def editor(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


def a_placement(line: Line, target: str) -> dict[str, Any]:
    return {
        "placement": "Kajaanin kirjasto, ilmoitustaulu",
        "medium": "story",
        "line": str(line.id),
        "active_from": clock.local_day().isoformat(),
        "target": target,
    }


def test_a_link_leads_to_a_listed_site_with_the_campaigns_words(people, client, session):
    campaign = a_campaign(people, title="Mikä huolettaa?", starts_on=date(2026, 3, 17))
    channel = a_channel(people, kind=ChannelKind.INSTAGRAM)
    belongs = {"campaign_id": campaign.id, "channel_id": channel.id}
    a_link(people, people.line(), placement="Tarina: Äänekoski", target=PAGE, **belongs)

    answer = comes_by(
        client, f"/t/{CODE}?utm_source=mine&fbclid=x", Referer="https://example.net/profiili"
    )

    parts = urlsplit(answer.location)
    assert (answer.status_code, parts.hostname, parts.path) == (303, HOST, "/nuoret")
    assert parse_qsl(parts.query) == [
        ("sivu", "2"),
        ("utm_source", "instagram"),
        ("utm_medium", "social"),
        ("utm_campaign", "2026-03_mika-huolettaa"),
        ("utm_content", "tarina-aanekoski"),
    ]
    assert parts.fragment == "apua"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.headers.getlist("Set-Cookie")
    assert times(session, CountKind.OPENED) == 1


def test_a_scan_says_that_it_was_one_and_a_link_of_no_campaign_names_none(people, client, session):
    a_link(people, people.line(), medium=Medium.PRINT, target=PAGE)

    told = dict(parse_qsl(urlsplit(comes_by(client, f"/q/{CODE}").location).query))

    assert (told["utm_source"], told["utm_medium"]) == ("rinnalla", "qr")
    assert "utm_campaign" not in told
    assert times(session, CountKind.SCANNED) == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"https://{HOST}", f"https://{HOST}"),
        (f"https://{HOST.upper()}.:443/a", f"https://{HOST}/a"),
        (
            f"https://{HOST}/a?utm_source=x&b=1&%75tm_id=2&FBCLID=3&c=%C3%A4&gclid=#utm_x",
            f"https://{HOST}/a?b=1&c=%C3%A4#utm_x",
        ),
        (f"https://{HOST}/ä ".strip(), f"https://{HOST}/%C3%A4"),
        (f"{OWN}/guides?utm_source=x", f"{OWN}/guides"),
    ],
)
def test_an_address_is_kept_without_what_trackers_hung_on_it(written, kept):
    assert fit(written, own=OWN, hosts=(HOST,)) == kept


WRONG = {
    "foreign scheme": [
        f"http://{HOST}/",
        "javascript:alert(1)",
        f"javascript://{HOST}/%0aalert(1)",
        "data:text/html,x",
        f"//{HOST}/",
        f"/{HOST}",
        HOST,
        f"https:{HOST}",
        "https:///x",
        f"ftp://{HOST}/",
    ],
    "another host": [
        "https://example.org/",
        f"https://{HOST}.example.net/",
        "https://www.example.org-example.net/",
        f"https://example.net/{HOST}",
        f"https://example.net?{HOST}",
        f"https://example.net#{HOST}",
        "https://www.example%2eorg/",
        f"https://sub.{HOST}/",
        "https://localhost/",
    ],
    "somebody named": [
        f"https://{HOST}@example.net/",
        f"https://{HOST}:443@example.net/",
        f"https://aino@{HOST}/",
        f"https://@{HOST}/",
        f"http://localhost@{HOST}/",
    ],
    "a port": [f"https://{HOST}:8443/", f"https://{HOST}:99999/", f"https://{HOST}:80/"],
    "a number": [
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://①②⑦.0.0.1/",
    ],
    "letters that look alike": [
        "https://www.ехample.org/",
        "https://www.exаmple.org/",
        "https://xn--www-8cd.example.org/",
        "https://www.example。org.example.net/",
    ],
    "signs that browsers read otherwise": [
        f"https://example.net\\@{HOST}/",
        f"https://{HOST}\\.example.net/",
        f"https://{HOST}\t.example.net/",
        f"https://exa\nmple.net/{HOST}",
        f"https://{HOST}/\u202egro",
        f"https://{HOST}/<script>",
        f" https://{HOST}/",
        f"https://{HOST}/{'x' * 2_000}",
        "https://[",
        "",
    ],
    "a short address of ours": [
        f"{OWN}/t/{CODE}",
        f"{OWN}/q/{CODE}",
        f"{OWN}/sv/t/{CODE}",
        f"{OWN}/%74/{CODE}",
        f"{OWN}//t/{CODE}",
        f"{OWN}/lines/../t/{CODE}?x=1",
        f"{OWN}/./en/./Q/{CODE}",
    ],
}


@pytest.mark.parametrize("written", [one for some in WRONG.values() for one in some])
def test_an_open_redirect_is_refused(written: str):
    with pytest.raises(TargetRefused):
        fit(written, own=OWN, hosts=(HOST,))


def test_without_a_list_links_lead_to_our_own_pages_only():
    assert fit(f"{OWN}/guides", own=OWN, hosts=()) == f"{OWN}/guides"
    with pytest.raises(TargetRefused):
        fit(PAGE, own=OWN, hosts=())


def test_the_form_takes_a_listed_site_and_says_what_is_wrong_with_another(people, editor, session):
    campaign, line = a_campaign(people), people.line()
    door = f"/outreach/campaigns/{campaign.id}/links"

    wrong = post(editor, door, **a_placement(line, "https://example.net/?utm_source=x"))
    right = post(editor, door, **a_placement(line, PAGE))

    assert wrong.status_code == 422
    assert "ei ole organisaatiosi listalla" in wrong.text
    assert right.status_code == 303
    assert session.exec(select(Link.target)).all() == [PAGE]
    assert PAGE.replace("&", "&amp;") in editor.get(f"/outreach/campaigns/{campaign.id}").text


def test_our_poster_is_made_of_no_link_that_leads_elsewhere(people, editor):
    a_link(people, people.line(), medium=Medium.QR, target=PAGE)

    assert editor.get(f"/links/{CODE}/poster").status_code == 409
    assert editor.get(f"/links/{CODE}.pdf").status_code == 409
    assert editor.get(f"/links/{CODE}.svg").status_code == 200


def test_a_site_that_is_taken_off_the_list_is_led_to_no_more_and_the_keeper_is_told(
    home: House, people: People, client: FlaskClient, editor: FlaskClient, session: Session
):
    channel = a_channel(people)
    request = asks_for(people, channel)
    a_link(people, people.line(), channel_id=channel.id, target=PAGE)
    outbox = home.app.extensions["mailer"].outbox
    with_hosts("www.example.com")
    outbox.clear()

    answer = comes_by(client, f"/t/{CODE}")
    tell_of_links()
    tell_of_links()

    assert answer.location == f"/lines/nuoret?k={CODE}"
    assert times(session, CountKind.OPENED) == 1
    assert len(outbox) == 1
    assert request.keeper_id
    assert PAGE in outbox[0].get_body(("plain",)).get_content()
    assert "ei ole enää organisaatiosi listalla" in (
        editor.get(f"/outreach/channels/{channel.id}/links").text
    )


@pytest.mark.parametrize(
    "text", ['"https://example.org"', '"*.example.org"', '"192.0.2.1"', '"Äiti.fi"']
)
def test_the_list_names_hosts_exactly(text: str):
    with pytest.raises(PolicyError):
        parse(TEXT.replace(LISTED, f"link_hosts = [{text}]"))
