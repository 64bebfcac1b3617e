"""The policy file that the house is delivered with, and how a test changes it; the fixture `home` puts it back."""

from policies.current import follow
from policies.schema import SHIPPED, parse

TEXT = SHIPPED.read_text("utf-8")


def obey(old: str, new: str, text: str = TEXT) -> None:
    """Let the house follow the file with one place changed, for the rest of this test."""
    assert old in text, old
    follow(parse(text.replace(old, new, 1)))
