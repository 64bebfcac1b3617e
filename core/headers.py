"""Security headers as one table, the same on every answer of the house."""

from flask import Response, request

from core.house import house

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

HEADERS: dict[str, str] = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in CSP.items()),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
    "payment=(), usb=(), browsing-topics=(), interest-cohort=()",
}
HSTS = "max-age=63072000; includeSubDomains"
ASSET_SECONDS = 31_536_000


def add_headers(response: Response) -> Response:
    """Set every header; a page is never kept by the browser, a hashed asset for a year."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if house().settings.is_https:
        response.headers["Strict-Transport-Security"] = HSTS
    if request.endpoint == "static":
        hashed = "v" in request.args
        response.headers["Cache-Control"] = (
            f"public, max-age={ASSET_SECONDS}, immutable" if hashed else "no-cache"
        )
    else:
        response.headers.setdefault("Cache-Control", "no-store")
    return response
