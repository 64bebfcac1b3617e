"""Info bites: a picture for a channel, and a link that counts days and nobody."""

import io

import pytest
from PIL import Image
from sqlmodel import select

from guidance.models import GuideCount
from guidance.schemas import GuideKind, GuideSaid
from organisation.models import Role
from tests.people_guides import a_guide


@pytest.fixture
def bite(session, people):
    guide = a_guide(session, people)
    return a_guide(
        session,
        people,
        "Yksi huono yö ei pilaa mitään",
        kind=GuideKind.BITE,
        slug="yksi-yo",
        lead="Kirjoita paperille se, mikä pyörii päässä.",
        leads_to=guide.id,
    )


@pytest.mark.parametrize(("shape", "size"), [("portrait", (1080, 1350)), ("square", (1080, 1080))])
def test_a_bite_is_drawn_in_the_sizes_that_instagram_shows_whole(client, bite, shape, size):
    answer = client.get(f"/bites/yksi-yo/{shape}.png")

    with Image.open(io.BytesIO(answer.data)) as drawn:
        assert (drawn.format, drawn.size, drawn.info) == ("PNG", size, {})


def test_its_link_leads_on_to_the_guide_and_counts_the_day(client, session, bite):
    page = client.get("/bites/yksi-yo")

    kept = session.exec(select(GuideCount).where(GuideCount.guide_id == bite.id)).one()
    assert 'href="/guides/uni"' in page.text
    assert "Set-Cookie" not in page.headers
    assert (kept.said, kept.n) == (GuideSaid.OPENED, 1)


def test_a_bite_and_a_guide_do_not_answer_for_each_other(client, bite):
    missing = ("/guides/yksi-yo", "/bites/uni", "/bites/yksi-yo/round.png")

    assert [client.get(path).status_code for path in missing] == [404, 404, 404]


def test_the_desk_shows_the_pictures_of_a_bite_and_where_its_link_leads(people, bite):
    desk = people.signed_in(people.worker(Role.EDITOR))

    page = desk.get(f"/guides/desk/{bite.id}").text
    drawn = desk.get(f"/guides/desk/{bite.id}/square.png")

    assert f"/guides/desk/{bite.id}/square.png" in page
    assert "localhost/bites/yksi-yo" in page
    assert drawn.mimetype == "image/png"
