"""Where the demo lives between its runs, and with which settings.

Light to import: it is read before the server starts.
"""

import json
import os
import secrets
import shutil
from pathlib import Path

HOME = Path(os.environ.get("RINNALLA_DEMO_DIR", "var/demo"))
SECRETS = "secrets.json"
NOT_OURS = (
    "RINNALLA_DATABASE_URL",
    "RINNALLA_KEYS_URL",
    "RINNALLA_REDIS_URL",
    "RINNALLA_SMTP_URL",
    "RINNALLA_OIDC_ISSUER",
    "RINNALLA_STEPUP_ISSUER",
    "RINNALLA_TURN_SECRET",
)


def environment(port: int) -> dict[str, str]:
    """Give the environment of the demo's server.

    Secrets are made at the first run and kept, so that a restart goes on. What an installation's
    `.env` says is overruled: the demo never leaves this machine, nor touches real data or mail.
    """
    HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {
        "RINNALLA_DEMO": "true",
        "RINNALLA_DATA_DIR": str(HOME),
        "RINNALLA_BIND_HOST": "127.0.0.1",
        "RINNALLA_BIND_PORT": str(port),
        "RINNALLA_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "RINNALLA_EXTRA_ORIGINS": json.dumps([f"http://localhost:{port}"]),
        **dict.fromkeys(NOT_OURS, ""),
        **_kept_secrets(),
    }


def wipe() -> None:
    """Delete everything the demo has kept; a folder in which no demo lived is left alone."""
    if (HOME / SECRETS).exists():
        shutil.rmtree(HOME)


def _kept_secrets() -> dict[str, str]:
    kept = HOME / SECRETS
    if not kept.exists():
        made = {
            name: secrets.token_urlsafe(32)
            for name in ("RINNALLA_SECRET_KEY", "RINNALLA_KEY_WRAPPING_KEY")
        }
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(made))
    return dict(json.loads(kept.read_text()))
