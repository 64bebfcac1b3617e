"""Every door names a permission; every permission is somebody's; who must not read conversations cannot."""

import pytest

from core.access import KNOWN, PUBLIC, Permission
from core.house import House
from core.realtime import DOORS
from policies.notice import notice
from policies.queries import policy
from policies.schema import WITHOUT_CONTENT
from policies.words import ending, span

ASSETS = {"static"}


@pytest.fixture(autouse=True)
def _house(home: House) -> None: ...


def test_every_route_names_a_permission(home: House):
    views = {name: view for name, view in home.app.view_functions.items() if name not in ASSETS}

    without = [
        name
        for name, view in views.items()
        if not isinstance(getattr(view, "permission", None), Permission)
    ]

    assert without == []


def test_every_live_event_names_a_permission_that_is_not_public():
    assert DOORS
    for door in DOORS.values():
        assert door.permission.name in KNOWN
        assert door.permission is not PUBLIC, door.event


def test_every_permission_is_granted_to_somebody():
    granted = frozenset().union(*policy().roles.grants().values())

    assert KNOWN.keys() - granted - {PUBLIC.name} == set()


def test_every_granted_permission_is_declared():
    granted = frozenset().union(*policy().roles.grants().values())

    assert granted - KNOWN.keys() == set()


def test_every_permission_is_explained_in_three_languages():
    assert KNOWN.keys() - policy().permissions.keys() - {PUBLIC.name} == set()


def test_whoever_talks_claims_or_sees_the_desk_sees_content():
    assert {
        "chat.talk",
        "chat.desk",
        "chat.claim",
        "chat.classify",
        "chat.refer",
    } <= policy().content


@pytest.mark.parametrize("role", WITHOUT_CONTENT)
def test_an_administrator_an_editor_and_the_officer_hold_no_content_permission(role: str):
    assert policy().roles.grants()[role] & policy().content == set()


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_notice_names_every_time_that_concerns_visitors(home: House, lang: str):
    with home.app.test_request_context(
        "/" if lang == "fi" else f"/{lang}/", base_url="http://localhost"
    ):
        told = " ".join(map(str, notice(lang)))
        for name in policy().of_visitors():
            assert policy().data_classes[name].title.say(lang) in told, name

    for name in policy().of_visitors():
        with home.app.test_request_context(
            "/", environ_overrides={"SCRIPT_NAME": "" if lang == "fi" else f"/{lang}"}
        ):
            rule = policy().retention[name]
            assert ending(rule) in told, name
            assert rule.keep is not None
            assert span(rule.keep) in told, name
