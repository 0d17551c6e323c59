"""Data files: the officer's own copy wins, and every mistake in a file is named with file and key."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from roster import datafiles
from roster.errors import UserError, UserErrors, raise_all


@dataclass(frozen=True)
class Table:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - pydantic's protocol
    name: str
    size: int
    extends: str | None = None


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_own_file_takes_the_place_of_the_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    name = "plans/daknong-2024.toml"
    assert datafiles.find(name) == datafiles.shipped(name)
    own = write(tmp_path / name, "code = 'x'")
    assert datafiles.find(name) == own


def test_names_lists_own_and_shipped_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    write(tmp_path / "plans/elsewhere-2025.toml", "")
    assert {"elsewhere-2025", "daknong-2024"} <= set(datafiles.names("plans"))


def test_a_file_extends_another(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", "name = 'base'\nsize = 1")
    more = write(tmp_path / "more.toml", "extends = 'base'\nsize = 2")
    table = datafiles.load(more, Table, extends=lambda name: tmp_path / f"{name}.toml")
    assert (table.name, table.size) == ("base", 2)


def test_a_mistake_is_named_in_the_file_that_makes_it(tmp_path: Path) -> None:
    write(tmp_path / "base.toml", "name = 1\nsize = 1")
    write(tmp_path / "more.toml", "extends = 'base'")
    last = write(tmp_path / "last.toml", "extends = 'more.toml'\nsize = 'many'")
    with pytest.raises(UserErrors) as caught:
        datafiles.load(last, Table, extends=lambda name: tmp_path / f"{name}.toml")
    found = {(e.params["file"], e.params["key"]) for e in caught.value.exceptions if isinstance(e, UserError)}
    assert found == {("base.toml", "name"), ("last.toml", "size")}


def test_a_file_may_not_extend_itself(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", "extends = 'b'")
    first = write(tmp_path / "b.toml", "extends = 'a'")
    with pytest.raises(UserError) as caught:
        datafiles.load(first, Table, extends=lambda name: tmp_path / f"{name}.toml")
    assert caught.value.code == "circular_extends"


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "wrong.toml", "size = 'many'\ncolour = 'red'")
    with pytest.raises(UserErrors) as caught:
        datafiles.load(path, Table)
    found = {
        (e.code, e.params["file"], e.params["key"])
        for e in caught.value.exceptions
        if isinstance(e, UserError)
    }
    assert found == {
        ("missing_key", "wrong.toml", "name"),
        ("wrong_value", "wrong.toml", "size"),
        ("unknown_key", "wrong.toml", "colour"),
    }


@dataclass(frozen=True)
class Typed:
    yes: bool = True
    number: int = 0
    share: float = 0.0
    word: str = ""
    day: date = date(2024, 12, 20)
    words: tuple[str, ...] = ()
    choice: Literal["a", "b"] = "a"
    table: Table | None = None


@pytest.mark.parametrize(
    "line",
    [
        "yes = 'x'",
        "number = 'x'",
        "share = 'x'",
        "word = 1",
        "day = 'x'",
        "words = 1",
        "choice = 'c'",
        "table = 1",
    ],
)
def test_a_wrong_value_is_said_in_our_own_words(tmp_path: Path, line: str) -> None:
    with pytest.raises(UserError) as caught:
        datafiles.load(write(tmp_path / "typed.toml", line), Typed)
    error = caught.value
    key, _, value = line.partition(" = ")
    assert (error.code, error.params["key"], error.params["value"]) == ("wrong_value", key, value)
    assert "fault" not in error.params
    assert "is not valid" not in error.message


def test_a_wrong_place_in_a_file_is_named_by_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        datafiles.read_toml(write(tmp_path / "file.toml", "a = 1\nb = = 2\n"))
    assert (caught.value.params["line"], caught.value.params["column"]) == ("2", "5")


def test_another_encoding_is_said(tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(b"a = '\xe9'")
    with pytest.raises(UserError) as caught:
        datafiles.read_toml(path)
    assert caught.value.code == "not_utf8"


@pytest.mark.parametrize(("text", "code"), [("size = ", "bad_toml"), (None, "no_such_file")])
def test_a_file_that_cannot_be_read(tmp_path: Path, text: str | None, code: str) -> None:
    path = tmp_path / "file.toml"
    if text is not None:
        write(path, text)
    with pytest.raises(UserError) as caught:
        datafiles.load(path, Table)
    assert caught.value.code == code
    assert str(path) == caught.value.params["file"]


def test_raise_all_raises_what_there_is() -> None:
    one, two = UserError("one", "One."), UserError("two", "Two.")
    raise_all([])
    with pytest.raises(UserError) as single:
        raise_all([one])
    assert single.value is one
    with pytest.raises(UserErrors) as several:
        raise_all([one, two])
    assert several.value.exceptions == (one, two)
