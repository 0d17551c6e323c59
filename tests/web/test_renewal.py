"""While all records are being compared nobody waits long, and nothing is shown for fresh that is not."""

from concurrent.futures import wait
from dataclasses import replace
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient

from roster.services.incoming import intake
from roster.services.reviewing import review
from tests.services.lists import person, reading
from tests.web import review_lists
from tests.web.conftest import signed_in
from tests.web.test_api import ask, problem, token
from web import house
from web.house import House
from web.renewal import Renewal


@pytest.fixture
def here(app: Flask) -> House:
    """Pairs to review, compared; pages that wait for nothing."""
    review_lists.put_in(app)
    found = house.of(app)
    with found.database.changing() as session:
        review.ensure_compared(session, by="t")
    changed = replace(found, renewal=Renewal(found.database, patience=0.0))
    app.extensions["roster"] = changed
    return changed


@pytest.fixture
def client(app: Flask, here: House) -> FlaskClient:
    return signed_in(app, "approver")


def test_the_last_numbers_are_shown_and_pairs_are_not(client: FlaskClient, here: House) -> None:
    assert 'class="notice behind"' not in client.get("/").text
    with here.database.changing() as session:
        intake.add(session, [reading("new.xlsx", person("Lê Văn Mới"))], by="t")
    with here.database.changing() as session:  # nobody else can write what comparing finds
        review.hold(session)
        board, pairs = client.get("/"), client.get("/review")
        assert (board.status_code, pairs.status_code) == (200, 503)
        assert 'class="notice behind"' in board.text
        assert pairs.headers["Refresh"] == pairs.headers["Retry-After"]
        under_way = here.renewal.begin()
        assert under_way is None
        assert not review.is_compared(session)
    _finish(here)
    assert client.get("/review", follow_redirects=True).status_code == 200
    assert 'class="notice behind"' not in client.get("/").text


def test_who_is_first_waits_until_it_is_done(app: Flask, client: FlaskClient, here: House) -> None:
    app.extensions["roster"] = replace(here, renewal=Renewal(here.database, patience=60))
    with here.database.changing() as session:
        intake.add(session, [reading("new.xlsx", person("Lê Văn Mới"))], by="t")
    assert client.get("/review", follow_redirects=True).status_code == 200
    with here.database.reading() as session:
        assert review.is_compared(session)


def test_another_system_is_told_when_to_ask_again(app: Flask, here: House) -> None:
    made = token(app, "roster", "counts")
    with here.database.changing() as session:
        intake.add(session, [reading("new.xlsx", person("Lê Văn Mới"))], by="t")
    compare = Event()
    here.renewal._thread.submit(compare.wait)  # what is to compare comes after it
    answer = ask(app, "roster", made)
    compare.set()
    _finish(here)
    assert problem(answer) == (503, "still_comparing")
    assert int(answer.headers["Retry-After"]) > 0
    assert ask(app, "roster", made).status_code == 200


def test_what_stops_it_is_said_and_the_next_one_tries_again(here: House) -> None:
    with here.database.changing() as session:
        session.connection().exec_driver_sql("ALTER TABLE pairs RENAME TO away")
    failing = Renewal(here.database, patience=60)
    with here.database.changing() as session:
        intake.add(session, [reading("new.xlsx", person("Lê Văn Mới"))], by="t")
    for _ in range(2):
        with pytest.raises(Exception, match="pairs"):
            failing.is_done()


def _finish(here: House) -> None:
    for _ in range(2):  # one under way, and one after it
        begun = here.renewal.begin()
        if begun is not None:
            wait([begun], timeout=60)
            return
        here.renewal._thread.submit(int).result(timeout=60)
