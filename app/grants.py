"""What the server's own role may do on PostgreSQL, when another one owns the tables."""

from sqlmodel import SQLModel

from app.rooms import open_rooms

ONLY_GROWS = "policies_audit"
NEVER_CHANGES = "organisation_key_log"
ONLY_READ = "alembic_version"


def statements(role: str) -> list[str]:
    """Give the statements that the owner of the tables runs after every `rinnalla db upgrade`.

    The audit log may be read and added to; what is old goes through the owner's own function.
    """
    open_rooms()
    name = '"' + role.replace('"', '""') + '"'
    tables = sorted(SQLModel.metadata.tables.keys() - {ONLY_GROWS, NEVER_CHANGES})
    return [
        "BEGIN;",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}, PUBLIC;",
        f"REVOKE CREATE ON SCHEMA public FROM {name}, PUBLIC;",
        f"GRANT USAGE ON SCHEMA public TO {name};",
        *(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {name};" for table in tables),
        f"GRANT SELECT, INSERT ON {ONLY_GROWS}, {NEVER_CHANGES} TO {name};",
        f"GRANT SELECT ON {ONLY_READ} TO {name};",
        f"REVOKE ALL ON FUNCTION {ONLY_GROWS}_let_go(bigint) FROM PUBLIC;",
        f"GRANT EXECUTE ON FUNCTION {ONLY_GROWS}_let_go(bigint) TO {name};",
        "COMMIT;",
    ]
