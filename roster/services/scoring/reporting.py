"""A year's summary table as a workbook and its report as a Word document, in the layout of Nghị định 30/2020.

Knows the year's boards and the difficulties that are open; what is invented says so in both.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from roster.export import score_table, templates, workbook
from roster.export.form import fill
from roster.export.score_table import YEAR, ScoreForm, ScoreLine, ScoreTable
from roster.plan import Plan
from roster.services.handovers.document import safe_name
from roster.services.plan_board import difficulties
from roster.services.plan_board.difficulties import Difficulty
from roster.services.scoring import boards
from roster.services.scoring.boards import Boards
from scoring import numbers
from scoring.assessment.model import Component
from scoring.assessment.sums import COLUMNS
from scoring.boards import Progress, Risk, Stage
from scoring.catalogue.model import Node
from scoring.said import sentence

REPORT = "bao-cao-cham-diem"
_OPEN: tuple[Stage, ...] = ("empty", "filled", "returned")


def files(session: Session, *, plan: Plan, today: date) -> dict[str, bytes]:
    """Table and report of the year by file name.

    Raises `UserError` (no_scoring_year) and what forms refuse.
    """
    board = boards.boards_of(session, plan=plan, today=today)
    open_ = [one for one in difficulties.all_of(session) if one.is_open]
    name = safe_name(fill(templates.load(REPORT).file_name, year=plan.year, plan=plan.title))
    return {
        f"{safe_name(score_table.load_form(YEAR).sheet)} {plan.year}.xlsx": table(board, plan=plan),
        f"{name}.docx": report(board, open_, plan=plan),
    }


def table(board: Boards, *, plan: Plan) -> bytes:
    """The summary table as a workbook. Raises `UserError`s for mistakes in its form."""
    form = score_table.load_form(YEAR)
    catalogue = board.year.catalogue
    laid = score_table.layout(
        ScoreTable(
            plan.province,
            plan.title,
            catalogue.title,
            tuple(_line(board, node, form) for node in catalogue.ordered),
            _total(board, form) if catalogue.complete else None,
            (*_results(board, form), form.rounding),
            training=catalogue.training,
        ),
        form,
    )
    about = {"title": catalogue.title, "company": form.issuer}
    return workbook.of_sheets([laid], about=about, created=datetime.combine(board.today, time()))


def report(board: Boards, open_: Iterable[Difficulty], *, plan: Plan) -> bytes:
    """The report as a Word document. Raises as `templates.render` does."""
    return templates.render(REPORT, values(board, open_, plan=plan))


def values(board: Boards, open_: Iterable[Difficulty], *, plan: Plan) -> dict[str, Any]:
    """What the fields of the report's template stand for."""
    year, form = board.year, score_table.load_form(YEAR)
    approval = year.approval
    said = {
        "province": plan.province,
        "plan": plan.title,
        "document": plan.document,
        "document_date": f"{plan.document_date:%d/%m/%Y}",
        "catalogue": year.catalogue.title,
        "training": form.training if year.catalogue.training else "",
        "day": f"{board.today:%d/%m/%Y}",
        "approval": approval.text if approval else "",
        "approval_date": f"{approval.day:%d/%m/%Y}" if approval and approval.day else "",
    }
    return {
        **said,
        **{name.upper(): text.upper() for name, text in said.items()},
        "year": plan.year,
        "whole": numbers.points(year.catalogue.total),
        "components": len(year.components),
        "totals": list(_totals(board, form)),
        "earlier": [
            {"year": one.year, "total": _shown(one.total), "rank": one.rank or "", "source": one.source}
            for one in board.earlier
        ],
        "fields": [_field(one) for one in board.scores],
        "agencies": [_agency(board, at, one) for at, one in enumerate(_leading(board), start=1)],
        "risks": [_risk(board, one) for one in board.risks],
        "at_risk": numbers.points(board.at_risk),
        "tasks": [_task(line) for line in board.evidence if line.missing],
        "difficulties": [_difficulty(one, plan) for one in open_],
    }


def _line(board: Boards, node: Node, form: ScoreForm) -> ScoreLine:
    year, component = board.year, board.year.components.get(node.code)
    catalogue, method = year.catalogue, year.knowledge.method(year.catalogue.method(node))
    points = boards.points_of(board, node)
    known: dict[str, str | Decimal | None] = {
        "code": node.code,
        "name": node.name,
        "max": None if node.max is None else numbers.rounded(node.max),
        **{column: None if value is None else numbers.rounded(value) for column, value in points.items()},
    }
    if component is None:
        return ScoreLine({**known, "lead": "; ".join(catalogue.leads_below(node))}, is_sum=True)
    more = {"method": method.name if method else "", "lead": catalogue.agency(component.lead)}
    return ScoreLine({**known, **more, **_of_component(component, form)})


def _of_component(component: Component, form: ScoreForm) -> dict[str, str]:
    stage = form.words.get(f"{component.stage}_stage", form.words.get(component.stage, component.stage))
    done = component.on_software
    worked = sentence(component.said) if component.said else ""
    return {
        "stage": stage if component.applies else form.words["not_applicable"],
        "documents": str(len(component.attachments) or ""),
        "software": f"{done.at:%d/%m/%Y}" if done else "",
        "explanation": " ".join(filter(None, (worked, component.explanation))),
    }


def _total(board: Boards, form: ScoreForm) -> ScoreLine:
    totals: dict[str, Decimal] = {column: numbers.rounded(total) for column, total in board.totals.items()}
    whole = numbers.rounded(board.year.catalogue.total)
    return ScoreLine({"name": form.total, "max": whole, **totals}, is_sum=True)


def _results(board: Boards, form: ScoreForm) -> Iterator[str]:
    """A sentence for each column that holds a score: its total and group."""
    for column, total in board.totals.items():
        group = board.groups[column]
        told = {"column": form.words[column], "total": numbers.points(total)}
        if group:
            yield fill(form.group, **told, group=group.code, name=group.name)
        else:
            yield fill(form.no_group, **told)


def _totals(board: Boards, form: ScoreForm) -> Iterator[Mapping[str, Any]]:
    for column, total in board.totals.items():
        group = board.groups[column]
        yield {
            "column": form.words[column],
            "total": numbers.points(total),
            "group": group.code if group else "",
            "group_name": group.name if group else "",
            "scored": board.scored[column],
        }


def _field(one: boards.FieldScores) -> Mapping[str, str]:
    points: dict[str, str] = {column: _shown(one.points[column]) for column in COLUMNS}
    return {"code": one.node.code, "name": one.node.name, "max": numbers.points(one.max), **points}


def _leading(board: Boards) -> list[Progress]:
    """The agencies that score; surveys are nobody's."""
    return [one for one in board.agencies if one.key]


def _agency(board: Boards, at: int, one: Progress) -> Mapping[str, Any]:
    left = sum(one.stages[stage] for stage in _OPEN)
    return {
        "stt": at,
        "name": board.year.catalogue.agency(one.key),
        "components": one.components,
        "handed_in": one.components - left,
        "open": left,
    }


def _risk(board: Boards, risk: Risk) -> Mapping[str, Any]:
    catalogue = board.year.catalogue
    return {
        "code": risk.code,
        "name": catalogue.by_code[risk.code].name,
        "agency": catalogue.agency(risk.lead),
        "points": numbers.points(risk.points),
        "missing": "; ".join(risk.missing),
        "explained": risk.explained,
    }


def _task(line: boards.EvidenceLine) -> Mapping[str, str]:
    missing = "; ".join(line.missing)
    return {"code": line.task.code, "name": line.task.name, "agency": line.agency, "missing": missing}


def _difficulty(one: Difficulty, plan: Plan) -> Mapping[str, str]:
    agency = plan.agency(one.agency)
    proposals = [line.text for line in one.steps if line.kind == "proposed"]
    return {
        "agency": agency.name if agency else one.agency or plan.province,
        "text": one.raised.text,
        "proposal": proposals[-1] if proposals else "",
    }


def _shown(value: Decimal | None) -> str:
    return "" if value is None else numbers.points(value)
