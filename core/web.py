"""What pages share: assets with a hash, forms in the page's language, the gate for hosts."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from flask import Flask, request
from flask_babel import get_translations
from jinja2 import StrictUndefined
from wtforms import Form
from wtforms.i18n import get_builtin_gnu_translations

from core.errors import BadInput
from core.house import house
from core.i18n import IN_QUERY, language
from core.log import UNKNOWING

WEBSOCKET = "13"  # RFC 6455
PROBES = frozenset({"/health", "/ready", "/metrics"})
"""What a machine asks one process by its own address: nobody is signed in or named there."""
WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class HostGate:
    """Outermost: only our own host names get in, `/socket.io` included (DNS rebinding)."""

    def __init__(self, app: WSGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer 400 to a request for somebody else's host.

        Takes compression off the socket (100 kB a client) and hides the server's error stream, to
        which eventlet would write who was connected.
        """
        wrong = self._wrong(environ)
        if wrong:
            start_response(
                "400 Bad Request", [("Content-Type", "text/plain"), ("Cache-Control", "no-store")]
            )
            return [wrong]
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        environ.pop("HTTP_X_FORWARDED_HOST", None)
        environ["wsgi.errors"] = UNKNOWING
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():  # bytes that may be no text: every page would stumble over them
            environ["QUERY_STRING"] = quote(query.encode("latin-1"), safe=IN_QUERY)
        return self.app(environ, start_response)

    def _wrong(self, environ: dict[str, Any]) -> bytes:
        host = environ.get("HTTP_HOST", "").lower()
        if host not in self.hosts and environ.get("PATH_INFO") not in PROBES:
            return b"Unknown host.\n"
        # eventlet still speaks the drafts from before RFC 6455, which know no longest message.
        version = environ.get("HTTP_SEC_WEBSOCKET_VERSION")
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket" and version != WEBSOCKET:
            return b"Unknown WebSocket version.\n"
        return b""


class _Translations:
    """The house's words, else those that WTForms brings.

    WTForms fills in its own placeholders, so the catalogue is asked for the bare sentence.
    """

    def __init__(self) -> None:
        self.ours = get_translations()
        self.theirs = get_builtin_gnu_translations([language()])

    def gettext(self, string: str) -> str:
        said = str(self.ours.gettext(string))
        return said if said != string else str(self.theirs.gettext(string))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        said = str(self.ours.ngettext(singular, plural, n))
        known = said not in {singular, plural}
        return said if known else str(self.theirs.ngettext(singular, plural, n))


class HouseForm(Form):
    """The base of every form: filled from the request, its messages in the page's language."""

    class Meta:
        """No token of its own: `core.csrf` refuses foreign posts without storing anything."""

        csrf = False

        def get_translations(self, form: Form) -> _Translations:  # noqa: ARG002  WTForms' form
            """Use the house's catalogue."""
            return _Translations()

    @classmethod
    def sent(cls, **kwargs: Any) -> Self:
        """Fill the form from this request."""
        return cls(request.form, **kwargs)

    def checked(self) -> None:
        """Raise `BadInput` unless all is right; pages that show the errors call `validate`."""
        if not self.validate():
            raise BadInput


@lru_cache(maxsize=512)
def _hash(path: str, _changed: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def version(name: str) -> str | None:
    """Give the hash of a static file, or None when there is no such file."""
    path = Path(house().app.static_folder or "") / name
    return _hash(str(path), path.stat().st_mtime) if path.is_file() else None


def integrity(name: str) -> str:
    """Give the hash by which another site's page may pin a static file (SRI, W3C)."""
    content = (Path(house().app.static_folder or "") / name).read_bytes()
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def asset(name: str) -> str:
    """Give the address of a static file, with its hash so that it may be kept for a year."""
    return f"/static/{name}?v={version(name) or 'missing'}"


def use_templates(app: Flask) -> None:
    """Make Jinja strict (an unknown name is an error) and give it what every page needs."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.globals["asset"] = asset
