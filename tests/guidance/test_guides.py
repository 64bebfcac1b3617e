"""Guides: written by some, read over by another, found by whoever needs them, counted and no more."""

import tomllib
from datetime import date, timedelta

import pytest
from sqlmodel import select

from core import clock
from guidance import demo, demo_guides, queries
from guidance.actions.guides import months_later
from guidance.guides.plainness import plainness
from guidance.models import GuideCount
from guidance.schemas import LEADS_TO, GuideDeed, GuideKind, GuideSaid, GuideStatus, GuideWords
from guidance.search import lexicon
from organisation.models import Organisation, Role
from tests.people import texts
from tests.people_chat import ORIGIN
from tests.people_guidance import a_service
from tests.people_guides import a_guide, sent

EVIL = """
## Alku

#### Loppu

<script>alert(1)</script> ![x](https://evil.example/x.png)

[hyppää](javascript:alert(1)) [pois](//evil.example) [kotiin](/worry) [soita](tel:112)
"""


@pytest.fixture
def writer(people):
    return people.signed_in(people.worker(Role.EDITOR))


@pytest.fixture
def reviewer(people):
    return people.signed_in(people.worker(Role.COORDINATOR))


def at_desk(guide_id) -> str:
    return f"/guides/desk/{guide_id}"


def test_what_was_withdrawn_comes_back_only_by_being_written_and_read_over_again():
    ways = {deed for at, deed in LEADS_TO if at is GuideStatus.WITHDRAWN}
    to_readers = {at for (at, _), led in LEADS_TO.items() if led is GuideStatus.PUBLISHED}

    assert ways == {GuideDeed.WRITE}
    assert to_readers == {GuideStatus.REVIEW, GuideStatus.PUBLISHED}


def test_an_editor_writes_a_coordinator_reads_it_over_and_then_readers_have_it(
    client, writer, reviewer
):
    made = writer.post(
        "/guides/desk/new", data=sent(fi_body="Nouse **ylös**."), headers=ORIGIN
    ).location
    sending = {"deed": "send", "revision": "1"}
    publishing = {"deed": "publish", "revision": "1"}
    writer.post(f"{made}/move", data=sending, headers=ORIGIN)
    assert writer.post(f"{made}/review", data=publishing, headers=ORIGIN).status_code == 403
    assert client.get("/guides/uni").status_code == 404

    reviewer.post(f"{made}/review", data=publishing, headers=ORIGIN)

    page = client.get("/guides/uni")
    assert "Nouse <strong>ylös</strong>." in page.text
    assert "Set-Cookie" not in page.headers


def test_nobody_publishes_what_they_wrote_themselves(people):
    aino = people.signed_in(people.worker(Role.RESPONDER))
    made = aino.post("/guides/desk/new", data=sent(), headers=ORIGIN).location
    aino.post(f"{made}/move", data={"deed": "send", "revision": "1"}, headers=ORIGIN)

    refused = aino.post(f"{made}/review", data={"deed": "publish", "revision": "1"}, headers=ORIGIN)

    assert refused.status_code == 409
    assert "Olet kirjoittanut tätä itse" in refused.text


def test_readers_keep_what_was_read_over_until_the_next_wording_was(
    client, session, people, writer
):
    guide = a_guide(session, people, body="Vanha sana.")

    writer.post(
        at_desk(guide.id) + "/edit",
        data=sent(revision="1", fi_body="Uusi sana."),
        headers=ORIGIN,
    )

    assert "Vanha sana." in client.get("/guides/uni").text
    assert "Uusi sana." in writer.get(at_desk(guide.id)).text


def test_a_reviewer_publishes_the_wording_that_they_read_and_no_other(
    client, session, people, writer, reviewer
):
    made = writer.post("/guides/desk/new", data=sent(fi_body="Luettu."), headers=ORIGIN).location
    edit = sent(revision="1", fi_body="Lukematta.")
    writer.post(f"{made}/edit", data=edit, headers=ORIGIN)
    writer.post(f"{made}/move", data={"deed": "send", "revision": "2"}, headers=ORIGIN)

    refused = reviewer.post(
        f"{made}/review", data={"deed": "publish", "revision": "1"}, headers=ORIGIN
    )

    assert refused.status_code == 409
    assert client.get("/guides/uni").status_code == 404


def test_whoever_saves_after_a_co_author_keeps_their_words_and_is_told(session, people, writer):
    guide = a_guide(session, people)
    first = sent(revision="1", fi_body="Ensin.")
    writer.post(at_desk(guide.id) + "/edit", data=first, headers=ORIGIN)

    late = writer.post(
        at_desk(guide.id) + "/edit", data=sent(revision="1", fi_body="Myöhässä."), headers=ORIGIN
    )

    assert late.status_code == 409
    assert "Myöhässä." in late.text
    assert "Ensin." in writer.get(at_desk(guide.id)).text


def test_a_translation_that_stayed_behind_is_not_shown(client, session, people, reviewer, writer):
    both = {"fi": GuideWords("Uni", body="Nuku."), "sv": GuideWords("Sömn", body="Sov.")}
    guide = a_guide(session, people, texts=both)
    data = sent(revision="1", fi_title="Uni", fi_body="Lepää.", sv_title="Sömn", sv_body="Sov.")
    writer.post(at_desk(guide.id) + "/edit", data=data, headers=ORIGIN)
    assert "Sov." in client.get("/sv/guides/uni").text

    for who, where, deed in ((writer, "move", "send"), (reviewer, "review", "publish")):
        moved = {"deed": deed, "revision": "2"}
        who.post(f"{at_desk(guide.id)}/{where}", data=moved, headers=ORIGIN)

    page = client.get("/sv/guides/uni").text
    assert "Lepää." in page
    assert "Sov." not in page


def test_words_of_a_writer_stay_words(client, session, people):
    a_guide(session, people, title="<b>Uni</b>", body=EVIL)

    page = client.get("/sv/guides/uni").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<h2>Alku</h2>" in page
    assert "<h3>Loppu</h3>" in page
    assert "evil.example" not in page.replace("[pois](//evil.example)", "")
    assert 'href="javascript' not in page
    assert '<a href="/sv/worry">kotiin</a>' in page
    assert '<a href="tel:112" rel="noopener noreferrer">soita</a>' in page


def test_readers_are_counted_by_day_and_workers_are_not(client, session, people, writer):
    a_guide(session, people)

    client.get("/guides/uni")
    writer.get("/guides/uni")
    answer = client.post("/guides/uni/helped", data={"answer": "somewhat"}, headers=ORIGIN)
    told = client.get(answer.headers["Location"])
    nonsense = client.post("/guides/uni/helped", data={"answer": "opened"}, headers=ORIGIN)

    kept = {one.said: one.n for one in session.exec(select(GuideCount)).all()}
    assert nonsense.status_code == 422
    assert "Kaikki on vielä tässä." in told.text
    assert "Auttoiko tämä?" not in told.text
    assert kept == {GuideSaid.OPENED: 1, GuideSaid.SOMEWHAT: 1}


def test_a_guide_is_found_by_the_words_of_the_search_and_after_the_worry_test(
    client, session, people
):
    people.line()
    a_guide(session, people, topics=("sleep", "mood"), lead="Keinoja tälle yölle.")
    a_guide(session, people, "Velka pelottaa", slug="velka", topics=("debt",))

    searched = client.get("/services?q=nukkumiseen").text
    ended = client.post(
        "/worry/youth", data={"about": "mood"}, headers=ORIGIN, follow_redirects=True
    ).text

    for page in (searched, ended):
        assert "/guides/uni" in page
        assert "/guides/velka" not in page


def test_a_guide_is_offered_to_the_desk_as_a_card_with_a_link(session, people):
    a_guide(session, people, topics=("sleep",))
    aino = people.signed_in(people.worker(Role.RESPONDER))

    (card,) = aino.get("/services/search.json?q=unettomuus").json["guides"]

    assert card["web_url"] == "http://localhost/guides/uni"
    assert "id" not in card


def test_a_guide_leads_to_services_and_to_somebody_to_ask(client, session, people):
    line = people.line()
    named = a_service(session, "Nuorten talo")
    a_service(session, "Uniapu", summary="Kun uni ei tule")
    a_guide(session, people, topics=("sleep",), services=(named,))

    page = client.get("/guides/uni").text

    assert f"/lines/{line.slug}" in page
    assert page.index("Nuorten talo") < page.index("Uniapu")


def test_a_guide_whose_check_has_run_out_says_so_and_comes_first_at_the_desk(
    client, session, people, reviewer
):
    guide = a_guide(session, people)
    a_guide(session, people, "Aika uusi", slug="uusi")
    guide.fresh_until = clock.local_day() - timedelta(days=1)
    session.add(guide)
    session.commit()

    desk = reviewer.get("/guides/desk").text
    assert "tarkistetaan parhaillaan" in client.get("/guides/uni").text
    assert desk.index("Kun ei saa unta") < desk.index("Aika uusi")
    confirming = {"deed": "confirm", "revision": "1"}
    reviewer.post(at_desk(guide.id) + "/review", data=confirming, headers=ORIGIN)
    assert "tarkistetaan parhaillaan" not in client.get("/guides/uni").text


def test_a_guide_of_another_organisation_is_told_like_one_that_never_was(session, people):
    guide = a_guide(session, people)
    other = Organisation(slug="toinen", name=texts("Toinen"), contact="x@example.org")
    session.add(other)
    session.commit()
    stranger = people.signed_in(people.worker(Role.EDITOR, organisation_id=other.id))

    assert stranger.get(at_desk(guide.id)).status_code == 404
    assert stranger.get(at_desk("00000000-0000-0000-0000-000000000000")).status_code == 404


def test_two_pages_cannot_have_one_address(session, people, writer):
    a_guide(session, people)

    taken = writer.post("/guides/desk/new", data=sent(), headers=ORIGIN)
    unknown = writer.post(
        "/guides/desk/new", data=sent("toinen", services="Ei mikään"), headers=ORIGIN
    )

    assert (taken.status_code, unknown.status_code) == (409, 422)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_a_check_holds_for_whole_months(day, months, later):
    assert months_later(day, months) == later


def test_a_writer_is_told_what_is_heavy_to_read():
    heavy = plainness(
        "Mikäli asiakkaan palvelutarpeen arviointi edellyttää moniammatillista yhteistyötä, ohjaudutaan "
        "tarvittaessa hyvinvointialueen kokonaisvaltaiseen asiakasohjaukseen jo ennen ensimmäistä tapaamista "
        "sekä sen jälkeen uudestaan.",
        "fi",
    )
    plain = plainness("Soita 112. Pysy rauhassa.", "fi")

    assert heavy.long_sentences
    assert ("mikäli", "jos") in heavy.official
    assert heavy.lix > plain.lix
    assert plain.is_plain


def test_the_guides_of_the_demo_are_whole_in_three_languages_and_plain(session, people):
    writer, reviewer = people.worker(Role.EDITOR), people.worker(Role.COORDINATOR)
    told = tomllib.loads(demo_guides.CONTENT.read_text(encoding="utf-8"))["guides"]
    services = tomllib.loads(demo.CONTENT.read_text(encoding="utf-8"))["services"]

    demo_guides.seed(session, writer.organisation_id, writer.id, reviewer.id)

    named = {name for one in told for name in one.get("services", ())}
    assert named <= {one["name"]["fi"] for one in services}
    for lang in ("fi", "sv", "en"):
        shown = queries.shown_guides(session, lang, GuideKind.GUIDE)
        assert len(shown) >= 6
        for one in shown:
            assert one.lang == lang
            assert set(one.topics) <= lexicon.shipped().keys()
            assert not plainness(one.words.body, lang).long_sentences, one.slug
