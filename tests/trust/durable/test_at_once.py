"""At once: eight people on the same pairs, a double click, the back button, the same file twice."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

import web
from roster.plan import load_plan
from roster.services.credentials import accounts, web_sessions
from roster.services.incoming import intake
from roster.services.reviewing import review, review_pages
from roster.store import audit_chain, tables
from tests.services.lists import delegate, person, reading
from tests.tools import LONG
from tests.web.conftest import signed_in
from tests.web.officer import AN, BINH, Officer, book
from web import house, sessions

PAIRS = 100 if LONG else 12
USERS = 8
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm")
MIDDLE, GIVEN = "An Bình Chi Dũng Giang Hà Khoa Lan Minh Nga", "Sơn Hải Tú Vy Yên Lộc Mai Quý Thọ Uy"
VERDICTS = ("same", "different", "unsure")


@pytest.fixture
def app(url: str) -> Iterator[Flask]:
    made = web.create_app(url, plan=load_plan(), today=lambda: date(2024, 12, 18))
    made.config["WTF_CSRF_ENABLED"] = False
    yield made
    house.of(made).database.close()


@pytest.fixture
def pairs(app: Flask) -> list[tuple[str, str]]:
    """Pairs that are asked about, each with the state that everybody's page shows."""
    words = [f"{middle} {given}" for middle in MIDDLE.split() for given in GIVEN.split()]
    names = [f"{SURNAMES[n % 4]} {word}" for n, word in enumerate(words[:PAIRS])]
    so = reading("so.xlsx", *(person(name, str(1950 + n % 40)) for n, name in enumerate(names)))
    hdnd = reading("hdnd.xlsx", *(delegate(name, f"{1950 + n % 40}-03-04") for n, name in enumerate(names)))
    with house.of(app).database.changing() as session:
        intake.supersede(session, [so, hdnd], by="t")
        review.ensure_compared(session, by="t")
        return [(one.id, review_pages.look(session, one.id).token) for one in review.questions(session)]


def browsers(app: Flask, count: int) -> list[tuple[str, FlaskClient]]:
    """Signed-in people, each with a browser."""
    made = []
    for number in range(count):
        with house.of(app).database.changing() as session:
            account = accounts.make(session, f"reviewer {number}", "approver", by="test")
            token = web_sessions.begin(session, {}, user_id=account.id, now=datetime.now(UTC))
        client = app.test_client()
        client.set_cookie(sessions.COOKIE, token)
        made.append((account.name, client))
    return made


def at_once(*acts: Callable[[], None]) -> None:
    """All of them, from the same moment on; what stops one stops the test."""
    gate, faults = threading.Barrier(len(acts)), []

    def one(act: Callable[[], None]) -> None:
        gate.wait()
        try:
            act()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def decide(client: FlaskClient, pair: str, state: str, verdict: str) -> bool:
    """Whether the decision was taken: a refused one leads back to the same pair."""
    answer = client.post(f"/review/pairs/{pair}/decide", data={"verdict": verdict, "state": state})
    assert answer.status_code == 303
    return answer.headers["Location"] != f"/review/pairs/{pair}"


def decisions(app: Flask) -> Counter[str]:
    """How many decisions of each person are on record; every one has its judgement, the chain is whole."""
    with house.of(app).database.reading() as session:
        written = session.execute(select(tables.Audit.by).where(tables.Audit.action == "review.decide"))
        by = Counter(written.scalars())
        judged = Counter(session.scalars(select(tables.Judgement.by)))
        assert audit_chain.verify(session.connection()).faults == ()
    assert judged == by
    return by


@pytest.mark.slow
def test_eight_people_judge_the_same_pairs(app: Flask, pairs: Sequence[tuple[str, str]]) -> None:
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()

    def review_all(number: int, name: str, client: FlaskClient) -> Callable[[], None]:
        def act() -> None:
            for at, (pair, state) in enumerate(pairs):
                verdict = VERDICTS[(at + number) % 3]
                (taken if decide(client, pair, state, verdict) else refused)[name] += 1

        return act

    people = browsers(app, USERS)
    at_once(*(review_all(number, *one) for number, one in enumerate(people)))
    kept = decisions(app)
    assert len(pairs) >= PAIRS * 0.9
    assert kept.total() == len(pairs), "each pair has one decision: the first"
    assert taken.total() + refused.total() == USERS * len(pairs), "each was kept or refused"
    assert all(kept[name] <= taken[name] for name, _client in people)
    # who agrees with the first is told so; of eight with three verdicts that are two or three, one wrote
    assert refused.total() >= 5 * len(pairs)


def test_a_double_click_decides_once(app: Flask, pairs: Sequence[tuple[str, str]]) -> None:
    ((name, client),) = browsers(app, 1)
    other = app.test_client()
    other.set_cookie(sessions.COOKIE, _cookie(client))
    pair, state = pairs[0]
    clicks: list[bool] = []
    at_once(*(partial(_click, clicks, one, pair, state) for one in (client, other)))
    assert len(clicks) == 2
    assert decisions(app) == {name: 1}


def _click(clicks: list[bool], client: FlaskClient, pair: str, state: str) -> None:
    clicks.append(decide(client, pair, state, "same"))


def _cookie(client: FlaskClient) -> str:
    found = client.get_cookie(sessions.COOKIE)
    assert found
    return found.value


def test_the_back_button_changes_nothing_by_itself(app: Flask, pairs: Sequence[tuple[str, str]]) -> None:
    ((name, client),) = browsers(app, 1)
    pair, state = pairs[0]
    assert decide(client, pair, state, "same")
    decide(client, pair, state, "same")
    assert not decide(client, pair, state, "different")
    assert decisions(app) == {name: 1}


@pytest.fixture
def officer(app: Flask) -> Iterator[Officer]:
    one = Officer(app, signed_in(app, "editor"))
    yield one
    one.settle()


def again(officer: Officer) -> Officer:
    """The same person in a second tab."""
    tab = officer.app.test_client()
    tab.set_cookie(sessions.COOKIE, _cookie(officer.client))
    return Officer(officer.app, tab)


def test_the_same_file_handed_in_twice_at_once_waits_once(officer: Officer) -> None:
    content = book(AN, BINH)
    tabs = (officer, again(officer))
    codes: list[int] = []

    def act(tab: Officer) -> Callable[[], None]:
        return lambda: codes.append(tab.send(("snv.xlsx", content)).status_code)

    at_once(*(act(tab) for tab in tabs))
    assert max(codes) < 400
    officer.settle()
    assert len(officer.kinds()) == 1


def test_the_same_file_put_in_twice_at_once_is_one_delivery(officer: Officer) -> None:
    officer.hand_in(("snv.xlsx", book(AN, BINH)))
    number = officer.on_desk()["snv.xlsx"]
    tabs = (officer, again(officer))
    codes: list[int] = []

    def act(tab: Officer) -> Callable[[], None]:
        return lambda: codes.append(tab.client.post(f"/import/files/{number}/put-in").status_code)

    at_once(*(act(tab) for tab in tabs))
    assert max(codes) < 500
    assert officer.actions().count("import.added") == 1
    assert len(officer.in_force()) == 1
