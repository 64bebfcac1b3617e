"""The server: the only file that knows what it waits with, eventlet, gevent or threads.

`RINNALLA_ASYNC_MODE` chooses.
"""

import gc
import os
import warnings
from functools import partial

from core.without import without

gc.disable()  # until everything is there: looking for rubbish took a fifth of the start (measured)
MODE = os.environ.get("RINNALLA_ASYNC_MODE", "eventlet")
warnings.filterwarnings("ignore", message=r"(?s).*Eventlet is deprecated")
if MODE == "eventlet":
    # Names are looked up by the system, in threads of their own: eventlet's way of not waiting for
    # it is a second resolver in Python, which is 7 MB and knows less of the machine.
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    os.environ.setdefault("EVENTLET_THREADPOOL_SIZE", "4")
    with without("OpenSSL"):  # TLS ends at the proxy; what the house opens itself is the standard's
        import eventlet
        from eventlet import tpool
        from eventlet.green import socket as green_socket

        for asks in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "getnameinfo"):
            setattr(green_socket, asks, partial(tpool.execute, getattr(green_socket, asks)))
        eventlet.monkey_patch()
elif MODE == "gevent":
    from gevent import monkey

    monkey.patch_all()
# Else zoneinfo learns where zones lie from the whole record of how this Python was built: 1 MB.
os.environ.setdefault("PYTHONTZPATH", "/usr/share/zoneinfo:/usr/lib/zoneinfo:/etc/zoneinfo")
# psycopg's own C wait blocks every greenlet; this one waits through the patched selectors.
os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

with without("aiohttp", "redis", "requests", "rich", "websocket"):
    import flask_socketio  # noqa: F401
    import structlog  # noqa: F401

import ctypes
import logging
import resource
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any

from flask import Flask

from app.cli import explained
from app.errors import OtherWrappingKey
from app.factory import create_app
from app.tables import refuse_other_tables
from core import metrics
from core.ahead import reading_ahead, reading_whole
from core.draining import UnderWay
from core.frames import LARGEST_FRAME, bounded
from core.house import house
from core.log import UNKNOWING
from core.loop import Loop
from core.outbox import SwiftSocket, Turn
from core.settings import Settings
from core.shedding import BUFFER, leaving_nothing, shedding
from core.unmask import unmask
from policies.sweep import sweep

MOST_SOCKETS = 20_000
BACKLOG = 1024
DRAIN_SECONDS = 0.3
LONGEST_ANSWER_SECONDS = 10.0
LOOK_SECONDS = 0.05


def main() -> None:
    """Build the house, seed it when it is a demo, and serve until told to stop."""
    try:
        settings = Settings()
        app = _open(settings)
    except Exception as wrong:  # noqa: BLE001  what is not expected is raised again
        code, sentences = explained(wrong)
        sys.stderr.writelines(f"Error: {sentence}\n" for sentence in sentences)
        sys.exit(code)
    _allow_many_sockets()
    _calm_the_collector()
    _give_back()
    live = house().live
    live.start_rounds()
    live.socketio.start_background_task(metrics.watch_the_loop, live.socketio.sleep)
    try:
        listener = _listen(settings)
    except OSError as taken:
        sys.exit(f"Error: port {settings.bind_port} cannot be used: {taken.strerror}.")
    if settings.demo:
        from app import demo  # noqa: PLC0415  as below

        demo.say_where(listener.getsockname()[1])
    answering = UnderWay(app)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, partial(_stop, listener, answering))
    _serve(answering, listener)


def _open(settings: Settings) -> Flask:
    """Build the house and sweep it.

    Tables of another version are refused here too: `rinnalla run --processes` starts processes for
    as long as it lives, also those of a version that was installed beneath it.
    """
    if not settings.demo:
        refuse_other_tables(settings)
    app = create_app(settings)
    if settings.demo:
        from app import demo  # noqa: PLC0415  migrations and everybody's examples: for it alone

        demo.prepare(app)
    if not house().keys.fits():
        raise OtherWrappingKey
    sweep()
    return app


def _listen(settings: Settings) -> Any:
    """Open the listening socket: not shared with a second instance, no waiting for full packets."""
    if MODE == "eventlet":
        listener = eventlet.listen(
            (settings.bind_host, settings.bind_port), backlog=BACKLOG, reuse_port=False
        )
    else:
        listener = socket.create_server((settings.bind_host, settings.bind_port), backlog=BACKLOG)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _serve(app: UnderWay, listener: Any) -> None:
    if MODE == "eventlet":
        _serve_eventlet(app, listener)
        return
    # What the other two speak through.
    import simple_websocket  # type: ignore[import-untyped]  # noqa: PLC0415

    simple_websocket.Server = partial(simple_websocket.Server, max_message_size=LARGEST_FRAME)
    if MODE == "gevent":
        from gevent.pywsgi import WSGIServer  # noqa: PLC0415  only where gevent is installed

        WSGIServer(listener, app, log=None, error_log=UNKNOWING).serve_forever()
    else:
        from werkzeug.serving import make_server  # noqa: PLC0415

        host, port = listener.getsockname()[:2]
        make_server(host, port, app, threaded=True, fd=listener.fileno()).serve_forever()


def _serve_eventlet(app: UnderWay, listener: Any) -> None:
    """Serve with the limits that were measured: the default of 1,024 counts every open socket."""
    import engineio  # noqa: PLC0415
    from eventlet import websocket, wsgi  # noqa: PLC0415

    loop = Loop(eventlet.hubs.get_hub(), eventlet.spawn, eventlet.getcurrent)
    house().live.make_event = loop.event
    SwiftSocket.turn = Turn(loop)
    engineio.socket.Socket = SwiftSocket
    # The byte loop of its own froze the hub for 22 ms.
    websocket.RFC6455WebSocket._apply_mask = staticmethod(unmask)  # noqa: SLF001
    websocket.RFC6455WebSocket.__init__ = reading_ahead(websocket.RFC6455WebSocket.__init__, loop)
    websocket.RFC6455WebSocket.wait = reading_whole(websocket.RFC6455WebSocket.wait)
    # Its limit is on a frame; a message in endless fragments filled the memory.
    websocket.RFC6455WebSocket.Message.push = bounded(websocket.RFC6455WebSocket.Message.push)
    # 14 kB of buffers, headers and names for each socket that stays.
    wsgi.HttpProtocol.get_environ = shedding(wsgi.HttpProtocol.get_environ)
    wsgi.HttpProtocol.finish = leaving_nothing(wsgi.HttpProtocol.finish)
    wsgi.HttpProtocol.rbufsize = BUFFER
    # Beside that log, a broken request's first line and its sender were printed on stderr.
    wsgi.HttpProtocol.log_message = lambda *_told: None
    wsgi.server(
        listener,
        app,
        max_size=MOST_SOCKETS,
        log=logging.getLogger("eventlet.wsgi"),  # else it tells its errors with addresses
        log_output=False,
        keepalive=15,
        socket_timeout=60,
        debug=False,
    )


def _allow_many_sockets() -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_SOCKETS if hard == resource.RLIM_INFINITY else min(hard, 2 * MOST_SOCKETS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _calm_the_collector() -> None:
    """Freeze what the application is made of, before anybody connects.

    Full collections paused half a second with 5,000 sockets (measured).
    """
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 50)


def _give_back() -> None:
    """Give back what building and sweeping took: the databases' caches, and glibc's free memory."""
    house().database.engine.dispose()
    house().keys.engine.dispose()
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)


def _stop(listener: Any, answering: UnderWay, _number: int, _frame: Any) -> None:
    """Take nobody in any more, let answers that are under way go out, and end.

    What was acknowledged is committed, and clients come back by themselves.
    """
    live = house().live
    live.say_goodbye_to_others()
    if MODE != "eventlet" or not (live.connected or answering.number):
        _end()
    listener.close()
    eventlet.spawn_after(DRAIN_SECONDS, _end_after, answering)


def _end_after(answering: UnderWay) -> None:
    """End when the last page, file or upload is through, or has had time enough."""
    until = time.monotonic() + LONGEST_ANSWER_SECONDS
    while answering.number and time.monotonic() < until:
        eventlet.sleep(LOOK_SECONDS)
    _end()


def _end() -> None:
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
