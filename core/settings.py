"""Every setting of the house, read from `RINNALLA_…` and refused when unsafe.

Each is explained in `docs/settings.md`; a house test keeps that page true.
"""

import hmac
import re
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError

SHORTEST_SECRET = 32
SHORTEST_TOKEN = 16
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
DATABASES = re.compile(r"(?:postgresql(?:\+psycopg)?://|sqlite:///)")
REDIS = ("redis://", "rediss://", "unix://")
USUAL_PORTS = {"http": 80, "https": 443}


class AsyncMode(StrEnum):
    """What the server waits with; only `core.runtime` and `app.wsgi` know more than the name."""

    EVENTLET = "eventlet"
    GEVENT = "gevent"
    THREADING = "threading"


class Durability(StrEnum):
    """What an acknowledged message survives: `normal` a killed process, `full` lost power too."""

    NORMAL = "normal"
    FULL = "full"


class Settings(BaseSettings):
    """The settings of one installation.

    Raises `ValidationError` with one sentence per unsafe value.
    """

    model_config = SettingsConfigDict(
        env_prefix="RINNALLA_",
        env_file=".env",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # what is too short a secret is still a secret
    )

    demo: bool = Field(
        False, description="Seeded demo on loopback: fixed people, weak passwords, no TLS."
    )
    public_url: str = Field(
        "http://127.0.0.1:5000",
        description="The address people use: scheme, host and port. "
        "Cookies, links and allowed origins follow it.",
    )
    extra_origins: tuple[str, ...] = Field(
        (), description="Further origins of our own pages that may open the live socket."
    )
    bind_host: str = Field(
        "127.0.0.1", description="Interface the server listens on; a proxy stands in front."
    )
    bind_port: int = Field(
        5000, ge=0, le=65535, description="Port the server listens on; 0 takes a free one."
    )
    trusted_proxies: int = Field(
        0, ge=0, le=3, description="How many proxies of our own stand in front."
    )
    async_mode: AsyncMode = Field(AsyncMode.EVENTLET, description="eventlet, gevent or threading.")
    data_dir: Path = Field(
        Path("data"), description="Folder of the SQLite files; ignored for other databases."
    )
    database_url: str = Field(
        "", description="SQLAlchemy address of the data; empty: SQLite in the data folder."
    )
    keys_url: str = Field(
        "",
        description="SQLAlchemy address of the key store, never the data's own; "
        "empty: SQLite in the data folder.",
    )
    redis_url: str = Field(
        "",
        description="Redis for jobs, limits and what several processes tell each other; "
        "empty: SQLite and memory, and one process.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""), description="At least 32 random characters; signs what the house gives out."
    )
    key_wrapping_key: SecretStr = Field(
        SecretStr(""),
        description="At least 32 random characters kept out of every backup; "
        "wraps the conversations' keys.",
    )
    anchor_key: SecretStr = Field(
        SecretStr(""),
        description="At least 32 random characters that sign the audit log's anchors; "
        "empty: derived from the secret key.",
    )
    anchor_dir: Path | None = Field(
        None,
        description="Folder of the audit log's anchors, best on another disk; "
        "empty: the data folder.",
    )
    backup_dir: Path | None = Field(
        None,
        description="Folder that `rinnalla backup` writes to when it is given none; "
        "`rinnalla doctor` looks at it.",
    )
    keys_backup_dir: Path | None = Field(
        None,
        description="Folder for the one copy of the keys, best on another disk; "
        "empty: `keys` in RINNALLA_BACKUP_DIR.",
    )
    policy_file: Path | None = Field(
        None, description="The organisation's policy; empty: the one shipped with the house."
    )
    durability: Durability = Field(
        Durability.FULL,
        description="full: an acknowledged message is on the disk; normal: a lost power may take "
        "the last moments (SQLite only).",
    )
    session_hours: int = Field(
        12, ge=1, le=24, description="Hours after which a worker signs in anew."
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Bearer token for /metrics; empty: the page does not exist."
    )
    oidc_issuer: str = Field(
        "", description="Issuer of the organisation's identity provider; empty: passwords only."
    )
    oidc_client_id: str = Field("", description="Our client id at the identity provider.")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="Our client secret at the identity provider."
    )
    oidc_required_acr: tuple[str, ...] = Field(
        (), description="Authentication levels accepted from the provider; empty: any."
    )
    stepup_issuer: str = Field(
        "",
        description="Issuer of the provider at which a visitor may prove who they are; "
        "empty: nobody is asked.",
    )
    stepup_client_id: str = Field("", description="Our client id there.")
    stepup_client_secret: SecretStr = Field(SecretStr(""), description="Our client secret there.")
    stepup_scope: str = Field(
        "openid profile", description="Scopes asked there, for the claims that the policy names."
    )
    ice_servers: tuple[str, ...] = Field(
        (),
        description="STUN and TURN servers for calls, as `turns:turn.example.org:5349`; "
        "empty: only a direct connection.",
    )
    turn_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret shared with the TURN server; each call's credentials come from it.",
    )
    ptv_api_key: SecretStr = Field(
        SecretStr(""),
        description="Key of the Finnish Service Catalogue's open API, version 12.",
    )
    mail_from: str = Field("rinnalla@localhost", description="Sender of mail to workers.")
    smtp_url: str = Field(
        "", description="smtp://user:password@host:port; empty: mail is printed on the console."
    )
    exit_url: str = Field(
        "https://www.ilmatieteenlaitos.fi/", description="Neutral page the quick exit leads to."
    )

    @model_validator(mode="after")
    def _safe(self) -> Self:
        problems = self._strange_addresses() + (
            self._left_home() if self.demo else [*self._weak_secrets(), *self._open_doors()]
        )
        if problems:
            raise ValueError(" ".join(problems))
        return self

    def _strange_addresses(self) -> list[str]:
        told = [
            f"RINNALLA_{name.upper()} must begin with postgresql:// or sqlite:///."
            for name in ("database_url", "keys_url")
            if (url := getattr(self, name)) and not DATABASES.match(url)
        ]
        if self.redis_url and not self.redis_url.startswith(REDIS):
            told.append("RINNALLA_REDIS_URL must begin with redis://, rediss:// or unix://.")
        return told

    def _left_home(self) -> list[str]:
        told = []
        if self.bind_host not in LOOPBACK:
            told.append(
                "RINNALLA_BIND_HOST must be 127.0.0.1 in the demo: everybody knows its passwords."
            )
        if self.public_host not in LOOPBACK:
            told.append("RINNALLA_PUBLIC_URL must be on 127.0.0.1 in the demo.")
        return told

    def _weak_secrets(self) -> list[str]:
        first, second = (self._secret(name) for name in ("secret_key", "key_wrapping_key"))
        told = [
            f"RINNALLA_{name.upper()} needs at least {SHORTEST_SECRET} characters."
            for name in ("secret_key", "key_wrapping_key")
            if len(self._secret(name)) < SHORTEST_SECRET
        ]
        if not told and first == second:
            told.append("RINNALLA_KEY_WRAPPING_KEY must differ from RINNALLA_SECRET_KEY.")
        if 0 < len(self._secret("anchor_key")) < SHORTEST_SECRET:
            told.append(f"RINNALLA_ANCHOR_KEY needs at least {SHORTEST_SECRET} characters.")
        if self.has_relay and not self._secret("turn_secret"):
            told.append("RINNALLA_TURN_SECRET is needed for the TURN servers that are named.")
        if 0 < len(self._secret("metrics_token")) < SHORTEST_TOKEN:
            told.append(f"RINNALLA_METRICS_TOKEN needs at least {SHORTEST_TOKEN} characters.")
        return told

    def _secret(self, name: str) -> str:
        held: SecretStr = getattr(self, name)
        return held.get_secret_value()

    def _open_doors(self) -> list[str]:
        told = []
        if not self.is_https and self.public_host not in LOOPBACK:
            told.append("RINNALLA_PUBLIC_URL must be https:// outside this machine.")
        if not self.public_host:
            told.append("RINNALLA_PUBLIC_URL needs a host name.")
        if self.is_https and not all(one.startswith("https://") for one in self.extra_origins):
            told.append("RINNALLA_EXTRA_ORIGINS must all be https://.")
        if _driverless(self.keys_database) == _driverless(self.database):
            told.append("RINNALLA_KEYS_URL must not be the database: the two are backed up apart.")
        if self.oidc_issuer and not self.oidc_issuer.startswith("https://") and self.is_https:
            told.append("RINNALLA_OIDC_ISSUER must be https://.")
        if self.stepup_issuer and not self.stepup_issuer.startswith("https://") and self.is_https:
            told.append("RINNALLA_STEPUP_ISSUER must be https://.")
        return told

    @property
    def has_relay(self) -> bool:
        """Whether calls can go through a server of ours, which hides each side's address."""
        return any(one.startswith(("turn:", "turns:")) for one in self.ice_servers)

    @property
    def is_https(self) -> bool:
        """Whether people reach the house over TLS; cookies are `Secure` then."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def public_host(self) -> str:
        """Host name of the public address, without the port."""
        return urlsplit(self.public_url).hostname or ""

    @property
    def origin(self) -> str:
        """Scheme, host and port as a browser sends them in `Origin`."""
        return _origin(self.public_url)

    @property
    def origins(self) -> list[str]:
        """Every origin whose pages may open the live socket and send forms."""
        return [self.origin, *(_origin(one) for one in self.extra_origins)]

    @property
    def database(self) -> str:
        """SQLAlchemy address of the data."""
        return self.database_url or f"sqlite:///{self.data_dir / 'data.db'}"

    @property
    def redis_name(self) -> str:
        """What every name begins with that this house gives to something in Redis.

        Channels know no database numbers, and two houses may come to share one by mistake.
        """
        key = self._secret("secret_key").encode()
        return "rinnalla:" + hmac.new(key, b"redis-name/1", "sha256").hexdigest()[:12]

    @property
    def keys_database(self) -> str:
        """SQLAlchemy address of the key store."""
        return self.keys_url or f"sqlite:///{self.data_dir / 'keys.db'}"

    @property
    def anchors(self) -> Path:
        """The file of the audit log's anchors."""
        return (self.anchor_dir or self.data_dir) / "anchors.jsonl"


def _origin(url: str) -> str:
    """Write an address as browsers do: lower case, without path and usual port (RFC 6454)."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, USUAL_PORTS.get(parts.scheme)} else f":{parts.port}"
    return f"{parts.scheme}://{shown}{port}"


def _driverless(url: str) -> str:
    return re.sub(r"^(\w+)\+\w+:", r"\1:", url)


def problems(wrong: ValidationError | SettingsError) -> list[str]:
    """Tell what is wrong with settings, a sentence each, without the values."""
    if isinstance(wrong, SettingsError):
        return [f"{wrong}."]
    return [_problem(one) for one in wrong.errors(include_input=False)]


def _problem(found: Any) -> str:
    said = str(found["msg"]).removeprefix("Value error, ")
    name = "_".join(str(part) for part in found["loc"][:1])
    return f"RINNALLA_{name.upper()}: {said}." if name else said


def demo_settings(**changes: object) -> Settings:
    """Give settings for the demo: loopback, fresh secrets unless given, nothing to configure."""
    fresh = {"secret_key": secrets.token_urlsafe(32), "key_wrapping_key": secrets.token_urlsafe(32)}
    return Settings(**{"demo": True, **fresh, **changes})  # type: ignore[arg-type]
