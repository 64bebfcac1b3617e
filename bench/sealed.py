"""`python -m bench.sealed`: what sealing costs, in Chromium and at the server, as JSON.

In the browser: opening (a key, sealed to a line and under six words), one message sealed and
opened, a thousand messages of history. At the server: one message taken in, sealed in the browser
or not, both in one process on SQLite, turn by turn, in the thread's own processor time: what else
the machine does is not in it. The third is as long as a sealed one and is not sealed: it tells
what the padding costs.
"""

import argparse
import json
import random
import secrets
import tempfile
import time
from base64 import b64encode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import SQLModel

from app.factory import create_app
from bench import report
from chat import messages
from chat.models import Conversation
from chat.schemas import Envelope, State
from core import clock, sealed
from core.db import transaction
from core.house import house
from core.identity import Actor, Kind
from core.sealed import Place
from core.settings import AsyncMode, demo_settings
from organisation.models import Line, Organisation

CHROMIUM = "/usr/bin/chromium"
STATIC = Path(__file__).resolve().parents[1] / "static"
POSTS = 1500
SHAPES = ("plain", "as_long", "sealed")
TEXT = "ahdistaa koko ajan enkä oikein tiedä mistä alottaa"
TARGETS = {"opening_ms": 500, "message_ms": 2, "history_ms": 300}
IN_PAGE = """async (text) => {
  const s = await import('/js/sealed/sealed.js');
  const { Seals, openAll } = await import('/js/chat/seals.js');
  const conversation = crypto.randomUUID();
  const middle = (all) => all.sort((a, b) => a - b)[all.length >> 1];
  const timed = async (rounds, deed) => {
    const each = [];
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now();
      await deed(round);
      each.push(performance.now() - began);
    }
    return middle(each);
  };
  const line = await s.newPair();
  const words = ['aamuahven', 'lumisiili', 'merikotka', 'talvivene', 'kuparikettu', 'minttupiano'];
  const opening = await timed(5, async () => {
    const cek = s.newKey();
    await s.sealTo(line.publicKey, cek, 'x');
    const { wrap } = await s.derive(words, 'a|b|v1');
    await s.lock(wrap, cek, 'x');
  });
  const cek = s.newKey();
  const signing = await s.newSigningPair();
  const key = async () => cek;
  const sign = (said) => s.sign(signing.privateKey, said);
  const side = { visitor: new Seals({ conversation, me: 'visitor', key }),
                 responder: new Seals({ conversation, me: 'responder', key, sign }) };
  const signs = { v: [s.toBase64(signing.publicKey)] };
  const say = async (author, number) => {
    const clientId = crypto.randomUUID();
    const at = { kind: 'text', clientId, number, epoch: 1, verdict: 'clear' };
    const sealed = await side[author].seal(text, at);
    return { author, by: 'v', kind: 'text', client_id: clientId, sealed };
  };
  const oneOf = (author) => timed(200, async (round) => {
    const opened = await side.visitor.open(await say(author, round + 1), signs);
    if (opened.text !== text) throw new Error('not opened');
  });
  const message = { visitor: await oneOf('visitor'), responder: await oneOf('responder') };
  const history = [];
  for (let at = 0; at < 1000; at += 1)
    history.push(await say(at % 2 ? 'responder' : 'visitor', (at >> 1) + 1));
  const whole = await timed(5, async () => {
    const fresh = new Seals({ conversation, me: 'visitor', key });
    const opened = await openAll(fresh, history, signs);
    if (opened.some((one) => one.text !== text)) throw new Error('not opened');
  });
  return { opening, message, history: whole };
}"""


def main() -> int:
    """Measure and print; gives 1 when something takes longer than its target."""
    parser = argparse.ArgumentParser(prog="python -m bench.sealed", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    out = parser.parse_args().out
    found = {"machine": report.machine(), **in_chromium(), "server": at_the_server()}
    text = json.dumps(found, indent=1)
    print(text)
    if out:
        out.write_text(text + "\n")
    return int(any(found[name] > most for name, most in TARGETS.items()))


def in_chromium() -> dict[str, Any]:
    """Give the milliseconds in the browser, each the median of its rounds."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  the server's part does without

    serve = partial(Quiet, directory=str(STATIC))
    with ThreadingHTTPServer(("127.0.0.1", 0), serve) as server, sync_playwright() as playwright:
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/css/tokens.css")
        took = page.evaluate(IN_PAGE, TEXT)
        browser.close()
        server.shutdown()
    each = took["message"]
    return {
        "opening_ms": round(took["opening"], 1),
        "message_ms": round(max(each.values()), 3),
        "message_of_each_ms": {author: round(ms, 3) for author, ms in each.items()},
        "history_ms": round(took["history"], 1),
        "targets": TARGETS,
    }


class Quiet(SimpleHTTPRequestHandler):
    """Serves the static files and writes no log."""

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


def at_the_server() -> dict[str, Any]:
    """Give the microseconds of processor time that taking one message in costs, by its shape."""
    with tempfile.TemporaryDirectory() as folder:
        settings = demo_settings(
            _env_file=None, data_dir=Path(folder), async_mode=AsyncMode.THREADING
        )
        create_app(settings)
        SQLModel.metadata.create_all(house().database.engine)
        said = {name: a_conversation(is_sealed=name == "sealed") for name in SHAPES}
        key = sealed.direction_key(sealed.new_key(), "visitor", 1)
        took: dict[str, list[float]] = {name: [] for name in SHAPES}
        shuffled = random.Random(1)
        for number in range(1, POSTS + 1):
            for name in shuffled.sample(SHAPES, len(SHAPES)):  # each after each of the others
                sent = _sent(name, said[name], number, key)
                took[name].append(post(said[name], sent))
    return {
        "posts": POSTS,
        **{f"{name}_us": round(median(each)) for name, each in took.items()},
        "sealed_to_plain": _paired(took["sealed"], took["plain"]),
        "sealed_to_as_long": _paired(took["sealed"], took["as_long"]),
    }


def _sent(shape: str, conversation_id: UUID, number: int, key: bytes) -> dict[str, str]:
    if shape == "plain":
        return {"alg": "plain/1", "body": _written(TEXT.encode())}
    place = Place(str(conversation_id), "visitor", number, 1, client_id=str(uuid4()))
    body = _written(sealed.seal_message(key, place, TEXT.encode()))
    return {"alg": sealed.ALG if shape == "sealed" else "plain/1", "body": body}


def post(conversation_id: UUID, sent: dict[str, str]) -> float:
    """Let the visitor say something; gives the microseconds of processor time that it took."""
    visitor = Actor(kind=Kind.VISITOR, id=conversation_id)
    began = time.thread_time()
    envelope = Envelope.model_validate(sent)
    with transaction() as session:
        messages.post(session, visitor, conversation_id, uuid4(), envelope)
    return (time.thread_time() - began) * 1e6


def _paired(these: list[float], those: list[float]) -> float:
    return round(median(one / other for one, other in zip(these, those, strict=True)), 3)


def a_conversation(*, is_sealed: bool) -> UUID:
    """Make a conversation that goes on, in a line of its own."""
    slug, name = secrets.token_hex(4), {"fi": "x", "sv": "x", "en": "x"}
    texts: dict[str, Any] = dict.fromkeys(("audience", "description", "who_answers"), name)
    with house().database.session() as session:
        home = Organisation(slug=slug, name=name)
        line = Line(organisation_id=home.id, slug=slug, name=name, **texts)
        made = Conversation(
            line_id=line.id, state=State.OPEN, started_at=clock.now(), is_sealed=is_sealed
        )
        house().keys.create(made.id)
        for row in (home, line, made):
            session.add(row)
            session.flush()
        session.commit()
        return made.id


def _written(held: bytes) -> str:
    return b64encode(held).decode()


if __name__ == "__main__":
    raise SystemExit(main())
