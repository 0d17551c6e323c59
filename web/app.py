"""Puts the web application together: database, plan, clock, accounts, security headers, pages.

Knows Flask; knows no rules. A request speaks the language its browser chose, else the application's.
"""

from collections.abc import Callable
from datetime import date

from flask import Flask

from roster import messages
from roster.plan import Plan
from web import access, faults, forms, house, limits, navigation, pages, present, security, sessions
from web.api import views as api
from web.views import (
    account,
    audit,
    board,
    collecting,
    counts,
    entered,
    export,
    followup,
    handover_form,
    handovers,
    intake,
    language,
    lists,
    own,
    people,
    personal,
    plan_board,
    plan_mine,
    replacements,
    review,
    rounds,
    settings,
    sign_in,
    sipas,
    tokens,
    users,
)
from web.views.scoring import appraisal as scoring_appraisal
from web.views.scoring import boards as scoring_boards
from web.views.scoring import catalogue as scoring_catalogue
from web.views.scoring import checks as scoring_checks
from web.views.scoring import mine as scoring_mine
from web.views.scoring import mine_documents as scoring_documents
from web.views.scoring import output as scoring_output
from web.views.scoring import surveys as scoring_surveys
from web.views.scoring import year as scoring_year

BLUEPRINTS = (
    board.blueprint,
    review.blueprint,
    sign_in.blueprint,
    collecting.blueprint,
    intake.blueprint,
    lists.blueprint,
    own.blueprint,
    people.blueprint,
    personal.blueprint,
    personal.about,
    counts.blueprint,
    export.blueprint,
    followup.blueprint,
    rounds.blueprint,
    replacements.blueprint,
    handovers.blueprint,
    entered.blueprint,
    handover_form.blueprint,
    plan_board.blueprint,
    plan_mine.blueprint,
    scoring_boards.blueprint,
    scoring_appraisal.blueprint,
    scoring_catalogue.blueprint,
    scoring_checks.blueprint,
    scoring_mine.blueprint,
    scoring_documents.blueprint,
    scoring_year.blueprint,
    scoring_output.blueprint,
    scoring_surveys.blueprint,
    audit.blueprint,
    account.blueprint,
    language.blueprint,
    users.blueprint,
    settings.blueprint,
    tokens.blueprint,
    *sipas.BLUEPRINTS,
    api.blueprint,
)


def create_app(
    database_url: str, *, plan: Plan, today: Callable[[], date], plan_name: str | None = None
) -> Flask:
    """The application on one database and one plan; `today` is asked at each request.

    `plan_name` is the name or path by which the plan was asked for, None for the usual one. Raises
    `UserError` where the database cannot be used. `house.current().database.close()` lets go of it.
    """
    app = faults.LoggedFaults("web")
    house.furnish(app, database_url, plan=plan, plan_name=plan_name, today=today)
    app.session_interface = sessions.StoredSessions()
    spoken = messages.language()
    app.before_request(lambda: messages.set_language(sessions.current().get(language.CHOSEN, spoken)))
    app.before_request(limits.bound)
    app.before_request(access.check)
    forms.protect(app, house.signing_key(app))
    limits.limit(app)
    app.after_request(security.add_headers)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    faults.handle(app)
    present.furnish(app)
    app.jinja_env.globals.update(
        csrf=forms.csrf,
        navigation=navigation.rooms,
        address=navigation.address,
        may=access.may,
        page_address=pages.page_address,
        session_of=sessions.current,
    )
    return app
