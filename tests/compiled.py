"""Templates compiled once in a run: each process of the tests, and each server of a story, would compile them anew."""

import os

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from tests import shared


def keep_templates() -> None:
    """Let every house that is built in this process from now on keep its compiled templates in the run's folder."""
    folder = shared.folder() / "templates"
    folder.mkdir(exist_ok=True)
    kept = FileSystemBytecodeCache(os.fspath(folder))
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": kept}
