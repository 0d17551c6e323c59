"""What a process does until it is killed: acts one after the other, each noted once it was kept.

Runs in a process of its own (`killing`); the notes are lines of a file, written behind each commit.
"""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from roster.plan import load_plan
from roster.services.handovers import freezing
from roster.services.handovers.freezing import Order
from roster.services.incoming import intake, originals
from roster.services.reviewing import review, review_decisions, review_pages
from roster.services.reviewing.review_decisions import Shown
from roster.services.shelf import shelf
from roster.store import audit_chain
from roster.store.session import Database, open_database
from tests.services.conftest import TODAY
from tests.services.lists import delegate, person, reading

PLAN = "daknong-2024-demo"
READY = "ready"
PEOPLE = 120
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khoa", "Lan")
NAMES = ("Nguyễn Văn", "Trần Thị", "Lê Quang", "Phạm Thúy", "Đỗ Hữu")


def work(kind: str, url: str, notes: str, run: int) -> None:
    """Act until the process ends; `run` makes names differ from run to run."""
    os.environ["ROSTER_DATA"] = str(Path(notes).parent)
    number = os.open(notes, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    if kind == "migration":
        os.write(number, f"{READY}\n".encode())
        open_database(url).close()
        os.write(number, b"0\n")
        return
    database = open_database(url)
    os.write(number, f"{READY}\n".encode())
    for _ in ACTS[kind](database, run):
        with database.reading() as session:
            head = audit_chain.head_of(session.connection())
        os.write(number, f"{head.number}\n".encode())


def _import(database: Database, run: int) -> Iterator[None]:
    """New lists with their files, and the first one again and again with other people."""
    base = database.base / originals.FOLDER
    for number in count():
        name = f"list {run}-{number}.xlsx" if number % 2 else "same.xlsx"
        people = [person(f"{NAMES[n % 5]} {run} {number} {n}", str(1950 + n % 40)) for n in range(PEOPLE)]
        one = reading(name, *people)
        with originals.shelf(base) as where, database.changing() as session:
            intake.supersede(session, [one], by="t")
            session.flush()
            _keep(session, where, name, one.sha256)
        yield


def _keep(session, where, name, sha256) -> None:  # type: ignore[no-untyped-def]  # as services.originals.keep
    """A file as received: what stands in it does not matter here, its checksum does."""
    from hashlib import sha256 as of

    from roster.services.shelf import put
    from roster.store import tables

    content = f"{name} {sha256}".encode() * 2_000
    row = intake.in_force(session, name)
    path = put(where, content)
    until = TODAY.replace(year=2099)
    session.add(
        tables.Original(import_id=row.id, name=path.name, sha256=of(content).hexdigest(), kept_until=until)
    )


def _judge(database: Database, run: int) -> Iterator[None]:
    with database.reading() as session:
        asked = [one.id for one in review.questions(session)] or _decided(session)
    for number in count():
        pair = asked[(run + number) % len(asked)]
        with database.changing() as session:
            token = review_pages.look(session, pair).token
            verdict = ("same", "different", "unsure")[(run + number) % 3]
            review_decisions.decide(session, Shown(pair, token), verdict, by="t")  # type: ignore[arg-type]
        yield


def _decided(session) -> list[str]:  # type: ignore[no-untyped-def]
    from sqlalchemy import select

    from roster.store import tables

    return list(session.scalars(select(tables.Pair.id).order_by(tables.Pair.id)))


def _freeze(database: Database, run: int) -> Iterator[None]:
    plan = load_plan(PLAN)
    folder = database.base / freezing.FOLDER
    for number in count():
        with shelf(folder) as where, database.changing() as session:
            order = Order(plan, TODAY, "t", allow_reason=f"gấp {run} {number}")
            freezing.freeze(session, where, order)
        yield


ACTS: dict[str, Callable[[Database, int], Iterator[None]]] = {
    "import": _import,
    "judging": _judge,
    "freezing": _freeze,
}


def begin(database: Database) -> None:
    """Lists in which some are alike: pairs to ask about, people to send."""
    names = [f"{NAMES[n % 5]} {word}" for n, word in enumerate(GIVEN)]
    so = reading("so.xlsx", *(person(name, str(1970 + n)) for n, name in enumerate(names)))
    hdnd = reading("hdnd.xlsx", *(delegate(name, f"{1970 + n}-03-04") for n, name in enumerate(names)))
    with database.changing() as session:
        intake.supersede(session, [so, hdnd], by="t")
        review.ensure_compared(session, by="t")
