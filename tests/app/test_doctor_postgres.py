"""A PostgreSQL that may forget, or that writes people into its log, is told."""

import pytest

from app.doctor_postgres import DURABLE, PREFIX, SILENT, WITHOUT_ARCHIVE, faults, standing

RULES = {**DURABLE, **SILENT, **WITHOUT_ARCHIVE}
WELL = {name: min(values) for name, values in RULES.items()}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"fsync": "off"}, ["fsync is off"]),
        ({"synchronous_commit": "off"}, ["synchronous_commit is off"]),
        ({"log_min_error_statement": "error"}, ["log_min_error_statement is error"]),
        ({"archive_mode": "on"}, ["archive_mode is on"]),
        ({PREFIX: "%m [%p] "}, []),
        ({PREFIX: "%m %h "}, ["log_line_prefix names addresses"]),
    ],
)
def test_what_is_not_as_it_must_be_is_told(changed, told):
    assert list(faults({**WELL, **changed}, RULES)) == told


@pytest.mark.postgres
def test_a_server_says_how_it_is_set(postgres_server: str):
    assert set(standing(postgres_server, [*RULES, PREFIX])) == {*RULES, PREFIX}
