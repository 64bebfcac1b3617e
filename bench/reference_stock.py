"""The reference: the same chat as a tutorial would write it, the same libraries, their defaults.

Flask-SocketIO handlers, the ORM for each message, `socketio.run` on eventlet. It has no accounts,
no roles looked up, no sequence numbers without gaps, no repeat-safe sending, no encryption and no
limits: it does less, per message, than the house. Its database is set to the house's durability
(WAL, NORMAL), so that the disk makes no difference.
"""
# ruff: noqa: E402  the standard library is patched first

import warnings

warnings.filterwarnings("ignore", message=r"(?s).*Eventlet is deprecated")
import eventlet

eventlet.monkey_patch()

import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit, join_room
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine

app = Flask(__name__)
socketio = SocketIO(app, async_mode="eventlet", cors_allowed_origins="*")
engine = create_engine(f"sqlite:///{os.environ['BENCH_DATA_DIR']}/stock.db")


class Message(SQLModel, table=True):
    """One message."""

    seq: int | None = Field(default=None, primary_key=True)
    conversation_id: str = Field(index=True)
    client_id: str
    author: str
    body: str
    at: datetime


@event.listens_for(engine, "connect")
def _same_durability(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


@app.get("/ready")
def ready() -> str:
    return "ok"


@socketio.on("enter", namespace="/chat")
def enter(asked: dict[str, Any]) -> dict[str, Any]:
    join_room(asked["conversation_id"])
    return {"ok": True}


@socketio.on("post", namespace="/chat")
def post(new: dict[str, Any]) -> dict[str, Any]:
    message = Message(
        conversation_id=new["conversation_id"],
        client_id=new["client_id"],
        author=new["author"],
        body=new["sealed"]["body"],
        at=datetime.now(UTC),
    )
    with Session(engine) as session:
        session.add(message)
        session.commit()
        session.refresh(message)
    told = {
        "conversation_id": message.conversation_id,
        "seq": message.seq,
        "author": message.author,
        "client_id": message.client_id,
        "sealed": {"alg": "plain/1", "body": message.body},
    }
    emit("message", told, to=message.conversation_id)
    return {"ok": True, "seq": message.seq}


if __name__ == "__main__":
    SQLModel.metadata.create_all(engine)
    socketio.run(app, host="127.0.0.1", port=int(os.environ["BENCH_PORT"]))
