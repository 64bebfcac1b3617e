"""Security headers as one table, the same on every page of the house."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Response, request

from core.embed import framed_line
from core.house import house
from core.web import version

CSP: dict[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}

REFUSED_FEATURES = (
    "accelerometer",
    "camera",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
    "browsing-topics",
    "interest-cohort",
)

HEADERS: dict[str, str] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in CSP.items()),
    # Not no-referrer: under that, browsers say `Origin: null` even to ourselves, and those too old
    # for `Sec-Fetch-Site` could post nothing (Fetch standard, "append a request Origin header").
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in REFUSED_FEATURES),
}
ONLY_ON_PAGES = {"Cross-Origin-Opener-Policy", "Permissions-Policy"}
"""What a browser heeds on a document alone: on a style or a script it is bytes for nothing."""
Frames = Callable[[str], tuple[str, ...]]
_frames: list[Frames] = []

HSTS = "max-age=63072000; includeSubDomains"
FOREVER = "public, max-age=31536000, immutable"


def framed_by(frames: Frames) -> None:
    """Let `frames` name the exact origins that may show a line, by its slug, in a frame."""
    _frames[:] = [frames]


def add_headers(response: Response) -> Response:
    """Set every header; a page is never kept by the browser, a hashed asset for a year."""
    line = framed_line()
    if origins := _frames[0](line) if line and _frames else ():
        _open_to(response, origins)
    left_out = ONLY_ON_PAGES if request.endpoint == "static" else set()
    for name, value in HEADERS.items():
        if name not in left_out and not (origins and name == "X-Frame-Options"):
            response.headers.setdefault(name, value)
    if house().settings.is_https:
        response.headers["Strict-Transport-Security"] = HSTS
    if request.endpoint == "static":
        response.headers["Cache-Control"] = FOREVER if _is_named_by_hash(response) else "no-cache"
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def widened(response: Response, csp: Mapping[str, str], *features: str) -> Response:
    """Widen one page's rules: sources that it alone may show, features that it alone may ask for.

    A feature (`microphone`) is opened to this origin only, and the browser still asks the person.
    """
    table = {**CSP, **csp}
    response.headers["Content-Security-Policy"] = _written(table)
    response.headers["Permissions-Policy"] = ", ".join(
        f"{feature}={'(self)' if feature in features else '()'}" for feature in REFUSED_FEATURES
    )
    return response


def _written(table: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in table.items())


def _open_to(response: Response, origins: tuple[str, ...]) -> None:
    """Let these origins frame the page; `X-Frame-Options` cannot name them, so it is left out."""
    own = response.headers.get("Content-Security-Policy", "")
    rules = (rule.partition(" ") for rule in own.split("; ") if rule)
    table = {name: value for name, _space, value in rules} or CSP
    response.headers["Content-Security-Policy"] = _written(
        {**table, "frame-ancestors": " ".join(origins)}
    )


def _is_named_by_hash(response: Response) -> bool:
    """Whether the address holds the very hash of what is sent: any other may change its meaning."""
    name = str((request.view_args or {}).get("filename", ""))
    return response.status_code < HTTPStatus.BAD_REQUEST and request.args.get("v") == version(name)
