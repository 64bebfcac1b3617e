"""What was written here stays over what another system says, and its news are shown beside it."""

import io
import json

from sqlmodel import select

from core.db import transaction
from guidance import actions, queries
from guidance.drafting import draft_of, form_data
from guidance.forms import ServiceForm
from guidance.importing.running import import_upload
from guidance.models import Overlay
from guidance.schemas import Known
from tests.people_guidance import real_file, sample

RECORDS = json.loads(sample("ptv12.json"))
SERVICE = RECORDS[2]


def read_in(content: bytes):
    return import_upload(io.BytesIO(content), name="x.json")


def overlays(session) -> dict[str, tuple]:
    session.rollback()
    return {one.field: (one.base, one.value) for one in session.exec(select(Overlay)).all()}


def saved(home, service_id, **changes) -> None:
    """Open the form as an editor does, change some of it, and save."""
    with home.app.test_request_context("/"), transaction() as session:
        entry = queries.entry(session, service_id)
        data = form_data(entry, queries.own_channels(session, entry)) | changes
        places = {names["fi"].casefold(): code for code, names in entry.areas.items()}
        actions.edit(session, entry, draft_of(ServiceForm(data=data, places=places), entry))


def the_service(session):
    session.rollback()
    [card] = queries.search(session, "etsivä", lang="fi") or queries.search(session, "", lang="fi")
    return card.id


def test_who_saves_without_changing_anything_writes_over_nothing(home, session):
    read_in(json.dumps(RECORDS).encode())

    saved(home, the_service(session))

    assert overlays(session) == {}


def test_a_real_record_too_is_saved_without_a_trace(home, session):
    read_in(real_file("services.json"))

    saved(home, the_service(session))

    assert overlays(session) == {}


def test_only_the_changed_field_is_ours_and_the_others_follow_their_source(home, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    saved(home, service_id, fi_instruction="Soita vaikka illalla.", anonymous="yes")

    news = json.loads(json.dumps(SERVICE))
    news["languageVersions"]["fi"]["description"] = "Uusi auto."
    run = read_in(json.dumps(news).encode())

    session.rollback()
    text = queries.entry(session, service_id).text("fi")
    assert overlays(session) == {
        "texts.fi.instruction": ("Laita viesti.", "Soita vaikka illalla."),
        "anonymous": (None, "yes"),
    }
    assert (run.updated, run.kept) == (1, 0)
    assert text.instruction == "Soita vaikka illalla."
    assert text.description.endswith("Uusi auto.")
    assert queries.entry(session, service_id).service.anonymous is Known.YES


def test_news_of_a_field_that_is_ours_stand_beside_it_until_somebody_chooses(home, session):
    read_in(json.dumps(RECORDS).encode())
    service_id = the_service(session)
    saved(home, service_id, fi_instruction="Soita vaikka illalla.")
    news = json.loads(json.dumps(SERVICE))
    news["languageVersions"]["fi"]["userInstructions"] = "Laita sähköpostia."

    run = read_in(json.dumps(news).encode())
    session.rollback()
    [difference] = queries.differences(session, service_id)
    with transaction() as writing:
        actions.settle(writing, service_id, difference.field, take_theirs=False)

    session.rollback()
    assert run.kept == 1
    assert (difference.base, difference.theirs, difference.ours) == (
        "Laita viesti.",
        "Laita sähköpostia.",
        "Soita vaikka illalla.",
    )
    assert queries.differences(session, service_id) == []
    assert queries.entry(session, service_id).text("fi").instruction == "Soita vaikka illalla."
