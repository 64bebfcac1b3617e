"""What platforms tell is read by its headers, looked at, and kept beside what was told before."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from core import clock
from organisation.models import Role
from outreach.errors import WrongMonth
from outreach.insights import cells
from outreach.insights.cells import Unfit
from outreach.insights.errors import (
    FileTooLarge,
    FileUnreadable,
    HeadersUnknown,
    KnownFile,
    OtherMonth,
)
from outreach.insights.opening import Limits
from outreach.insights.reading import read
from outreach.insights.words import together
from outreach.models import Channel, Snapshot
from outreach.queries.insights import month_figures
from outreach.schemas.insights import Fault, Figure, Metric, Reading, Shape
from tests.people import People
from tests.people_outreach import a_channel, another_organisation, last_month, post

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "platforms"
MARCH, JANUARY = date(2026, 3, 1), date(2026, 1, 1)
LIMITS = Limits(most_bytes=100_000, most_rows=500)


def sample(name: str, month: date = MARCH, own: tuple[tuple[str, str], ...] = ()) -> Reading:
    return read((SAMPLES / name).read_bytes(), month, together(own), LIMITS)


def told(reading: Reading, metric: Metric) -> list[int | None]:
    return [one.value for one in reading.figures if one.metric is metric]


def faults(reading: Reading) -> list[tuple[int, str, Fault]]:
    return [(one.line, one.column, one.fault) for one in reading.wrong]


def test_posts_are_read_and_every_row_that_is_not_taken_says_why():
    posts = sample("instagram_posts.csv")

    assert posts.shape is Shape.POSTS
    assert told(posts, Metric.REACH) == [9300, 980]
    assert told(posts, Metric.VIEWS) == [12400, 1200]
    assert told(posts, Metric.SAVES) == [9, None]  # an empty cell is no figure, not zero
    assert faults(posts) == [
        (4, "Post ID", Fault.DAMAGED_ID),
        (5, "Publish time", Fault.OTHER_MONTH),
        (6, "Reach", Fault.NEGATIVE),
    ]
    assert "Description" in posts.ignored


def test_a_damaged_id_is_no_key_but_the_posts_address_is():
    assert [one.what for one in sample("instagram_posts.csv").figures if one.value == 980] == [
        "https://www.instagram.com/reel/bbb/"
    ]


def test_a_finnish_file_with_a_sum_row_decimals_and_blanks_in_numbers():
    posts = sample("facebook_fi.csv")

    assert (told(posts, Metric.REACH), told(posts, Metric.VIEWS)) == ([1250], [2400])
    assert told(posts, Metric.SHARES) == [None]
    assert (posts.wrong, posts.rows) == ([], 1)


def test_utf16_with_its_title_above_names_the_one_metric():
    text = (SAMPLES / "meta_results.csv").read_text(encoding="utf-8")

    days = read(text.encode("utf-16"), MARCH, together(()), LIMITS)

    assert (days.shape, told(days, Metric.REACH)) == (Shape.DAYS, [1200, 1850])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "cp1252"])
def test_the_same_file_in_another_encoding_tells_the_same(encoding: str):
    text = (SAMPLES / "facebook_fi.csv").read_text(encoding="utf-8-sig")

    found = read(text.encode(encoding), MARCH, together(()), LIMITS)

    assert found == sample("facebook_fi.csv")


def test_a_youtube_zip_tells_what_was_seen_in_the_month_whenever_published():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Totals.csv", "Date,Views\n2026-03-01,40\n")
        archive.write(SAMPLES / "youtube_table.csv", "Table data.csv")

    found = read(packed.getvalue(), MARCH, together(()), LIMITS)

    assert told(found, Metric.VIEWS) == [4000, 120]
    assert told(found, Metric.WATCH_MINUTES) == [3615, 75]
    assert found.wrong == []


def test_days_without_a_year_are_those_nearest_to_the_month():
    days = sample("tiktok_overview.csv", JANUARY)

    assert [one.day for one in days.figures if one.metric is Metric.LIKES] == [
        date(2026, 1, 1),
        date(2026, 1, 2),
    ]
    assert faults(days) == [(2, "Date", Fault.OTHER_MONTH)]  # that was the last of 2025


def test_what_a_platform_calls_undefined_is_no_figure_and_another_language_is_read():
    assert told(sample("tiktok_followers.csv", JANUARY), Metric.FOLLOWERS) == [210, 214]
    assert told(sample("tiktok_es.csv", JANUARY), Metric.VIEWS) == [250]


def test_discords_weeks_and_rooms_are_read():
    weeks, rooms = sample("discord_communicators.csv"), sample("discord_channels.csv")

    came = b"interval_start_timestamp,new_members,pct_retained\n2026-03-02T00:00:00+00:00,6,0.5\n"
    joined = read(came, MARCH, together(()), LIMITS)

    assert told(weeks, Metric.VIEWERS) == [41, 38]
    assert told(joined, Metric.FOLLOWS) == [6]
    assert (rooms.shape, told(rooms, Metric.MESSAGES)) == (Shape.PLACES, [412, 127])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12,400", 12400),
        ("1.234.567", 1234567),
        ("12 400", 12400),
        ("1.2K", 1200),
        ("1,2 milj.", 1_200_000),
        ("0", 0),
        ("–", None),
        ("undefined", None),
    ],
)
def test_a_count_is_read_as_people_write_it(cell: str, value: int | None):
    assert cells.number(cell) == value


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("-3", Fault.NEGATIVE),
        ("12,4", Fault.NOT_A_NUMBER),
        ("=1+1", Fault.NOT_A_NUMBER),
        ("monta", Fault.NOT_A_NUMBER),
        ("1.2.3", Fault.NOT_A_NUMBER),
        ("9999999999", Fault.TOO_LARGE),
    ],
)
def test_what_cannot_be_a_count_is_refused(cell: str, fault: Fault):
    with pytest.raises(Unfit) as refused:
        cells.number(cell)

    assert refused.value.fault is fault


@pytest.mark.parametrize(
    "cell", ["2026-03-04T00:00:00", "03/04/2026 16:30", "4.3.2026", "Mar 4, 2026", "4. maaliskuuta"]
)
def test_a_day_is_read_as_platforms_write_it(cell: str):
    assert cells.day(cell, MARCH) == date(2026, 3, 4)


def test_whether_the_day_or_the_month_stands_first_is_told_by_the_month_asked():
    assert cells.is_day_first(["04/03/2026", "11/03/2026"], MARCH)
    assert not cells.is_day_first(["03/04/2026", "03/18/2026"], MARCH)


def bomb(zeros: int, pack: int = zipfile.ZIP_STORED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", pack) as archive:
        archive.writestr("Table data.csv", "Date,Views\n" + "0" * zeros)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (bomb(5_000_000, zipfile.ZIP_DEFLATED), FileTooLarge),
        (b"Date,Views\n" + b"2026-03-01,1\n" * 600, FileTooLarge),
        (bomb(200).replace(b"0000", b"1111", 1), FileUnreadable),  # its own sum tells
        (b"\xef\xbb\xbfDate,Views\n\xff\xfe", FileUnreadable),
        (b"Nimi,Ika\nAino,15\n", HeadersUnknown),
        (b"", HeadersUnknown),
        (b"Date,Views\n2026-02-01,1\n", OtherMonth),
    ],
)
def test_what_is_no_file_of_a_platforms_month_is_refused(data: bytes, refusal: type[Exception]):
    with pytest.raises(refusal):
        read(data, MARCH, together(()), LIMITS)


@pytest.fixture
def veikko(people: People) -> FlaskClient:
    people.line()
    return people.signed_in(people.worker(Role.EDITOR, name="Veikko Virta"))


@pytest.fixture
def channel(people: People, veikko: FlaskClient) -> Channel:
    return a_channel(people, name="Onks-Instagram")


def sends(browser: FlaskClient, channel: Channel, data: str, month: date | None = None):
    form = {"channel": str(channel.id), "month": f"{month or last_month():%Y-%m}"}
    return browser.post(
        "/outreach/platforms",
        data={**form, "file": (io.BytesIO(data.encode()), "tiedosto.csv")},
        headers={"Origin": "http://localhost"},
    )


def days(*values: object) -> str:
    """Write a file of the last month's first days."""
    rows = [f"{last_month().replace(day=at)},{value}" for at, value in enumerate(values, 1)]
    return "\n".join(["Date,Viewers,Outo sarake", *rows])


def figure(session: Session, channel: Channel, metric: Metric) -> Figure | None:
    session.rollback()
    return month_figures(session, [channel.id], last_month())[channel.id].get(metric)


def test_a_file_counts_once_somebody_has_looked_at_it(veikko, channel, session):
    seen = sends(veikko, channel, days(10, 25, "=1+1")).location

    page = veikko.get(seen).text
    before = figure(session, channel, Metric.VIEWERS)
    kept = post(veikko, f"{seen}/keep")

    assert "vähintään 25" in page
    assert "Outo sarake" in page
    assert "Tämä ei ole luku." in page
    assert before is None
    assert kept.location == "/outreach/platforms"
    assert figure(session, channel, Metric.VIEWERS) == Figure(25, is_least=True)


def test_the_rows_that_were_not_taken_are_a_file_without_formulas(veikko, channel):
    seen = sends(veikko, channel, days(10, "=1+1")).location

    lines = veikko.get(f"{seen}/errors.csv").text.splitlines()

    assert lines[1].startswith("3;Viewers;'=1+1;")


def test_the_same_file_twice_says_so_and_another_of_the_month_goes_first(veikko, channel, session):
    post(veikko, f"{sends(veikko, channel, days(10, 25)).location}/keep")

    again = sends(veikko, channel, days(10, 25))
    post(veikko, f"{sends(veikko, channel, days(10, 40)).location}/keep")

    assert again.status_code == KnownFile.status
    assert "Juuri tämä tiedosto" in again.text
    assert figure(session, channel, Metric.VIEWERS) == Figure(40, is_least=True)
    assert len(session.exec(select(Snapshot)).all()) == 2


def test_a_dry_run_that_is_left_alone_goes_with_the_next(veikko, channel, session):
    first = sends(veikko, channel, days(10)).location
    second = sends(veikko, channel, days(11)).location

    dropped = post(veikko, f"{second}/drop")

    assert veikko.get(first).status_code == 404
    assert dropped.status_code == 303
    assert session.exec(select(Snapshot)).all() == []


def test_a_month_that_is_still_open_is_refused(veikko, channel):
    answer = sends(veikko, channel, days(1), clock.month_starts(clock.local_day()))

    assert answer.status_code == WrongMonth.status
    assert "Tästä kuukaudesta ei voi kertoa" in answer.text


def test_by_hand_an_empty_field_is_no_figure_and_a_negative_one_is_refused(
    veikko, channel, session
):
    path = f"/outreach/platforms/by-hand/{channel.id}/{last_month():%Y-%m}"

    refused = post(veikko, path, reach="-1")
    post(veikko, path, reach="4100", views="")

    assert refused.status_code == 422
    assert "ei voi olla negatiivinen" in refused.text
    assert figure(session, channel, Metric.REACH) == Figure(4100)
    assert figure(session, channel, Metric.VIEWS) == Figure(None)
    assert "ei lukua" in veikko.get("/outreach/platforms").text


def test_a_word_that_somebody_adds_is_read_from_then_on(veikko, channel):
    file = f"Pvm;Nähneet\n{last_month():%d.%m.%Y};1 250\n"
    before = sends(veikko, channel, file).status_code

    for word, means in (("Pvm", "day"), ("Nähneet", "reach")):
        post(veikko, "/outreach/platforms/words", word=word, means=means, language="fi")
    after = sends(veikko, channel, file)

    assert (before, after.status_code) == (422, 303)
    assert "1\u00a0250" in veikko.get(after.location).text


def test_others_see_neither_a_channels_figures_nor_what_was_read(people, veikko, channel):
    seen = sends(veikko, channel, days(10)).location
    theirs = a_channel(people, organisation_id=another_organisation(people).id)

    responder = people.signed_in(people.worker(Role.RESPONDER))

    assert sends(veikko, theirs, days(10)).status_code == 422
    assert veikko.get(f"/outreach/platforms/by-hand/{theirs.id}/2026-03").status_code == 404
    assert responder.get(seen).status_code == 403
