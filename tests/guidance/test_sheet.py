"""A small organisation's spreadsheet: read row by row, written back with the same columns."""

import io

import pytest
from sqlmodel import select

from core.db import transaction
from guidance import queries
from guidance.errors import FileTooBig, UnreadableFile
from guidance.importing import running
from guidance.importing.running import import_upload
from guidance.models import Service
from guidance.schemas import Known, WhoAnswers
from organisation.models import Role

HEAD = "Name_fi;summary_fi;municipalities;age_min;age_max;anonymous;who_answers;phone;mon;tue;street;post_office;web\n"
GOOD = "Nuorten talo;Tule käymään;Kajaani, 765;12;20;kyllä;peer;+358 00 111;9–16;18-02;Esimerkkikatu 1;Kajaani;\n"


def read_in(text: str, encoding: str = "utf-8"):
    return import_upload(io.BytesIO(text.encode(encoding)), name="palvelut.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_row_is_a_service(home, session, encoding):
    read_in(HEAD + GOOD, encoding)

    [card] = queries.search(session, "talo", lang="fi")
    service = queries.entry(session, card.id).service

    assert (card.name, card.phone) == ("Nuorten talo", "+358 00 111")
    assert card.municipality == ["Kajaani", "Sotkamo"]
    assert card.address == "Esimerkkikatu 1, Kajaani"
    assert (service.age_min, service.age_max) == (12, 20)
    assert (service.anonymous, service.who_answers) == (Known.YES, WhoAnswers.PEER)


def test_a_sheet_from_an_old_spreadsheet_keeps_its_letters(home, session):
    read_in("name_fi,summary_fi\nPöytä,Åland är här\n", "cp1252")

    assert [one.summary for one in queries.search(session, "pöytä", lang="fi")] == ["Åland är här"]


def test_a_bad_row_is_told_with_its_line_and_column_and_the_good_ones_come_in(home, session):
    bad = (
        ";Ilman nimeä;;;;;;;;;;;\n"
        "Ikä;;;20;12;;;;;;;;\n"
        "Aika;;;;;;;;aamulla;;;;\n"
        "Verkko;;;;;;;;;;;;javascript:x\n"
        "Paikka;;Atlantis;;;;;;;;;;\n"
        "Nimetön;;;;;ehkä;;;;;;;\n"
    )

    run = read_in(HEAD + GOOD + bad)

    told = {one.line: one.place for one in queries.refused(session, run.id)}
    assert run.created == 1
    assert told == {
        3: "name_fi",
        4: "age_max",
        5: "mon–sun",
        6: "web",
        7: "municipalities",
        8: "anonymous",
    }


def test_what_is_written_out_reads_back_as_it_was(home, session):
    read_in(HEAD + GOOD)
    out = queries.as_sheet(session)
    with transaction() as writing:
        writing.delete(writing.exec(select(Service)).one())

    read_in(out)

    session.rollback()
    assert queries.as_sheet(session) == out


def test_a_cell_that_a_spreadsheet_would_run_is_only_a_text(home, session):
    read_in('name_fi,summary_fi\nTalo,"\'=HYPERLINK(1)"\n')

    out = queries.as_sheet(session)

    assert ";'=HYPERLINK(1);" in out
    assert queries.search(session, "talo", lang="fi")[0].summary == "=HYPERLINK(1)"


def test_a_sheet_without_names_is_refused_and_an_empty_one_is_there_to_fill_in(home, people):
    with pytest.raises(UnreadableFile):
        read_in("a,b\n1,2\n")

    empty = people.signed_in(people.worker(Role.EDITOR)).get("/services/import/sheet.csv")

    assert empty.text.startswith("\ufeffid;name_fi;")


def test_a_sheet_longer_than_may_be_is_refused_and_not_cut_in_a_row(home, monkeypatch):
    monkeypatch.setattr(running, "largest_file", lambda: len(HEAD) + 20)

    with pytest.raises(FileTooBig):
        running.import_file(io.BytesIO((HEAD + GOOD).encode()), name="palvelut.csv")
