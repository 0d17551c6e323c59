"""The task table of a plan, and what it sets for whichever catalogue the year is scored by.

Knows plans and catalogues; needs no database.
"""

from dataclasses import replace

from roster.errors import UserError
from roster.plan import Plan
from roster.services.scoring import catalogues
from scoring import tasks
from scoring.catalogue.model import Catalogue
from scoring.tasks import TaskPlan


def tasks_of(plan: Plan) -> TaskPlan:
    """The task table of a plan, or of the plan it extends. Raises `UserError` (no_tasks)."""
    try:
        return tasks.load_tasks(plan.code)
    except UserError:
        if not plan.extends:
            raise
    return tasks.load_tasks(plan.extends)


def with_plans_tasks(catalogue: Catalogue, plan: Plan) -> Catalogue:
    """A catalogue with what the plan sets and it does not say itself: tasks of only supplying documents, the
    window.

    The Ministry's annex knows neither, and an invented catalogue has none of its own.
    """
    stated = _stated(plan)
    if stated is None:
        return catalogue
    window = catalogue.window or stated.window
    if catalogue.evidence:
        return replace(catalogue, window=window)
    leads = {task.lead for task in stated.evidence}
    names = {code: name for code, name in stated.agencies.items() if code in leads}
    agencies = {**names, **catalogue.agencies}
    return replace(catalogue, window=window, evidence=stated.evidence, agencies=agencies)


def _stated(plan: Plan) -> Catalogue | None:
    """The catalogue that holds what the plan sets, None where its table names none or there is no table."""
    try:
        name = tasks_of(plan).catalogue
    except UserError as refusal:
        if refusal.code != "no_tasks":
            raise
        return None
    return catalogues.open_catalogue(name).catalogue if name else None
