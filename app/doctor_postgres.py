"""What PostgreSQL must be set to: what was acknowledged stays, and nobody's row gets into a log.

`docs/operating.md` says why of each.
"""

from collections.abc import Iterator

from sqlalchemy import bindparam, create_engine, text

from core.db import driver_url
from core.settings import Settings

DURABLE = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "local", "remote_write", "remote_apply"},
}
SILENT = {
    "log_error_verbosity": {"terse"},
    "log_min_error_statement": {"fatal", "panic"},
    "log_min_duration_statement": {"-1"},
    "log_statement": {"none"},
    "log_connections": {"off", ""},
}
WITHOUT_ARCHIVE = {"archive_mode": {"off"}}
PREFIX = "log_line_prefix"
ADDRESSES = ("%h", "%r")

_asked = text("SELECT name, setting FROM pg_settings WHERE name IN :names").bindparams(
    bindparam("names", expanding=True)
)


def settings_of_postgres(settings: Settings) -> str:
    """Look at both databases. Raises `RuntimeError` with what is to be changed."""
    rules = {**DURABLE, **SILENT}
    wanted = {
        settings.database: ("data", rules),
        settings.keys_database: ("keys", {**rules, **WITHOUT_ARCHIVE}),
    }
    on_postgres = {url: what for url, what in wanted.items() if not url.startswith("sqlite")}
    if not on_postgres or settings.demo:
        return "not used"
    wrong = [
        f"{name}: {said}"
        for url, (name, allowed) in on_postgres.items()
        for said in faults(standing(url, [*allowed, PREFIX]), allowed)
    ]
    if wrong:
        raise RuntimeError("; ".join(wrong))
    return "durable, and its log names nobody"


def standing(url: str, names: list[str]) -> dict[str, str]:
    """Read how a server is set."""
    engine = create_engine(driver_url(url))
    try:
        with engine.connect() as connection:
            found = connection.execute(_asked, {"names": names}).all()
    finally:
        engine.dispose()
    return {str(name): str(setting) for name, setting in found}


def faults(found: dict[str, str], allowed: dict[str, set[str]]) -> Iterator[str]:
    """Say what is not as it must be; what a server does not know is no fault of its own."""
    for name, values in allowed.items():
        if found.get(name, min(values)) not in values:
            yield f"{name} is {found[name]}"
    if any(one in found.get(PREFIX, "") for one in ADDRESSES):
        yield f"{PREFIX} names addresses"
