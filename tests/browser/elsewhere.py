"""Pages of somebody else, over TLS on a host of their own; and our own server behind TLS, as in the world.

Only over TLS does a browser keep a cookie for a frame on another site. `localhost` and `kaupunki.localhost` are two
sites to it, and both are this machine.
"""

import asyncio
import contextlib
import datetime as dt
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PIECE = 65_536
PATIENCE_SECONDS = 60
Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate for a day; the browser of the test is told not to ask who signed it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    file = folder / "tls.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, kind, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def listening(context: ssl.SSLContext, answer: Answer) -> Iterator[int]:
    """Answer on a loopback port over TLS until the end of the block; gives the port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    server = asyncio.run_coroutine_threadsafe(opening, loop).result(PATIENCE_SECONDS)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_finish(server), loop).result(PATIENCE_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def passed_on_to(port: list[int]) -> Answer:
    """Answer by what stands behind the TLS: the port that is in the list by then, every byte as it comes."""

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inside, back = await asyncio.open_connection("127.0.0.1", port[0])
        await asyncio.gather(_pour(reader, back), _pour(inside, writer))

    return pass_on


def a_page(html: str) -> Answer:
    """Answer with one page of somebody else's site, whatever is asked for."""
    body = html.encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(PIECE)
        writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
        writer.close()

    return answer


async def _pour(source: asyncio.StreamReader, into: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await source.read(PIECE):
            into.write(piece)
            await into.drain()
    into.close()


async def _finish(server: asyncio.Server) -> None:
    """Close the door and let go of everybody who still waits inside."""
    server.close()
    others = [one for one in asyncio.all_tasks() if one is not asyncio.current_task()]
    for one in others:
        one.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # A browser also holds connections on which nothing was asked: no task of ours has them.
    for one in list(asyncio.get_running_loop()._transports.values()):  # type: ignore[attr-defined]
        one.abort()
    for _ in range(3):  # what was let go of is told to those above it, one after the other
        await asyncio.sleep(0)
