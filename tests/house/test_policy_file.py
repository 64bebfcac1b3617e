"""The shipped policy can be kept as a version: what is written of it reads as the same again."""

import tomllib

from policies import toml
from policies.schema import SHIPPED


def test_the_shipped_policy_is_written_and_read_as_the_same():
    raw = tomllib.loads(SHIPPED.read_text("utf-8"))

    assert tomllib.loads(toml.write(raw)) == raw
