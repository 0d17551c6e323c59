"""Many people at once on the pages, on this computer only: reads and judgements mixed, for a bounded time.

`python -m benchmarks.load [--users 50] [--seconds 60]`. Serves the demonstration's province from a process of
its own, so that its memory is its own. Every person has an account, opens pages and, as approver, decides on
pairs and takes the decision back. Prints requests, errors, times and memory; exits with 1 for any error.
"""

import argparse
import http.client
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from roster.services.credentials import accounts, web_sessions
from roster.store.session import open_database

PLAN = "daknong-2024-demo"
COOKIE = "roster_session"
MOST_SECONDS = 900
READS = (
    "/",
    "/people/",
    "/people/?words=nguyen",
    "/people/?words=thi&page=2",
    "/lists/",
    "/counts/",
    "/review",
    "/review/decided",
    "/collecting/",
    "/follow-up/",
)
JUDGING = 0.15  # of what people do
THINKING = (0.3, 1.7)  # seconds between two clicks
_TIMEOUT = 60
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_PAIR = re.compile(r'action="/review/pairs/(\w+)/decide"')
_STATE = re.compile(r'name="state" value="([^"]+)"')
_EDIT = re.compile(r'name="edit" value="(\d+)"')


@dataclass(slots=True)
class Seen:
    """What all people together saw. Times in seconds, memory in MB by second."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "judgement": []})
    errors: Counter[str] = field(default_factory=Counter)
    waits: int = 0  # told to wait for a comparison
    memory: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, seconds: float, fault: str = "") -> None:
        """Put one request on record."""
        with self.lock:
            self.times[kind].append(seconds)
            if fault:
                self.errors[fault] += 1


@dataclass(slots=True)
class Person:
    """One browser: its connection is kept open, as browsers do."""

    port: int
    token: str
    seen: Seen
    rng: Random

    def live(self, until: float) -> None:
        """Click until the time is over."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_TIMEOUT)
        while time.monotonic() < until:
            if self.rng.random() < JUDGING:
                self._judge(connection)
            else:
                self._ask(connection, "read", self.rng.choice(READS))
            time.sleep(min(self.rng.uniform(*THINKING), max(until - time.monotonic(), 0)))
        connection.close()

    def _judge(self, connection: http.client.HTTPConnection) -> None:
        """Decide on the pair shown, then take one's own last decision back."""
        page = self._ask(connection, "read", "/review")
        pair, state, token = _PAIR.search(page), _STATE.search(page), _TOKEN.search(page)
        if pair and state and token:
            verdict = self.rng.choice(("same", "different"))
            said = {"csrf_token": token[1], "state": state[1], "verdict": verdict}
            page = self._ask(connection, "judgement", f"/review/pairs/{pair[1]}/decide", said)
        if (edit := _EDIT.search(page)) and (token := _TOKEN.search(page)):
            self._ask(connection, "judgement", "/review/undo", {"csrf_token": token[1], "edit": edit[1]})

    def _ask(
        self, connection: http.client.HTTPConnection, kind: str, path: str, form: dict[str, str] | None = None
    ) -> str:
        begun, fault, text = time.perf_counter(), "", ""
        try:
            status, text, location = self._send(connection, path, form)
            fault = f"{path.partition('?')[0]} {status}" if status >= 400 and status != 503 else ""
            with self.seen.lock:
                self.seen.waits += status == 503
        except (OSError, http.client.HTTPException) as failure:
            connection.close()
            location, fault = None, f"{path.partition('?')[0]} {type(failure).__name__}"
        self.seen.note(kind, time.perf_counter() - begun, fault)
        return self._ask(connection, "read", location) if location else text

    def _send(
        self, connection: http.client.HTTPConnection, path: str, form: dict[str, str] | None
    ) -> tuple[int, str, str | None]:
        headers = {"Cookie": f"{COOKIE}={self.token}"}
        body = None
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        connection.request("POST" if form is not None else "GET", path, body=body, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        return answer.status, text, answer.headers.get("Location") if answer.status in (302, 303) else None


def run(users: int, seconds: float) -> Seen:
    """Serve the province and let that many people work on it for so long."""
    with tempfile.TemporaryDirectory() as name, _served(Path(name), users) as (process, port, tokens):
        seen, until = Seen(), time.monotonic() + seconds
        people = [Person(port, token, seen, Random(number)) for number, token in enumerate(tokens)]
        threads = [threading.Thread(target=person.live, args=(until,), daemon=True) for person in people]
        for thread in threads:
            thread.start()
        while time.monotonic() < until:
            seen.memory.append(_memory(process.pid))
            time.sleep(1)
        for thread in threads:
            thread.join(_TIMEOUT)
        seen.memory.append(_memory(process.pid))
        if process.poll() is not None:
            seen.errors["the server ended"] += 1
        return seen


@contextmanager
def _served(folder: Path, users: int) -> Iterator[tuple["subprocess.Popen[bytes]", int, list[str]]]:
    roster, lists = [sys.executable, "-m", "roster"], str(folder / "lists")
    for words in (["demo", lists], ["run", lists, "--plan", PLAN, "--out", str(folder / "out")]):
        subprocess.run([*roster, *words], check=False, stdout=subprocess.DEVNULL)  # 3: pairs to review
    database = folder / "out/roster.db"
    tokens, port = _sign_in(database, users), _free_port()
    command = [*roster, "web", "--db", str(database), "--plan", PLAN, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield process, port, tokens
    finally:
        process.terminate()
        process.wait(_TIMEOUT)


def _sign_in(database: Path, users: int) -> list[str]:
    """An approver's account and a signed-in browser for each."""
    opened, now = open_database(str(database)), datetime.now(UTC)
    with opened.changing() as session:
        accounts.make(session, "admin", "admin", by="load")
        people = [accounts.make(session, f"person {n}", "approver", by="load") for n in range(users)]
        tokens = [web_sessions.begin(session, {}, user_id=one.id, now=now) for one in people]
    opened.close()
    return tokens


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(_TIMEOUT * 4):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise TimeoutError


def _memory(pid: int) -> float:
    """Resident memory in MB; nan where the system does not say."""
    try:
        said = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return float("nan")
    return int(said.split("VmRSS:")[1].split()[0]) / 1024


def growth(memory: list[float]) -> float:
    """How much more the last fifth of the time needed than the second, as a share; the first warms up."""
    fifth = max(len(memory) // 5, 1)
    before, after = statistics.median(memory[fifth : 2 * fifth]), statistics.median(memory[-fifth:])
    return after / before - 1


def report(users: int, seconds: float, seen: Seen) -> None:
    """Print the figures."""
    total = sum(map(len, seen.times.values()))
    print(f"{users} users, {seconds:.0f} s: {total} requests, {total / seconds:.1f} a second")
    for kind, times in seen.times.items():
        if len(times) > 1:
            cuts = statistics.quantiles(times, n=20)
            middle, p95 = f"median {cuts[9]:.3f} s", f"p95 {cuts[18]:.3f} s"
            print(f"{kind:10} {len(times):6}  {middle}  {p95}  max {max(times):.3f} s")
    print(f"errors {seen.errors.total()} {dict(seen.errors)}; told to wait {seen.waits}")
    print(f"memory {min(seen.memory):.0f} to {max(seen.memory):.0f} MB, growth {growth(seen.memory):+.1%}")


def main() -> int:
    """Run and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    seconds = min(asked.seconds, MOST_SECONDS)
    seen = run(asked.users, seconds)
    report(asked.users, seconds, seen)
    return 1 if seen.errors else 0


if __name__ == "__main__":
    sys.exit(main())
