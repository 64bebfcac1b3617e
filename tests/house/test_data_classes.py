"""Every column of every table has a class of data, and the policy knows what becomes of it."""

import pytest

from core.house import House
from policies.queries import policy
from policies.retention import tasks
from policies.schema import Deed
from policies.setup import classes_in_use, columns_without_class, disagreements


@pytest.fixture(autouse=True)
def _house(home: House) -> None: ...


def test_every_column_of_every_table_has_a_class():
    assert columns_without_class() == []


def test_every_class_has_a_purpose_a_basis_and_an_end_in_the_policy():
    for name in classes_in_use():
        assert policy().data_classes[name].purpose.fi, name
        assert policy().data_classes[name].basis, name
        assert policy().retention[name].action, name


def test_every_class_of_the_policy_is_used():
    assert set(policy().data_classes) - set(classes_in_use()) == set()


def test_every_class_that_has_an_end_has_somebody_who_purges_it():
    promised = {name for name, rule in policy().retention.items() if rule.action is not Deed.KEEP}

    assert promised - {task.data_class for task in tasks()} == set()


def test_what_dies_with_its_key_names_its_keys():
    shredded = {name for name, rule in policy().retention.items() if rule.action is Deed.SHRED}
    nothing = type(tasks()[0]).__dataclass_fields__["keys"].default

    for task in tasks():
        if task.data_class in shredded:
            assert task.keys is not nothing, task.data_class


def test_the_shipped_policy_agrees_with_the_house():
    assert disagreements(policy()) == []
