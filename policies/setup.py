"""What the policies room does once when the house is built: read the policy, check it against the house, follow it."""

from flask import Flask

from core.settings import Settings
from policies.current import follow
from policies.schema import load


def prepare(app: Flask, settings: Settings) -> None:  # noqa: ARG001  every room is prepared alike
    """Follow the organisation's policy, or the shipped one. Raises `PolicyError` when it cannot be followed."""
    follow(load(settings.policy_file))
