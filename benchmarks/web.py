"""What opening pages costs: every page with the invented province, and the busy ones with 100,000 people.

The first is measured at the application, one request after the other. The second at the reader: `roster web`
runs in a process of its own, and twenty readers each open a page every two seconds; then somebody decides
pairs while they read on. The peer of both is a page that asks nothing of the lists: one's own account.
"""

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import quote_plus, urlencode

from benchmarks import measure
from roster.plan import load_plan
from roster.services import people
from roster.services.credentials import accounts, web_sessions
from roster.services.people import Wanted
from roster.services.reviewing import review, review_people
from roster.store.session import open_database
from web import create_app, house, sessions

PLAN = "daknong-2024-demo"
READERS, EVERY, FOR = 20, 2.0, 20.0  # readers; seconds between two pages of one; seconds in all
DECISIONS = 15  # made while the others read
TIMES = 40  # how often each page is opened where one request follows the other
SURNAMES = ("nguyen", "Trần", "le thi", "pham van", "Hoàng", "vo", "dang thi", "bui", "do", "ho")
GIVEN = ("anh", "binh", "Hùng", "lan", "minh duc", "Phương", "quang", "son", "thu", "giam doc")
PLACES = ("", "group=lanh_dao_so", "agency=so_y_te", "state=counted", "page=7", "flag=not_eligible")

OK, SEE_OTHER = 200, 303
_HIDDEN = re.compile(r'name="(csrf_token|state)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Opened:
    """What pages of one kind took, in seconds, and how many answers were not the page."""

    seconds: tuple[float, ...]
    faults: int = 0
    cpu: float = 0.0  # seconds of this process for all of them


def main() -> None:
    """Print the tables of the section on pages in `benchmarks/README.md`.

    A database made before can be named as the only argument: it stands for the 100,000 people.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _every_page(_province(folder))
        many = Path(sys.argv[1]) if len(sys.argv) > 1 else _many(folder)
        _readers(many)


def _province(folder: Path) -> Path:
    path = folder / "few.db"
    _roster("demo", str(folder / "lists"))
    _roster("import", str(folder / "lists"), "--plan", PLAN, "--db", str(path))
    _roster("dedupe", "--plan", PLAN, "--db", str(path))
    return path


def _many(folder: Path) -> Path:
    path = folder / "many.db"
    lists = [str(folder / name) for name in ("long.xlsx", "again.xlsx")]
    measure.run([sys.executable, "-m", "benchmarks.long_list", *lists])
    _roster("import", *lists, "--plan", PLAN, "--db", str(path))
    _roster("dedupe", "--plan", PLAN, "--db", str(path))
    return path


def _roster(*words: str) -> None:
    measure.run([str(Path(sys.executable).with_name("roster")), *words])


def _every_page(path: Path) -> None:
    """Server time of each page, opened again and again in this process."""
    plan = load_plan(PLAN)
    app = create_app(str(path), plan=plan, today=lambda: plan.document_date)
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, _token(path))

    def opened(address: str) -> bool:
        return client.get(address, follow_redirects=True).status_code == 200

    print(f"446 people, every page {TIMES} times, server time")
    for address in _addresses(path, {rule.endpoint for rule in app.url_map.iter_rules()}):
        opened(address)  # the first one fills what is kept
        taken = _take([address] * TIMES, opened)
        print(f"{_line(address.split('?')[0], taken)}  cpu {taken.cpu / TIMES * 1000:4.0f} ms")
    with app.app_context():
        house.current().database.close()


def _addresses(path: Path, endpoints: Iterable[str]) -> Iterator[str]:
    """A page of each kind there is, the peer first."""
    database = open_database(str(path))
    with database.reading() as session:
        key = people.search(session, Wanted(), page=1, per_page=1).found[0].record.key
    database.close()
    pages = {
        "account.index": "/account",
        "board.index": "/",
        "people.index": "/people/?words=nguyen",
        "people.person": f"/people/{key}",
        "people.edit": f"/people/{key}/edit",
        "people.add_form": "/people/add",
        "counts.index": "/counts/",
        "export.index": "/export/",
        "audit.index": "/audit/",
        "users.index": "/users/",
        "settings.index": "/settings/",
        "intake.index": "/import/",
        "review.index": "/review",
    }
    known = set(endpoints)
    return (address for endpoint, address in pages.items() if endpoint in known)


def _take(addresses: Iterable[str], opened: Callable[[str], bool]) -> Opened:
    seconds: list[float] = []
    faults, cpu = 0, time.process_time()
    for address in addresses:
        start = time.perf_counter()
        faults += not opened(address)
        seconds.append(time.perf_counter() - start)
    return Opened(tuple(seconds), faults, time.process_time() - cpu)


def _readers(path: Path) -> None:
    """Twenty readers on a server of its own: each kind of page for itself, all at once, beside decisions."""
    token, kinds = _token(path), dict(_kinds(path))
    load = f"load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    print(f"100,000 people, {READERS} readers, each a page every {EVERY:.0f} s for {FOR:.0f} s; {load}")
    with _served(path) as port:
        for name, addresses in kinds.items():
            first = _reader(port, token, addresses[:1])  # fills what is kept
            print(f"{_line(name, _read(port, token, addresses))}  first {first.seconds[0] * 1000:5.0f} ms")
        everything = [address for some in kinds.values() for address in some]
        print(_line("all kinds mixed", _read(port, token, everything)))
        print(_line("first decision", _decide(port, token, 1)))
        with ThreadPoolExecutor(1) as pool:
            reading = pool.submit(_read, port, token, everything)
            print(_line("decisions meanwhile", _decide(port, token, DECISIONS)))
            print(_line("all kinds meanwhile", reading.result()))


def _decide(port: int, token: str, most: int) -> Opened:
    """Decisions on the first pairs asked, one every second: from the button to the page of the next pair."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    cookie = {"Cookie": f"{sessions.COOKIE}={token}"}
    seconds: list[float] = []
    faults = 0

    def page(address: str) -> tuple[str, str]:
        connection.request("GET", address, headers=cookie)
        answer = connection.getresponse()
        return answer.headers.get("Location", ""), answer.read().decode()

    address = page("/review")[0]
    for _ in range(most):
        hidden = dict(_HIDDEN.findall(page(address)[1]))
        form = urlencode({**hidden, "verdict": "different"})
        headers = {**cookie, "Content-Type": "application/x-www-form-urlencoded"}
        start = time.perf_counter()
        connection.request("POST", f"{address}/decide", body=form, headers=headers)
        answer = connection.getresponse()
        answer.read()
        following = answer.headers.get("Location", "")
        page(following)
        seconds.append(time.perf_counter() - start)
        faults += answer.status != SEE_OTHER or following == address
        address = following
        time.sleep(1)
    connection.close()
    return Opened(tuple(seconds), faults)


def _kinds(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Addresses by kind of page: the peer, searches of many kinds, people, the board, pairs to review."""
    rng = Random(1)
    words = [f"{first} {second}" for first in SURNAMES for second in GIVEN]
    searches = [f"/people/?words={quote_plus(rng.choice(words))}&{rng.choice(PLACES)}" for _ in range(200)]
    database = open_database(str(path))
    with database.reading() as session:
        found = people.search(session, Wanted(), page=rng.randrange(1000), per_page=50).found
        asked = review.questions(session)[:200]
        together = review_people.merged(session, page=1).people
    database.close()
    yield "own account (peer)", ["/account"]
    yield "people, search", searches
    yield "people, one person", [f"/people/{one.record.key}" for one in found]
    yield "board", ["/"]
    yield "counts", ["/counts/"]
    yield "export, checks", ["/export/"]
    yield "review, pairs", [f"/review/pairs/{question.id}" for question in asked]
    yield "review, people", [f"/review/people?page={page}" for page in range(1, 11)]
    yield "review, one person", [f"/review/people/{one.records[0].key}" for one in together]


def _read(port: int, token: str, addresses: Sequence[str]) -> Opened:
    """All readers at once, each beginning at another moment with other pages."""
    with ThreadPoolExecutor(READERS) as pool:
        rng = Random(2)
        asked = [rng.choices(addresses, k=int(FOR / EVERY)) for _ in range(READERS)]
        begins = [number * EVERY / READERS for number in range(READERS)]
        done = list(pool.map(lambda a, b: _reader(port, token, a, begin=b), asked, begins))
    return Opened(tuple(s for one in done for s in one.seconds), sum(one.faults for one in done))


def _reader(port: int, token: str, addresses: Sequence[str], *, begin: float = 0.0) -> Opened:
    """One reader: a page, then a look at it until the next one's turn."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def opened(address: str) -> bool:
        connection.request("GET", address, headers={"Cookie": f"{sessions.COOKIE}={token}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status == OK

    start, faults = time.perf_counter() + begin, 0
    seconds: list[float] = []
    for number, address in enumerate(addresses):
        time.sleep(max(start + number * EVERY - time.perf_counter(), 0))
        taken = _take([address], opened)
        seconds += taken.seconds
        faults += taken.faults
    connection.close()
    return Opened(tuple(seconds), faults)


@contextmanager
def _served(path: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    roster = str(Path(sys.executable).with_name("roster"))
    command = [roster, "web", "--port", str(port), "--plan", PLAN, "--db", str(path)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("roster web does not answer")


def _token(path: Path) -> str:
    """The cookie of an administrator's browser."""
    database = open_database(str(path))
    with database.changing() as session:
        known, _ = accounts.page(session, limit=1, offset=0)
        reader = known[0] if known else accounts.make(session, "Reader", "admin", by="benchmark")
        token = web_sessions.begin(session, {}, user_id=reader.id, now=datetime.now(UTC))
    database.close()
    return token


def _line(name: str, opened: Opened) -> str:
    cuts = statistics.quantiles([*opened.seconds, *opened.seconds[:1]], n=20, method="inclusive")
    return (
        f"{name:24} median {statistics.median(opened.seconds) * 1000:6.0f} ms  p95 {cuts[-1] * 1000:6.0f} ms"
        f"  most {max(opened.seconds) * 1000:6.0f} ms  pages {len(opened.seconds):4}  faults {opened.faults}"
    )


if __name__ == "__main__":
    main()
