"""Papers of a draw and its fieldwork, under the letterhead of the plan: Word documents, and rows for pages.

Knows which content goes into which document; the layout is `export`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from roster.export import draw_report, fieldwork_lists
from roster.export.form import fill, load_form
from roster.plan import Plan
from roster.services.sipas import fieldwork, keeping, lists
from roster.services.sipas.fieldwork import Rules
from roster.services.sipas.lists import VillageList
from roster.sipas.fieldwork import Village
from roster.sipas.levels import load_levels
from roster.store import tables


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a draw as rows: the first of `stages` and `units` is their heading."""

    facts: list[tuple[str, str]]
    stages: list[tuple[str, ...]]
    level: str
    units: list[tuple[str, ...]]
    check: str
    signers: list[str]


@dataclass(frozen=True, slots=True)
class ListPaper:
    """The list of one village as rows, headings first; of no `reserves` there is only the heading."""

    village: str
    place: str
    people: list[tuple[str, ...]]
    reserves: list[tuple[str, ...]]


def letterhead(plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of the letterhead, those on the left and those on the right."""
    form = load_form(plan.form)
    left, right = (form.superior, form.issuer), (form.nation, form.motto, form.place_date)
    return tuple(_filled(left, plan)), tuple(_filled(right, plan))


def content(made: tables.SipasDraw) -> Report:
    """What the report of a kept draw says."""
    document, levels = keeping.document_of(made), load_levels()
    level, units = draw_report.units(document, levels)
    return Report(
        draw_report.facts(document),
        draw_report.stages(document, levels),
        level,
        units,
        check=draw_report.how_to_check(),
        signers=draw_report.signers(),
    )


def list_papers(found: Sequence[VillageList]) -> list[ListPaper]:
    """The lists of villages as rows."""
    return [
        ListPaper(
            one.village.unit_id,
            fieldwork_lists.place(one.village),
            fieldwork_lists.people(one.asked),
            fieldwork_lists.people(one.reserves),
        )
        for one in found
    ]


def form_rows(found: Sequence[VillageList]) -> list[tuple[str, ...]]:
    """The sheet on which forms change hands as rows, its heading first."""
    return fieldwork_lists.forms(found)


def signers() -> list[str]:
    """Who signs lists and sheets."""
    return fieldwork_lists.signers()


def private() -> str:
    """What stands below a list of people."""
    return fieldwork_lists.private()


def place(village: Village) -> str:
    """A village with all that it lies in."""
    return fieldwork_lists.place(village)


def _filled(lines: Sequence[str], plan: Plan) -> list[str]:
    return [fill(line, province=plan.province) for line in lines]


def report(made: tables.SipasDraw, plan: Plan) -> bytes:
    """The report of a kept draw."""
    document = keeping.document_of(made)
    return draw_report.report(document, load_levels(), form=load_form(plan.form), province=plan.province)


def people(session: Session, villages: Sequence[str], *, partner: str, rules: Rules) -> bytes:
    """The lists of people of some villages (all for none named); put on record, raises as `lists.give`."""
    found = lists.give(session, villages, partner=partner, rules=rules)
    return fieldwork_lists.lists(
        found, lists.named(rules, partner), form=load_form(rules.plan.form), province=rules.plan.province
    )


def forms(session: Session, villages: Sequence[str], *, partner: str, rules: Rules) -> bytes:
    """The sheet on which the forms of some villages (all for none named) change hands. Names nobody.

    Raises unknown_partner, unknown_village_of_draw, nothing_drawn.
    """
    name, now = lists.named(rules, partner), fieldwork.field(session)
    found = lists.of_villages(now, villages)
    form, province = load_form(rules.plan.form), rules.plan.province
    return fieldwork_lists.sheet(found, name, form=form, province=province)
