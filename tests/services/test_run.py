import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from roster.export.form import load_form
from roster.model import FileReading
from roster.plan import Plan
from roster.services import run
from roster.services.reviewing import review
from tests.services.conftest import TODAY
from tests.services.lists import delegate, person, reading, unreadable
from tests.services.test_respondents import CARD, HDND, SO


@pytest.fixture
def do(session: Session, plan: Plan, tmp_path: Path) -> Any:
    def once(*readings: FileReading) -> run.Result:
        form = load_form(plan.form)
        return run.run(session, readings, tmp_path / "out", plan=plan, today=TODAY, form=form, by="t")

    return once


def test_the_contract(do: Any) -> None:
    result = do(HDND, SO, unreadable("x.xlsx")).json
    assert list(result) == ["clusters", "flags", "counts", "final", "final_if_flags_same"]
    assert result["clusters"] == [
        [
            {"file": "hdnd.xlsx", "sheet": "Sheet1", "row": 2},
            {"file": "so.xlsx", "sheet": "Sheet1", "row": 2},
        ]
    ]
    (flag,) = result["flags"]
    assert set(flag) == {"left", "right", "weight", "band", "evidence"}
    assert (flag["left"]["file"], flag["right"]["file"], flag["band"]) == ("hdnd.xlsx", "so.xlsx", "ask")
    assert all(set(line) == {"field", "level", "bits", "sentence"} for line in flag["evidence"])
    assert sum(line["bits"] for line in flag["evidence"]) == pytest.approx(flag["weight"], abs=0.05)
    assert set(result["counts"]["lanh_dao_so"]) == {
        "expected", "received", "distinct", "moved", "final", "gap"
    }  # fmt: skip
    assert result["final"]["full"]["lanh_dao_so"] == 1
    assert result["final_if_flags_same"]["full"]["lanh_dao_so"] == 0


def test_the_same_folder_gives_the_same_result(do: Any) -> None:
    first = do(SO, HDND)
    second = do(HDND, SO)
    assert json.dumps(first.json) == json.dumps(second.json)
    assert {d.outcome for d in second.deliveries} == {"unchanged"}
    assert first.workbook.sha256 == second.workbook.sha256


def test_a_file_that_is_gone_no_longer_counts(do: Any) -> None:
    do(SO, HDND)
    fresh = do(SO).json
    assert (fresh["clusters"], fresh["flags"]) == ([], [])
    assert fresh["counts"]["dai_bieu_hdnd"]["received"] == 0
    assert fresh["counts"]["lanh_dao_so"]["moved"] == 0


def test_decisions_are_kept_and_not_called_the_machines(session: Session, do: Any) -> None:
    before = do(SO, HDND).json
    (question,) = review.questions(session)
    review.decide(session, question.id, "same", by="t")
    after = do(SO, HDND).json
    assert after["flags"] == []
    assert after["clusters"] == before["clusters"]
    assert after["final"] == before["final_if_flags_same"]


def test_tables_side_by_side_name_their_block(do: Any) -> None:
    so = reading("so.xlsx", person("Nguyễn Văn An", "1970-01-02", **CARD))
    aside = replace(so, people=tuple(replace(p, source=replace(p.source, block="E:H")) for p in so.people))
    hdnd = reading("hdnd.xlsx", delegate("Nguyễn Văn An", "1970-01-02", **CARD))
    (cluster,) = do(aside, hdnd).json["clusters"]
    assert [place.get("block") for place in cluster] == [None, "E:H"]
