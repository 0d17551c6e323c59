"""The annex pasted into the template: read back as the catalogue it says, every mistake by sheet and row."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy.orm import Session

from roster.errors import UserError, UserErrors
from roster.plan import Plan, load_plan
from roster.services.scoring import annex, assessments, catalogues, years
from roster.services.scoring.recording import Actor
from scoring import formulas
from scoring.catalogue import reading
from scoring.catalogue.model import Catalogue
from scoring.formulas import Formula, model
from scoring.knowledge import load_knowledge
from tests.scoring.conftest import errors_in

SHEET = "Tiêu chí"
DAY = date(2024, 12, 16)
Cells = Mapping[str, Any]
Mistakes = Callable[[Cells], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="module")
def training() -> Catalogue:
    return reading.load(reading.place_of("training"), load_knowledge())


def parameters(formula: Formula | None) -> str:
    """The formula's parameters as an officer types them."""
    match formula:
        case model.Levels(levels):
            text = "; ".join(f"{one.name} = {typed(one.points)}" for one in levels)
        case model.Deduction(items):
            text = "\n".join(f"{one.name} = {typed(one.points)}" for one in items)
        case model.Bonus(items, cap):
            listed = "; ".join(f"{one.name} = {typed(one.points)}" for one in items)
            text = f"{listed}; Tối đa = {typed(cap)}" if cap is not None else listed
        case model.Ratio(a, b, floor, cap):
            text = f"Sàn = {typed(floor * 100)}%; Trần = {typed(cap)}; a = {a}; b = {b}"
        case model.Bands():
            text = bands(formula)
        case model.SurveyMean(highest, lowest):
            text = f"Thấp nhất = {typed(lowest)}; Cao nhất = {typed(highest)}"
        case _:
            text = ""
    return text


def bands(formula: model.Bands) -> str:
    shares = formula.of == "ratio"
    starts = [f"{typed(b.at_least * 100)}%" if shares else typed(b.at_least) for b in formula.bands]
    listed = [f"{start} = {typed(b.points)}" for start, b in zip(starts, formula.bands, strict=True)]
    named = {"Dưới": typed(formula.below), "Giá trị": formula.value, "a": formula.a, "b": formula.b}
    return "; ".join([*listed, *(f"{name} = {value}" for name, value in named.items() if value)])


def typed(value: object) -> str:
    return str(value).replace(".", ",")


def filled(path: Path, catalogue: Catalogue, changes: Cells | None = None) -> Path:
    """The template with a catalogue pasted into it, then some cells typed otherwise."""
    annex.write_template(path, today=DAY)
    knowledge = load_knowledge()
    kinds = {kind.code: kind.name for kind in knowledge.annex.kinds}
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for at, node in enumerate(catalogue.node, start=2):
        method = knowledge.method(node.method) if node.method else None
        kind = kinds[formulas.kind_of(node.formula)] if node.formula else None
        values: list[Any] = [
            node.code,
            node.name,
            typed(node.max),
            method and method.name,
            catalogue.agency(node.lead),
        ]
        values += ["Sở Nội vụ; Các đơn vị có liên quan", "\n".join(node.documents), node.legal]
        values += ["01/12/2024", DAY, kind, parameters(node.formula)]
        for column, value in enumerate(values, start=1):
            sheet.cell(at, column).value = value
    for place, value in (changes or {}).items():
        sheet[place] = value
    book.save(path)
    return path


@pytest.fixture
def mistakes(tmp_path: Path, training: Catalogue, plan: Plan) -> Mistakes:
    def found(changes: Cells) -> list[tuple[str, str]]:
        source, out = filled(tmp_path / "annex.xlsx", training, changes), tmp_path / "out.toml"
        with pytest.raises((UserError, UserErrors)) as raised:
            annex.import_annex(source, out, plan=plan)
        assert not out.exists()
        return [(e.code, str(e.params.get("place", e.params.get("file")))) for e in errors_in(raised.value)]

    return found


def test_the_annex_pasted_in_is_the_catalogue(tmp_path: Path, training: Catalogue, plan: Plan) -> None:
    out = tmp_path / "2024.toml"
    annex.import_annex(filled(tmp_path / "annex.xlsx", training), out, plan=plan, title="Năm 2024")
    opened = catalogues.open_catalogue(str(out))
    assert opened.counts == {"field": 8, "criterion": 37, "component": 88}
    assert (opened.catalogue.title, opened.catalogue.training) == ("Năm 2024", False)
    for node in training.node:
        read = opened.catalogue.by_code[node.code]
        assert (read.name, read.max, read.parent, read.method) == (
            node.name,
            node.max,
            node.parent,
            node.method,
        )
        assert (read.lead, read.documents) == (node.lead, node.documents)
        assert read.cooperating == ("so_noi_vu", "Các đơn vị có liên quan")
        assert read.window is not None
        assert (read.window.opens, read.window.closes) == (date(2024, 12, 1), DAY)
        assert places(read.formula) == places(node.formula)


def places(formula: Formula | None) -> object:
    """A formula without the codes of its entries, which the annex does not have."""
    if isinstance(formula, model.Levels):
        return [(one.name, one.points) for one in formula.levels]
    if isinstance(formula, model.Deduction):
        return [(one.name, one.points) for one in formula.items]
    if isinstance(formula, model.Bonus):
        return [(one.name, one.points) for one in formula.items], formula.cap
    return formula


def test_the_imported_catalogue_computes(tmp_path: Path, training: Catalogue, plan: Plan) -> None:
    out = tmp_path / "2024.toml"
    annex.import_annex(filled(tmp_path / "annex.xlsx", training), out, plan=plan)
    opened = catalogues.open_catalogue(str(out))
    path = tmp_path / "answers.toml"
    lines = [f'["{leaf.code}"]\n{full_marks(leaf.formula)}\n' for leaf in opened.catalogue.leaves]
    path.write_text("".join(lines), encoding="utf-8")
    assert catalogues.compute_file(opened, path).total == 100


def full_marks(formula: Formula | None) -> str:
    """An answer that earns everything."""
    match formula:
        case model.Levels(levels):
            text = f'level = "{levels[0].code}"'
        case model.YesNo():
            text = "yes = true"
        case model.Deduction(items):
            text = "\n".join(f"{one.code} = 0" for one in items)
        case model.Bonus(items):
            text = "\n".join(f"{one.code} = 99" for one in items)
        case model.Bands(of="value"):
            text = "value = 99"
        case model.SurveyMean(highest):
            text = f'mean = "{highest}"'
        case model.Sipas():
            text = "percent = 100"
        case _:
            text = "a = 1\nb = 1"
    return text


@pytest.mark.parametrize("verified", [False, True])
def test_only_a_person_can_say_that_it_was_compared(
    tmp_path: Path, training: Catalogue, plan: Plan, *, verified: bool
) -> None:
    source, out = filled(tmp_path / "annex.xlsx", training), tmp_path / "2024.toml"
    annex.import_annex(source, out, plan=plan, verified=verified)
    catalogue = catalogues.open_catalogue(str(out)).catalogue
    assert {node.verified for node in catalogue.node} == {verified}
    assert (catalogues.notice(catalogue) == "") == verified


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"C4": "0,70"}, [("does_not_add_up", 3)]),
        ({"C4": "1,250"}, [("bad_number", 4)]),
        ({"C4": "nửa điểm"}, [("bad_number", 4)]),
        ({"C4": None}, [("no_maximum", 4)]),
        ({"D4": "đoán"}, [("unknown_method", 4)]),
        ({"D4": None}, [("no_method", 4)]),
        ({"E3": None}, [("not_assigned", row) for row in (4, 5, 6)]),
        ({"E3": "Sở Không có"}, [("unknown_agency", 3)]),
        ({"A5": "1.1.1"}, [("duplicate_criterion", 5)]),
        ({"A4": "một"}, [("bad_code", 4)]),
        ({"A4": 1.1}, [("bad_code", 4)]),
        ({"J4": "31/02/2025"}, [("bad_day", 4)]),
        ({"K4": "Ước lượng"}, [("unknown_kind", 4)]),
        ({"K5": None}, [("parameters_without_kind", 5)]),
        ({"L5": "Sàn"}, [("bad_parameter", 5)]),
        ({"L5": "Sàn = cao"}, [("bad_parameter", 5)]),
        ({"L5": "Trần = 120%"}, [("cap_out_of_range", 5)]),
        ({"L6": "Đầy đủ = 3"}, [("points_out_of_range", 6)]),
        ({"C4": "nửa", "D5": "đoán", "L6": "Đầy đủ = 3"}, [("bad_number", 4), ("unknown_method", 5), ("points_out_of_range", 6)]),  # noqa: E501 - a row
    ],
)  # fmt: skip
def test_each_mistake_names_its_sheet_and_row(
    mistakes: Mistakes, changes: Cells, expected: list[tuple[str, int]]
) -> None:
    found = mistakes(changes)
    assert [code for code, _ in found] == [code for code, _ in expected]
    for (_, place), (_, row) in zip(found, expected, strict=True):
        assert place.startswith("annex.xlsx")
        assert SHEET in place
        assert place.endswith(f" {row}")


def test_a_workbook_without_the_headings(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(UserError):
        annex.import_annex(path, tmp_path / "out.toml", plan=plan)
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Họ và tên", "Chức vụ"])
    book.save(path)
    with pytest.raises(UserError) as raised:
        annex.import_annex(path, tmp_path / "out.toml", plan=plan)
    assert raised.value.code == "no_annex_heading"


def test_a_file_that_is_not_there(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(UserError) as raised:
        annex.import_annex(tmp_path / "none.xlsx", tmp_path / "out.toml", plan=plan)
    assert raised.value.code == "no_file"


def test_the_template_keeps_codes_as_text_and_offers_what_may_be_chosen(tmp_path: Path) -> None:
    annex.write_template(tmp_path / "template.xlsx", today=DAY)
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    sheet, knowledge = book[SHEET], load_knowledge()
    assert [cell.value for cell in sheet[1]] == [column.title for column in knowledge.annex.columns]
    assert {sheet.cell(row, 1).number_format for row in range(2, 202)} == {"@"}
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert set(offered) == {"D2:D201", "K2:K201"}
    assert all(kind.name in str(offered["K2:K201"]) for kind in knowledge.annex.kinds)


def test_the_forms_words_fit_the_formulas() -> None:
    form = load_knowledge().annex
    assert [kind.code for kind in form.kinds] == list(formulas.KINDS)
    assert {column.field for column in form.columns} >= {"code", "name", "max", "lead", "kind", "parameters"}


def test_the_annex_of_a_year_keeps_the_tasks_that_only_supply_documents(
    session: Session, tmp_path: Path, plan: Plan, training: Catalogue
) -> None:
    actor = Actor("t", DAY)
    years.choose(session, "2024-plan", plan=plan, actor=actor)
    pasted = filled(tmp_path / "phu-luc.xlsx", training)
    years.choose_annex(session, pasted, "phu-luc.xlsx", plan=plan, verified=True, actor=actor)
    year = assessments.needed(session)
    assert (len(year.components), year.catalogue.complete, year.catalogue.training) == (88, True, False)
    assert [task.code for task in year.tasks_of("so_tai_chinh")] == ["7.2"]
    assert all(node.verified for node in year.catalogue.node)
    assert year.catalogue.window is not None


def test_an_annex_chosen_at_once_has_the_plans_tasks_and_window(
    session: Session, tmp_path: Path, plan: Plan, training: Catalogue
) -> None:
    pasted = filled(tmp_path / "phu-luc.xlsx", training)
    years.choose_annex(session, pasted, "phu-luc.xlsx", plan=plan, verified=True, actor=Actor("t", DAY))
    found, stated = assessments.needed(session).catalogue, catalogues.open_catalogue("2024-plan").catalogue
    assert (found.evidence, found.window) == (stated.evidence, stated.window)
    assert found.agency("so_y_te") == "Sở Y tế"


def test_a_plan_without_a_task_table_sets_nothing(
    session: Session, tmp_path: Path, plan: Plan, training: Catalogue
) -> None:
    elsewhere = replace(plan, code="noi-khac", extends=None)
    pasted = filled(tmp_path / "phu-luc.xlsx", training)
    years.choose_annex(session, pasted, "p.xlsx", plan=elsewhere, verified=False, actor=Actor("t", DAY))
    found = assessments.needed(session).catalogue
    assert (found.evidence, found.window) == ((), None)


def test_the_training_catalogue_takes_the_plans_tasks_and_keeps_its_own_points(
    session: Session, plan: Plan, training: Catalogue
) -> None:
    years.choose(session, "training", plan=plan, actor=Actor("t", DAY))
    found = assessments.needed(session).catalogue
    assert [task.code for task in found.evidence] == [f"7.{at}" for at in range(1, 10)]
    assert (found.node, found.window) == (training.node, training.window)
