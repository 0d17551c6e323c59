"""The summary table as a workbook: every node as computed, and training said where it is training."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from roster import datafiles, settings
from roster.errors import UserError
from roster.export import score_table
from roster.plan import Plan, load_plan
from roster.services.scoring import catalogues, output
from roster.services.scoring.catalogues import Opened
from scoring import numbers
from scoring.compute import Computed

DAY = date(2025, 1, 13)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


@pytest.fixture(scope="module")
def opened() -> Opened:
    return catalogues.open_catalogue("training")


@pytest.fixture(scope="module")
def computed(opened: Opened) -> Computed:
    return catalogues.compute_file(opened, datafiles.shipped("demo/score-answers.toml"))


def written(path: Path, opened: Opened, computed: Computed, plan: Plan) -> Worksheet:
    output.write_summary(path, opened, computed, plan=plan, today=DAY)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


def page_header(sheet: Worksheet) -> str:
    """What every printed page says at its top."""
    return str(sheet.oddHeader.center.text) if sheet.oddHeader else ""


def table(sheet: Worksheet) -> dict[str, list[Any]]:
    """The table's lines by code, below the row that begins with the first heading."""
    rows: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    title = score_table.load_form().columns[0].title
    start = next(at for at, row in enumerate(rows) if row[0] == title)
    return {str(row[0]): row for row in rows[start + 1 :] if row[0] and str(row[0])[0].isdigit()}


def test_every_node_stands_there_as_computed(
    tmp_path: Path, opened: Opened, computed: Computed, plan: Plan
) -> None:
    lines = table(written(tmp_path / "out.xlsx", opened, computed, plan))
    assert list(lines) == [node.code for node in opened.catalogue.ordered]
    for code, result in computed.nodes.items():
        maximum, score = (Decimal(str(value)) for value in lines[code][4:6])
        assert (maximum, score) == (numbers.rounded(result.max), numbers.rounded(result.score))
    assert lines["8.3.3"][3] == "Sở Tài chính"


def test_total_and_group(tmp_path: Path, opened: Opened, computed: Computed, plan: Plan) -> None:
    sheet = written(tmp_path / "out.xlsx", opened, computed, plan)
    form = score_table.load_form()
    total = next(row for row in sheet.iter_rows(values_only=True) if row[1] == form.total)
    assert (total[4], total[5]) == (100, 79.59)
    texts = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]]
    assert any(" C " in text for text in texts)
    assert form.rounding in texts


def test_training_is_said_on_the_sheet_and_on_every_page(
    tmp_path: Path, opened: Opened, computed: Computed, plan: Plan
) -> None:
    form = score_table.load_form()
    sheet = written(tmp_path / "out.xlsx", opened, computed, plan)
    assert sheet["A1"].value == form.training
    assert form.training in page_header(sheet)
    real = replace(opened, catalogue=replace(opened.catalogue, training=False))
    sheet = written(tmp_path / "real.xlsx", real, computed, plan)
    assert sheet["A1"].value != form.training
    assert form.training not in page_header(sheet)


def test_a_form_with_a_column_that_does_not_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    own = settings.user_data_dir() / "forms/scores/tong-hop.toml"
    own.parent.mkdir(parents=True)
    text = datafiles.shipped("forms/scores/tong-hop.toml").read_text(encoding="utf-8")
    own.write_text(text.replace('field = "lead"', 'field = "leader"'), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        score_table.load_form()
    assert (raised.value.code, raised.value.params["field"]) == ("unknown_field", "leader")
