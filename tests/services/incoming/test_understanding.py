"""What a person sees of a file before it counts: old encodings before and after, nothing that may not be."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from roster.plan import load_plan
from roster.services.incoming import understanding
from roster.services.incoming.understanding import Understood
from tests.intake.saved_otherwise import TYPED

HEAD = "STT\tHọ và tên\tChức vụ\tDân tộc\tSố CCCD\tĐiện thoại\n"
PEOPLE = (
    "1\tNguyễn Đức Thưởng\tPhó Giám đốc\tXơ Đăng\t067072000123\t0914123457\n"
    "2\tTrần Thị Hồng Hạnh\tTrưởng phòng Quản lý nhà\tXơ Đăng\t067180000124\t0914123458\n"
    "3\tLê Quốc Khánh\tPhó Trưởng phòng Quản lý nhà\tXơ Đăng\t067081000125\t0914123459\n"
)


def understood(path: Path, text: str) -> Understood:
    path.write_text(text, encoding="utf-8")
    (raw,) = understanding.raws([(path.name, path)])
    return understanding.understand(raw, plan=load_plan(), today=date(2024, 12, 12))


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_an_old_encoding_is_shown_before_and_after(tmp_path: Path, encoding: str) -> None:
    typed = TYPED[encoding](PEOPLE)
    found = understood(tmp_path / "Sở Xây dựng.txt", HEAD + typed)
    assert found.reading.notices == ("legacy_encoding",)
    names = [line.split("\t")[1] for line in PEOPLE.splitlines()]
    before = [line.split("\t")[1] for line in typed.splitlines()]
    assert [(one.before, one.after) for one in found.decoded] == list(zip(before, names, strict=True))
    assert [person.full_name for person in found.reading.people] == names


def test_a_list_in_unicode_shows_none(tmp_path: Path) -> None:
    assert understood(tmp_path / "Sở Xây dựng.txt", HEAD + PEOPLE).decoded == ()


def test_columns_nobody_needs_are_named_and_not_shown(tmp_path: Path) -> None:
    found = understood(tmp_path / "Sở Xây dựng.txt", HEAD + PEOPLE)
    assert [table.left_out for table in found.tables] == [("Dân tộc",)]
    assert "Xơ Đăng" not in str(asdict(found))
    shown = [text for table in found.tables for row in table.samples for text in row]
    assert "Nguyễn Đức Thưởng" in shown
    assert not {"067072000123", "0914123457"} & set(shown)
