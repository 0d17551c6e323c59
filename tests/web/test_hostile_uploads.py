"""Files made to do harm, handed in through the pages: each is named, and the server goes on."""

from pathlib import Path

import pytest

from benchmarks.hostile_files import FILES
from roster.services.incoming import originals
from tests.web.officer import AN, BINH, Officer, book
from web import house

NAMED = ("zip-bomb.xlsx", "laughs.xlsx", "XFD1048576.xlsx", "path.xlsx", "truncated.xlsx")


def test_hostile_files_are_named_and_the_next_list_is_read(
    officer: Officer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    hostile = {one.name: one for one in FILES if one.name in NAMED}
    base = house.of(officer.app).database.base
    base.mkdir(exist_ok=True)
    before = {*tmp_path.iterdir(), *base.iterdir()}
    around = [*tmp_path.parent.iterdir()]
    officer.hand_in(*((name, one.make()) for name, one in hostile.items()), ("snv.xlsx", book(AN, BINH)))
    numbers = officer.on_desk()
    assert numbers.keys() == {*NAMED, "snv.xlsx"}
    for name, one in hostile.items():
        assert f'data-error="{one.code}"' in officer.client.get(f"/import/files/{numbers[name]}").text
    officer.put_in("snv.xlsx")
    assert officer.in_force()["snv.xlsx"].people == 2
    assert officer.client.get("/").status_code == 200
    folders = (officer.folder(), officer.folder().parent / originals.FOLDER)
    assert {*tmp_path.iterdir(), *base.iterdir()} == {*before, *folders}
    assert [*tmp_path.parent.iterdir()] == around
    assert len([*folders[1].iterdir()]) == 1
    assert "Điểu" not in caplog.text
    assert "Nguyễn Văn An" not in caplog.text
