import errno
from pathlib import Path

import pytest

from roster import writing
from roster.errors import UserError


def test_folders_are_made_and_an_earlier_file_gives_way(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    writing.write_whole(path, b"1")
    writing.write_whole(path, b"2")
    assert path.read_bytes() == b"2"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["folder", "file/below.json"])
def test_what_is_in_the_way_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(UserError) as error:
        writing.write_whole(tmp_path / name, b"1")
    assert (error.value.code, error.value.params["file"]) == ("in_the_way", str(tmp_path / name))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "folder"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "no_permission"),
        (errno.EROFS, "no_permission"),
        (errno.ENOSPC, "no_room"),
        (errno.EEXIST, "in_the_way"),
        (errno.ENOENT, "no_such_place"),
        (errno.ENAMETOOLONG, "cannot_write"),
    ],
)
def test_each_refusal_has_its_sentence(number: int, code: str) -> None:
    assert writing.refusal("a.xlsx", OSError(number, "x")).code == code
