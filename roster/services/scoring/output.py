"""The summary table of a computed catalogue as a workbook in the layout of Nghị định 30/2020/NĐ-CP.

Needs no database. What is invented says so on every sheet and page.
"""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from roster import writing
from roster.export import score_table, workbook
from roster.export.form import fill
from roster.export.score_table import ScoreForm, ScoreLine, ScoreTable
from roster.plan import Plan
from roster.services.scoring.catalogues import Opened
from scoring import numbers
from scoring.compute import Computed, Result
from scoring.numbers import HUNDRED
from scoring.said import sentence


def write_summary(path: Path, opened: Opened, computed: Computed, *, plan: Plan, today: date) -> None:
    """Write the table to `path`. Raises `UserError` (`writing.refusal`, mistakes in the form)."""
    form = score_table.load_form()
    sheet = score_table.layout(summary(opened, computed, form, plan=plan), form)
    about = {"title": opened.catalogue.title, "company": form.issuer}
    writing.write_whole(
        path, workbook.of_sheets([sheet], about=about, created=datetime.combine(today, time()))
    )


def summary(opened: Opened, computed: Computed, form: ScoreForm, *, plan: Plan) -> ScoreTable:
    """A line per node in the catalogue's order, the total, and the group it falls into."""
    catalogue = opened.catalogue
    total = ScoreLine(
        {
            "name": form.total,
            "max": numbers.rounded(catalogue.total),
            "score": numbers.rounded(computed.total),
            "percent": numbers.rounded(_percent(computed, catalogue.total)),
            "explanation": sentence(computed.said),
        },
        is_sum=True,
    )
    lines = tuple(_line(opened, result) for result in computed.nodes.values())
    remarks = (_group(opened, computed, form), form.rounding)
    return ScoreTable(
        plan.province, plan.title, catalogue.title, lines, total, remarks, training=catalogue.training
    )


def _line(opened: Opened, result: Result) -> ScoreLine:
    catalogue, knowledge = opened.catalogue, opened.knowledge
    node = catalogue.by_code[result.code]
    method = knowledge.method(result.method)
    is_sum = result.code in catalogue.children
    return ScoreLine(
        {
            "code": result.code,
            "name": node.name,
            "method": method.name if method and not is_sum else "",
            "lead": "; ".join(catalogue.leads_below(node))
            if is_sum
            else catalogue.agency(catalogue.lead(node)),
            "max": numbers.rounded(result.max),
            "score": numbers.rounded(result.score),
            "percent": None if result.percent is None else numbers.rounded(result.percent),
            "explanation": sentence(result.said),
        },
        is_sum=is_sum,
    )


def _percent(computed: Computed, whole: Decimal) -> Decimal:
    return numbers.divided(computed.total * HUNDRED, whole)


def _group(opened: Opened, computed: Computed, form: ScoreForm) -> str:
    group = opened.knowledge.group(_percent(computed, opened.catalogue.total))
    return fill(form.group, group=group.code, name=group.name) if group else form.no_group
