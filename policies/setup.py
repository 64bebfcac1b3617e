"""What the policies room does when the house is built: read, check and follow the policy."""

from flask import Flask

from core.headers import framed_by
from core.settings import Settings
from policies.current import current
from policies.fitness import classes_in_use, columns_without_class, disagreements
from policies.following import begin

__all__ = ["classes_in_use", "columns_without_class", "disagreements", "prepare"]


def prepare(app: Flask, settings: Settings) -> None:  # noqa: ARG001  every room is prepared alike
    """Follow the policy: what two people approved, else the file. Raises `PolicyError`."""
    begin(settings)
    framed_by(_framed)


def _framed(line: str) -> tuple[str, ...]:
    """Name the origins whose pages may show a line in a frame."""
    return current().embed.of_line(line)
