"""Finnish first, Swedish and English equal. The path says the language, so nothing is stored.

`/lines/x` is Finnish, `/sv/lines/x` Swedish, `/en/lines/x` English. The prefix is moved into
`SCRIPT_NAME` before Flask sees the request, so every link that `url_for` makes keeps the language.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from flask import Flask, has_request_context, request
from flask_babel import Babel, force_locale, get_locale

LANGUAGES: dict[str, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
DEFAULT = "fi"
IN_QUERY = "=&%+;/:@!$'()*,?~-._"

WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

babel = Babel()


class LanguagePrefix:
    """WSGI middleware: `/sv` and `/en` become part of the script name."""

    def __init__(self, app: WSGIApp) -> None:
        self.app = app

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Move a language prefix from the path to the script name."""
        path = environ.get("PATH_INFO", "")
        first, _, rest = path.removeprefix("/").partition("/")
        if first in LANGUAGES and first != DEFAULT:
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + f"/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        return self.app(environ, start_response)


def language() -> str:
    """Name the language of this request (or of the forced locale): fi, sv or en."""
    found = get_locale()
    return found.language if found and found.language in LANGUAGES else DEFAULT


def _from_path() -> str:
    if not has_request_context():
        return DEFAULT
    last = (request.script_root or "").rpartition("/")[2]
    return last if last in LANGUAGES else DEFAULT


def languages_here() -> list[tuple[str, str, str]]:
    """Give (code, own name, address of this page in it) for every language."""
    base = (request.script_root or "").removesuffix(f"/{_from_path()}")
    query = f"?{quote(request.query_string, safe=IN_QUERY)}" if request.query_string else ""
    # An address that begins with two slashes, or a slash and a backslash, is somebody else's.
    here = f"/{quote(request.path.lstrip('/'))}"
    return [
        (code, name, f"{base}{'' if code == DEFAULT else '/' + code}{here}{query}")
        for code, name in LANGUAGES.items()
    ]


def pick(texts: dict[str, str], code: str | None = None) -> str:
    """Pick the text in the wanted language, else in Finnish, else any; "" when there is none."""
    return (
        texts.get(code or language())
        or texts.get(DEFAULT)
        or next((t for t in texts.values() if t), "")
    )


def use_languages(app: Flask) -> None:
    """Let Flask-Babel speak the language of the path."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Helsinki")
    babel.init_app(app, locale_selector=_from_path)
    app.jinja_env.globals.update(languages=languages_here, pick=pick)


__all__ = [
    "LANGUAGES",
    "LanguagePrefix",
    "babel",
    "force_locale",
    "language",
    "languages_here",
    "pick",
    "use_languages",
]
