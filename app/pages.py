"""Pages of the house itself: home, privacy, accessibility, health, metrics, errors."""

import hmac
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import structlog
from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_from_directory,
    url_for,
)
from flask_babel import gettext as _
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from chat.ages import bands
from chat.queries import line_cards
from core import metrics as figures
from core.access import PUBLIC, allows, may
from core.answering import number
from core.db import UNREACHABLE, is_reachable, reading
from core.embed import framed_line, outside
from core.errors import BadInput, NotFound, Refusal, SignInNeeded, TooMany
from core.house import house
from core.i18n import language
from core.identity import NOBODY, Kind, actor_here
from core.look import look_here, looks_here
from organisation.queries import worker
from policies.notice import Section
from policies.notice import privacy as told
from policies.purge import last_run
from policies.requester_notice import requester_notice

log = structlog.get_logger(__name__)
bp = Blueprint("pages", __name__)

WIDGET = "js/widget.js"
LIST = "js/list.js"
AN_HOUR = 3600
AGAIN_SECONDS = 10
PAGES_FOR_ERRORS = frozenset({400, 403, 404, 405, 413, 429, 500, 503})


@bp.get("/")
@allows(PUBLIC)
def home() -> str:
    """Show every line with its state."""
    with reading() as session:
        return render_template("home.html", lines=line_cards(session), bands=bands())


@bp.get("/privacy")
@allows(PUBLIC)
def privacy() -> str:
    """Say what is stored, for how long and why."""
    return render_template("privacy.html", sections=told(language()))


@bp.get("/privacy/proofs")
@allows(PUBLIC)
def proofs() -> str:
    """Name the tests that prove each sentence of the page on privacy, and say what they do."""
    asking = Section(_("When you ask for somebody else"), requester_notice(language()))
    return render_template("proofs.html", sections=[*told(language()), asking])


@bp.get("/accessibility")
@allows(PUBLIC)
def accessibility() -> str:
    """Give the accessibility statement."""
    return render_template("accessibility.html")


@bp.get("/widget.js")
@allows(PUBLIC)
def widget() -> Response:
    """Give the speech bubble's script to other sites' pages: without a cookie, kept for an hour."""
    return _for_other_sites(WIDGET)


@bp.get("/list.js")
@allows(PUBLIC)
def service_list() -> Response:
    """Give the script that shows a region's services on another site's page."""
    return _for_other_sites(LIST)


def _for_other_sites(script: str) -> Response:
    answer = send_from_directory(str(current_app.static_folder), script, max_age=AN_HOUR)
    answer.headers["Cache-Control"] = f"public, max-age={AN_HOUR}"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Access-Control-Allow-Origin"] = "*"  # a page that pins its hash must read it
    return answer


@bp.get("/health")
@allows(PUBLIC)
def health() -> Response:
    """Answer while the process lives."""
    return jsonify(ok=True)


@bp.get("/ready")
@allows(PUBLIC)
def ready() -> tuple[Response, int]:
    """Answer 200 once the data and the keys do; `bus` is null where there is one process.

    Without Redis messages are still taken and kept, so a process that does not hear the others is
    ready all the same.
    """
    parts = {"data": is_reachable(), "keys": house().keys.is_reachable()}
    is_ready, bus = all(parts.values()), house().live.bus
    return jsonify(ok=is_ready, **parts, bus=bus and bus.is_joined), 200 if is_ready else 503


@bp.get("/metrics")
@allows(PUBLIC)
def metrics() -> Response:
    """Give Prometheus its figures, to the bearer of the token only. Raises `NotFound` otherwise."""
    token = house().settings.metrics_token.get_secret_value()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(token.encode(), given.encode()):
        raise NotFound
    with suppress(SQLAlchemyError), reading() as session:
        if (latest := last_run(session)) is not None:
            figures.PURGED.set(latest.at.timestamp())
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def answer_errors(app: Flask) -> None:
    """Answer refusals and faults in the reader's language; JSON where JSON was asked for."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    # A day, a number or a letter that no calendar or column can hold came from outside.
    app.register_error_handler(OverflowError, _unfit)
    app.register_error_handler(DataError, _unfit)
    for away in UNREACHABLE:
        app.register_error_handler(away, _away)
    app.register_error_handler(Exception, _fault)
    app.context_processor(_for_every_page)
    app.log_exception = _log_bare  # type: ignore[assignment,method-assign]


def _log_bare(raised: Any) -> None:
    """Log what even the page for faults could not answer; Flask would tell what was asked for."""
    log.error("answer_failed", exc_info=raised)


def _refused(refusal: Refusal) -> Response:
    if isinstance(refusal, SignInNeeded) and _is_worker_page():
        return make_response(redirect(url_for("organisation.sign_in", next=_this_path()), 303))
    return _error(refusal.status, refusal.code, str(refusal.sentence))


def _is_worker_page() -> bool:
    """Whether a worker asked for a page to look at; visitors never see the workers' sign-in."""
    view: Any = current_app.view_functions.get(request.endpoint or "")
    wants_page = request.accept_mimetypes.best != "application/json"
    return request.method == "GET" and wants_page and getattr(view, "kind", None) is Kind.WORKER


def _this_path() -> str:
    asked = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
    return f"{request.script_root}{request.path}{asked}"


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status < HTTPStatus.BAD_REQUEST:
        return error.get_response()  # type: ignore[return-value]
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        return _refused(TooMany())
    return _error(status, status.name.lower(), "")


def _unfit(_raised: Exception) -> Response:
    return _refused(BadInput())


def _away(raised: Exception) -> Response:
    answer = _failed(raised, HTTPStatus.SERVICE_UNAVAILABLE)
    answer.retry_after = AGAIN_SECONDS
    return answer


def _fault(raised: Exception) -> Response:
    return _failed(raised, HTTPStatus.INTERNAL_SERVER_ERROR)


def _failed(raised: Exception, status: HTTPStatus) -> Response:
    log.error("request_failed", endpoint=request.endpoint, exc_info=raised)
    # Perhaps it was the database that failed: the page that says so must not ask it who reads.
    g.actors = dict.fromkeys(Kind, NOBODY)
    return _error(status, "failed", "", number())


def _error(status: int, code: str, sentence: str, number: str = "") -> Response:
    if request.accept_mimetypes.best == "application/json":
        told = {"ok": False, "code": code, "sentence": sentence}
        return make_response(jsonify(told | ({"number": number} if number else {})), status)
    is_ours = status >= HTTPStatus.INTERNAL_SERVER_ERROR
    nearest = HTTPStatus.INTERNAL_SERVER_ERROR if is_ours else HTTPStatus.BAD_REQUEST
    shown = status if status in PAGES_FOR_ERRORS else nearest
    return make_response(
        render_template(f"errors/{int(shown)}.html", code=code, sentence=sentence, number=number),
        status,
    )


def _for_every_page() -> dict[str, Any]:
    actor = actor_here(Kind.WORKER)
    return {
        "lang": language(),
        "framed": framed_line(),
        "outside": outside,
        "look": look_here(),
        "looks": looks_here,
        "actor": actor,
        "may": may,
        "is_visitor": actor_here(Kind.VISITOR).kind is Kind.VISITOR,
        "exit_url": house().settings.exit_url,
        "worker_name": _name_of(actor.id) if actor.kind is Kind.WORKER else "",
        "navigation": navigation(actor) if actor.kind is Kind.WORKER else [],
    }


def _name_of(worker_id: Any) -> str:
    with reading() as session:
        found = worker(session, worker_id)
        return found.name if found else ""


def navigation(actor: Any) -> list[dict[str, Any]]:
    """Give the staff menu: what this actor may open."""
    from app.menu import entries  # noqa: PLC0415  the menu needs url_for, so a built app

    return entries(actor)
