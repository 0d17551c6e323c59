from pathlib import Path

import pytest

from roster.errors import UserError, UserErrors
from roster.intake import flat_table

FIELDS = ("list_id", "full_name")


def table(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "in.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def codes(failure: BaseException) -> list[str]:
    raised = failure.exceptions if isinstance(failure, UserErrors) else [failure]
    return [one.code for one in raised if isinstance(one, UserError)]


def test_blank_texts_are_not_stated(tmp_path: Path) -> None:
    found = flat_table.read(table(tmp_path, "record_id,full_name\n1, An \n2,\n3,An\n"), FIELDS)
    assert found.ids.to_pylist() == ["1", "2", "3"]
    assert list(found.columns) == ["full_name"]
    column = found.columns["full_name"]
    assert (list(column.values), column.codes.tolist()) == (["An"], [0, -1, 0])


def test_a_text_may_have_several_lines_and_separators(tmp_path: Path) -> None:
    found = flat_table.read(table(tmp_path, 'record_id,full_name\n1,"An,\nBình"\n'), FIELDS)
    assert list(found.columns["full_name"].values) == ["An,\nBình"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", ["not_a_table"]),
        ("full_name\nAn\n", ["no_record_id"]),
        ("record_id,full_name\n1,An,x\n2,An\n3\n", ["wrong_field_count", "wrong_field_count"]),
        ("record_id,full_name\n1,An\n1,An\n ,An\n", ["blank_record_id", "record_id_twice"]),
        ("record_id,full_name\n,An\n,An\n", ["blank_record_id"]),
        ("record_id,full_name\n1,An,x\n2,An\n2,An\n", ["wrong_field_count", "record_id_twice"]),
        ("record_id,full_name\n1,Đỗ\n".encode("cp1258", "replace"), ["not_utf8"]),
        ("record_id,full_name\n" + "1,An,x\n" * 25, ["wrong_field_count"] * 20 + ["wrong_field_counts"]),
    ],
)
def test_all_faults_at_once(tmp_path: Path, content: str | bytes, expected: list[str]) -> None:
    with pytest.raises((UserError, UserErrors)) as failure:
        flat_table.read(table(tmp_path, content), FIELDS)
    assert codes(failure.value) == expected


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError) as failure:
        flat_table.read(tmp_path / "in.csv", FIELDS)
    assert failure.value.code == "no_file"
