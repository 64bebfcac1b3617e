"""The list of rooms: what each brings to the house, in the order of the floors."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import click
from flask import Blueprint

ROOMS = ("policies", "organisation", "guidance", "scheduling", "chat", "outreach")
PARTS = (
    "models",
    "access",
    "queries",
    "listeners",
    "retention",
    "jobs",
    "sockets",
    "routes",
    "cli",
)


def open_rooms() -> None:
    """Import every part of every room: its doors, jobs, rules and permissions are declared then."""
    for room in ROOMS:
        for part in PARTS:
            if find_spec(f"{room}.{part}"):
                import_module(f"{room}.{part}")


def blueprints() -> list[Blueprint]:
    """Give the blueprint of every room."""
    return [import_module(f"{room}.routes").bp for room in ROOMS]


def commands() -> list[click.Command]:
    """Give the commands that rooms add: each `cli` module lists them in `COMMANDS`."""
    found: list[click.Command] = []
    for room in ROOMS:
        if find_spec(f"{room}.cli"):
            found += import_module(f"{room}.cli").COMMANDS
    return found


def preparations() -> list[Callable[..., None]]:
    """Give what rooms do when the house is built: `prepare(app, settings)` of each `setup`."""
    return [import_module(f"{room}.setup").prepare for room in ROOMS if find_spec(f"{room}.setup")]
