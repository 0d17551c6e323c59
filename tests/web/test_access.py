"""Who may open what, over every route of the application and every role: stated here once more."""

import pytest
from flask import Flask
from werkzeug.exceptions import Forbidden
from werkzeug.routing import Rule

from tests.web.conftest import signed_in, token_of
from web import sessions

NOBODY = "nobody"
ROLES = ("admin", "editor", "approver", "viewer", "agency")
EVERYBODY = {NOBODY, *ROLES}
ACCOUNTS = set(ROLES)
VIEW = {"admin", "editor", "approver", "viewer"}
EDIT = {"admin", "editor", "approver"}
EXPORT = {"admin", "approver"}
DECIDE = {"admin", "approver"}
MANAGE = {"admin"}
OWN = {"agency"}
MAY_OPEN = {
    "static": EVERYBODY,
    "sign_in.form": EVERYBODY,
    "sign_in.enter": EVERYBODY,
    "sign_in.code": EVERYBODY,
    "sign_in.enter_code": EVERYBODY,
    "sign_in.link": EVERYBODY,
    "sign_in.use_link": EVERYBODY,
    "language.choose": EVERYBODY,
    "sign_in.leave": ACCOUNTS,
    "account.index": ACCOUNTS,
    "account.password": ACCOUNTS,
    "account.begin": DECIDE,
    "account.turn_on": DECIDE,
    "account.turn_off": DECIDE,
    "privacy.index": EVERYBODY,
    "personal.show": MANAGE,
    "personal.give_out": MANAGE,
    "personal.erase": MANAGE,
    "board.index": VIEW,
    "collecting.index": VIEW,
    "collecting.blank_lists": VIEW,
    "collecting.agency": VIEW,
    "collecting.letter": VIEW,
    "collecting.note": EDIT,
    "collecting.undo": EDIT,
    "followup.index": VIEW,
    "followup.listed": VIEW,
    "followup.person": VIEW,
    "followup.mark": EDIT,
    "followup.undo": EDIT,
    "followup.answers.index": VIEW,
    "followup.answers.take": EDIT,
    "followup.answers.rows": VIEW,
    "followup.answers.decide": EDIT,
    "followup.answers.decide_clear": EDIT,
    "followup.calls.index": EXPORT,
    "followup.calls.give": EXPORT,
    "people.index": VIEW,
    "people.person": VIEW,
    "people.unmask": VIEW,
    "people.edit": EDIT,
    "people.correct": EDIT,
    "people.exclude": EDIT,
    "people.readmit": EDIT,
    "people.undo": EDIT,
    "people.add_form": EDIT,
    "people.add": EDIT,
    "review.index": VIEW,
    "review.pair": VIEW,
    "review.decided": VIEW,
    "review.numbers": VIEW,
    "review.decide": DECIDE,
    "review.undo": DECIDE,
    "review.people.index": VIEW,
    "review.people.person": VIEW,
    "review.people.numbers": VIEW,
    "review.people.choose": DECIDE,
    "review.people.take_out": DECIDE,
    "counts.index": VIEW,
    "counts.explain": EDIT,
    "export.index": EXPORT,
    "export.write": EXPORT,
    "sipas_frames.index": VIEW,
    "sipas_frames.receive": EDIT,
    "sipas_frames.begin": EDIT,
    "sipas_frames.show": VIEW,
    "sipas_frames.check": VIEW,
    "sipas_frames.know": EDIT,
    "sipas_frames.villages": EDIT,
    "sipas_frames.people": EDIT,
    "sipas_frames.give": EXPORT,
    "sipas_frames.discard": EDIT,
    "sipas_designs.index": VIEW,
    "sipas_designs.receive": EDIT,
    "sipas_designs.give": VIEW,
    "sipas_designs.size": VIEW,
    "sipas_draws.index": VIEW,
    "sipas_draws.prepare": DECIDE,
    "sipas_draws.make": DECIDE,
    "sipas_draws.show": VIEW,
    "sipas_draws.file": VIEW,
    "sipas_draws.report": VIEW,
    "sipas_draws.page": VIEW,
    "sipas_draws.replay": VIEW,
    "fieldwork.index": VIEW,
    "fieldwork.communes": VIEW,
    "fieldwork.milestones": VIEW,
    "fieldwork.set_milestones": EDIT,
    "fieldwork.import_milestones": EDIT,
    "fieldwork.sheet": VIEW,
    "fieldwork.take": EDIT,
    "fieldwork.as_json": VIEW,
    "fieldwork.village.show": VIEW,
    "fieldwork.village.names": EDIT,
    "fieldwork.village.enter": EDIT,
    "fieldwork.village.replace": EDIT,
    "fieldwork.village.undo": EDIT,
    "fieldwork.citizen.show": MANAGE,
    "fieldwork.citizen.erase": MANAGE,
    "fieldwork.papers.index": VIEW,
    "fieldwork.papers.people": EXPORT,
    "fieldwork.papers.forms": VIEW,
    "replacements.index": VIEW,
    "replacements.roster": VIEW,
    "replacements.order": DECIDE,
    "replacements.undo": DECIDE,
    "replacements.stand_by": DECIDE,
    "rounds.index": VIEW,
    "rounds.compare": VIEW,
    "rounds.doubts": VIEW,
    "rounds.settle": DECIDE,
    "rounds.start": MANAGE,
    "rounds.close": MANAGE,
    "rounds.keep_until": MANAGE,
    "rounds.reopen": MANAGE,
    "tokens.index": MANAGE,
    "tokens.make": MANAGE,
    "tokens.revoke": MANAGE,
    "api.openapi": EVERYBODY,
    "api.status": EVERYBODY,  # who has a token with the scope: tests/web/test_api.py
    "api.counts": EVERYBODY,
    "api.roster": EVERYBODY,
    "handovers.index": EXPORT,
    "handovers.show": EXPORT,
    "handovers.file": EXPORT,
    "handovers.make_pdf": EXPORT,
    "handovers.check_copy": EXPORT,
    "handovers.changes": EXPORT,
    "handovers.add": EXPORT,
    "entered.index": EDIT,
    "entered.tick": EDIT,
    "entered.untick": EDIT,
    "entered.take_list": EDIT,
    "handover_form.index": EXPORT,
    "handover_form.workbook": EXPORT,
    "handover_form.attempt": EXPORT,
    "handover_form.use": EXPORT,
    "handover_form.reset": EXPORT,
    "scoring_mine.index": OWN,
    "scoring_mine.component": OWN,
    "scoring_mine.fill": OWN,
    "scoring_mine.tried": OWN,
    "scoring_mine.submit": OWN,
    "scoring_mine.undo": OWN,
    "scoring_mine.respond": OWN,
    "scoring_mine.software": OWN,
    "scoring_documents.index": VIEW,
    "scoring_documents.add": OWN,
    "scoring_documents.attach": OWN,
    "scoring_documents.detach": OWN,
    "scoring_documents.own_file": OWN,
    "scoring_documents.file": VIEW,
    "scoring_checks.index": VIEW,
    "scoring_checks.component": VIEW,
    "scoring_checks.accept": EDIT,
    "scoring_checks.send_back": EDIT,
    "scoring_checks.accept_many": EDIT,
    "scoring_checks.extend": DECIDE,
    "scoring_checks.undo_moved": DECIDE,
    "scoring_checks.undo": EDIT,
    "scoring_year.index": VIEW,
    "scoring_year.approve": DECIDE,
    "scoring_year.undo": DECIDE,
    "scoring_year.software": EDIT,
    "scoring_appraisal.index": VIEW,
    "scoring_appraisal.template": VIEW,
    "scoring_appraisal.enter": DECIDE,
    "scoring_appraisal.take": DECIDE,
    "scoring_appraisal.explaining": DECIDE,
    "scoring_appraisal.final": DECIDE,
    "scoring_appraisal.end_the_rest": DECIDE,
    "scoring_catalogue.index": VIEW,
    "scoring_catalogue.template": VIEW,
    "scoring_catalogue.choose": DECIDE,
    "scoring_catalogue.take": DECIDE,
    "scoring_surveys.index": VIEW,
    "scoring_surveys.template": VIEW,
    "scoring_surveys.enter": DECIDE,
    "scoring_surveys.take": DECIDE,
    "scoring_output.index": EXPORT,
    "scoring_output.paper": EXPORT,
    "scoring_output.packed": EXPORT,
    "scoring_board.index": VIEW,
    "scoring_board.agency": VIEW,
    "scoring_board.letter": VIEW,
    "plan_board.index": VIEW,
    "plan_board.task": VIEW,
    "plan_board.mark": EDIT,
    "plan_board.ask": EDIT,
    "plan_board.difficulties": VIEW,
    "plan_board.difficulty": VIEW,
    "plan_board.raise_one": EDIT,
    "plan_board.step": EDIT,
    "plan_board.undo": EDIT,
    "plan_mine.index": OWN,
    "plan_mine.raise_one": OWN,
    "plan_mine.difficulty": OWN,
    "plan_mine.undo": OWN,
    "audit.index": MANAGE,
    "users.index": MANAGE,
    "users.add": MANAGE,
    "users.renew": MANAGE,
    "users.reset_second_step": MANAGE,
    "users.role": MANAGE,
    "users.agency": MANAGE,
    "users.close": MANAGE,
    "own.index": OWN,
    "own.rows": OWN,
    "users.reopen": MANAGE,
    "settings.index": MANAGE,
    "settings.running": MANAGE,
    "settings.check": MANAGE,
    "settings.copy": MANAGE,
    "intake.index": EDIT,
    "intake.tray": EDIT,
    "intake.hand_in": EDIT,
    "intake.put_in_all": EDIT,
    "intake.file": EDIT,
    "intake.rows": EDIT,
    "intake.password": EDIT,
    "intake.discard": EDIT,
    "intake.put_in": EDIT,
    "intake.mend": EDIT,
    "intake.record_unread": EDIT,
    "intake.compare": EDIT,
    "intake.columns": EDIT,
    "intake.remember": EDIT,
    "intake.kept": VIEW,
    "lists.index": VIEW,
    "lists.show": VIEW,
    "lists.row": VIEW,
    "lists.rows": VIEW,
    "lists.numbers": EDIT,
    "lists.correct": EDIT,
    "lists.undo": EDIT,
    "lists.see": EDIT,
    "lists.annotated": EDIT,
    "lists.read_again": EDIT,
    "lists.ask_take_out": EDIT,
    "lists.take_out": EDIT,
}


def values_for(rule: Rule) -> dict[str, object]:
    """Something for each part of the address: one of the words it may be, else 1."""
    words = {name: getattr(rule._converters[name], "items", {1}) for name in rule.arguments}
    return {name: min(choices) for name, choices in words.items()}


def opens(app: Flask, rule: Rule, method: str, role: str) -> bool:
    """Whether a request gets past everything that stands before the page; the page itself is not run."""
    _, path = rule.build(values_for(rule), append_unknown=False) or ("", "")
    headers = {} if role == NOBODY else {"Cookie": f"{sessions.COOKIE}={token_of(app, role)}"}
    with app.test_request_context(path, method=method, headers=headers):
        try:
            answer = app.preprocess_request()
        except Forbidden:
            return False
    if answer is not None:
        to = answer.headers["Location"]  # type: ignore[union-attr]  # a response
        assert to.startswith("/sign-in") if role == NOBODY else (path, role, to) == ("/", "agency", "/own/")
    return answer is None


@pytest.mark.parametrize("role", [NOBODY, *ROLES])
def test_every_route_for_every_role(app: Flask, role: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    rules = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method != "OPTIONS"
    ]
    opened = {(r.endpoint, m): opens(app, r, m, role) for r, m in rules}
    assert opened == {(r.endpoint, m): role in MAY_OPEN.get(r.endpoint, set()) for r, m in rules}


def test_the_table_names_no_route_that_is_not_there(app: Flask) -> None:
    assert MAY_OPEN.keys() <= app.view_functions.keys()


def test_a_view_that_says_nothing_opens_for_nobody(app: Flask) -> None:
    app.add_url_rule("/forgotten", view_func=lambda: "secret")
    assert app.test_client().get("/forgotten").status_code == 303
    assert signed_in(app, "admin").get("/forgotten").status_code == 403
