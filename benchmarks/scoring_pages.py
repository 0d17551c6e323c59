"""A year of the training catalogue in the pages, as full as it gets, for measuring them."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from roster import datafiles
from roster.plan import load_plan
from roster.services.credentials import accounts, web_sessions
from roster.services.scoring import assessments, documents, filling, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf
from web import create_app, house, sessions, settle

DAY = date(2024, 12, 20)
AGENCY = "so_noi_vu"
OF_AGENCY = ("/scoring/mine/", "/scoring/mine/1.1.2", "/plan/mine/")
OF_OFFICE = (
    *("/scoring/catalogue/", "/scoring/checks/", "/scoring/checks/1.1.2", "/scoring/checks/evidence:7.2"),
    *("/scoring/year/", "/scoring/appraisal/", "/scoring/documents/", "/scoring/surveys/"),
    *("/scoring/board/", "/scoring/board/agencies/so_noi_vu", "/scoring/output/"),
    *("/plan/", "/plan/tasks/I.1.1", "/plan/difficulties"),
)


def begun(folder: Path) -> tuple[Flask, FlaskClient, FlaskClient]:
    """The application, the browser of an agency and that of an approver."""
    plan = load_plan()
    app = create_app(str(folder / "roster.db"), plan=plan, today=lambda: DAY)
    with house.of(app).database.changing() as session:
        years.choose(session, "training", plan=plan, actor=Actor("b", DAY))
        told = tomllib.loads(datafiles.shipped("demo/score-answers.toml").read_text(encoding="utf-8"))
        for code, one in assessments.needed(session).components.items():
            if one.survey:
                continue
            actor = Actor("b", DAY, one.lead)
            about = About("Văn bản", "1/BC", DAY, link="https://daknong.example/van-ban")
            documents.add(
                session, about, Place(code, one.node.documents[0]), where=Shelf(folder), actor=actor
            )
            filling.fill(session, code, told[code], "giải trình", actor=actor)
            filling.submit(session, [code], actor=actor)
        tokens = []
        for role in ("agency", "approver"):
            account = accounts.make(session, role, role, by="b")
            if role == "agency":
                accounts.set_agency(session, account.id, AGENCY, plan=plan, by="b")
            tokens.append(web_sessions.begin(session, {}, user_id=account.id, now=datetime.now(UTC)))
    agency, office = (_browser(app, token) for token in tokens)
    settle()  # as `roster web` does
    return app, agency, office


def opened(browser: FlaskClient, address: str) -> None:
    """Open a page; anything but the page itself is a mistake of the benchmark."""
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(address, answer.status_code)


def closed(app: Flask) -> None:
    """Let go of the database."""
    house.of(app).database.close()


def _browser(app: Flask, token: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(sessions.COOKIE, token)
    return client
