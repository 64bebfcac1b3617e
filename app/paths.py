"""Where the files that are not Python lie: beside the packages, or inside `app/` in a wheel."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_HOME = _HERE if (_HERE / "templates").is_dir() else _HERE.parent

TEMPLATES = _HOME / "templates"
STATIC = _HOME / "static"
MIGRATIONS = _HOME / "migrations"
TRANSLATIONS = _HOME / "translations"
