"""The people of the tests: an organisation, its lines, workers of every role, visitors."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlmodel import Session, select

from core.house import House
from core.identity import Actor, Kind, actor_of_token, begin, cookie_name
from organisation.models import (
    Line,
    LineMember,
    Organisation,
    Role,
    Sealing,
    Worker,
    WorkerRole,
)


def texts(word: str) -> dict[str, str]:
    """Give `word` in three languages."""
    return {"fi": word, "sv": f"{word} (sv)", "en": f"{word} (en)"}


ALWAYS: list[dict[str, str | int]] = [
    {"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(1, 8)
]


class People:
    """Makes those whom a test needs, with one organisation behind them."""

    def __init__(self, home: House) -> None:
        self.home = home

    def _session(self) -> Session:
        return self.home.database.session()

    def organisation(self) -> Organisation:
        """Give the organisation, founded at the first call."""
        with self._session() as session:
            found = session.exec(select(Organisation)).first()
            if found is None:
                found = Organisation(slug="org", name=texts("Järjestö"), contact="dpo@example.org")
                session.add(found)
                session.commit()
            return found

    def line(self, slug: str = "nuoret", **changes: Any) -> Line:
        """Give a live line with promised hours around the clock, not sealed unless told otherwise."""
        made = Line(
            **{
                "organisation_id": self.organisation().id,
                "slug": slug,
                "name": texts("Nuorten chat"),
                "audience": texts("Kainuun nuoret"),
                "description": texts("Juttele rauhassa."),
                "who_answers": texts("Nuorisotyön ammattilainen"),
                "age_min": 12,
                "age_max": 20,
                "topics": [
                    {"key": "mood", "fi": "Paha olo", "sv": "Mår dåligt", "en": "Feeling bad"}
                ],
                "hours": ALWAYS,
                "sealing": Sealing.OFF,
                **changes,
            }
        )
        with self._session() as session:
            session.add(made)
            session.commit()
            return made

    def worker(
        self, *roles: Role, lines: tuple[Line, ...] = (), name: str = "Aino Alanko", **changes: Any
    ) -> Worker:
        """Give a worker with roles, in the teams of lines."""
        first, home = name.split(maxsplit=1)[0], self.organisation()
        with self._session() as session:
            count = len(session.exec(select(Worker)).all())
            made = Worker(
                **{
                    "organisation_id": home.id,
                    "email": f"{first.lower()}{count}@example.org",
                    "name": name,
                    "shown_as": first,
                    **changes,
                }
            )
            session.add(made)
            session.flush()
            session.add_all(WorkerRole(worker_id=made.id, role=role) for role in roles)
            session.add_all(LineMember(worker_id=made.id, line_id=line.id) for line in lines)
            session.commit()
            return made

    def actor(self, worker: Worker) -> Actor:
        """Give the worker as an actor with a session of their own."""
        with self._session() as session:
            token = begin(session, Kind.WORKER, worker.id, lasts=timedelta(hours=1))
            session.commit()
            return actor_of_token(session, token, Kind.WORKER)

    def signed_in(self, worker: Worker) -> FlaskClient:
        """Give a browser in which the worker has signed in."""
        return self.client_of(Kind.WORKER, worker.id)

    def client_of(self, kind: Kind, subject_id: UUID) -> FlaskClient:
        """Give a browser that holds a session for `subject_id`."""
        with self._session() as session:
            token = begin(session, kind, subject_id, lasts=timedelta(hours=1))
            session.commit()
        browser = self.home.app.test_client()
        browser.set_cookie(cookie_name(kind), token, domain="localhost")
        return browser
