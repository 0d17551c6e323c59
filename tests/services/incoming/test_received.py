from pathlib import Path

import pytest

from roster.errors import UserError, UserErrors
from roster.services.incoming import received


def test_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a/c.csv", ".hidden", "~$b.xlsx", "a/.git/x", "out/roster.db", "result.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = received.files_of(tmp_path, without=[tmp_path / "out", tmp_path / "a" / ".." / "result.json"])
    assert list(found) == ["a/c.csv", "b.xlsx"]
    assert found["a/c.csv"] == tmp_path / "a" / "c.csv"


@pytest.mark.parametrize(("make", "code"), [(False, "no_such_folder"), (True, "empty_folder")])
def test_a_folder_with_nothing(tmp_path: Path, make: bool, code: str) -> None:
    folder = tmp_path / "lists"
    if make:
        folder.mkdir()
    with pytest.raises(UserError) as error:
        received.files_of(folder)
    assert error.value.code == code


def test_named_files_of_one_name_keep_their_paths(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a/x.csv", "b/x.csv", "y.csv")]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert list(received.named_files([*paths, paths[2]])) == [
        paths[0].as_posix(),
        paths[1].as_posix(),
        "y.csv",
    ]


def test_every_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserErrors) as errors:
        received.named_files([tmp_path / "a", tmp_path / "b"])
    assert [e.code for e in errors.value.exceptions if isinstance(e, UserError)] == ["no_such_file"] * 2
