"""How far a place is: reckoned in the browser, for a door whose address is told."""

import subprocess

from sqlmodel import update

from guidance.actions import Contact
from guidance.models import Channel
from guidance.schemas import AddressVisibility, ChannelKind
from tests.house.tree import ROOT
from tests.people_guidance import a_service


def test_how_far_it_is_is_said_as_one_would(node: str):
    command = [node, "--test", "--test-reporter=tap", str(ROOT / "tests/js/distance.test.mjs")]
    told = subprocess.run(command, capture_output=True, text=True, check=False)

    assert told.returncode == 0, told.stdout


def test_only_a_door_whose_address_is_told_says_where_it_is(client, session):
    for visibility in AddressVisibility:
        door = Contact(ChannelKind.PLACE, street="Esimerkkikatu 1", visibility=visibility)
        a_service(session, f"Talo {visibility}", contacts=(door,))
    session.exec(update(Channel).values(latitude=64.2, longitude=27.7))
    session.commit()

    answer = client.get("/services")

    assert answer.text.count("data-latitude=") == 1
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
    assert "geolocation=()" in client.get("/worry/youth").headers["Permissions-Policy"]
