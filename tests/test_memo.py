"""What is built is built once: of a table whatever others compare equal to it, of a file while it stays."""

import os
from pathlib import Path

import pytest

from roster.memo import by_file, by_identity


def test_built_once_per_object() -> None:
    calls: list[list[int]] = []

    @by_identity
    def build(table: list[int]) -> int:
        calls.append(table)
        return len(calls)

    one, other = [1], [1]
    assert [build(one), build(one), build(other), build(one)] == [1, 1, 2, 1]


def test_a_new_object_never_meets_what_was_built_from_a_dead_one() -> None:
    @by_identity
    def build(table: list[int]) -> int:
        return table[0]

    assert [build([number]) for number in range(100)] == list(range(100))


def test_a_file_is_read_again_once_it_has_changed(tmp_path: Path) -> None:
    path, read = tmp_path / "a.toml", []

    @by_file
    def text_of(at: Path) -> str:
        read.append(at)
        return at.read_text(encoding="utf-8")

    path.write_text("x = 1", encoding="utf-8")
    assert [text_of(path), text_of(path)] == ["x = 1", "x = 1"]
    path.write_text("x = 2", encoding="utf-8")
    os.utime(path, ns=(1, 1))  # the clock of a file system may be coarse
    assert [text_of(path), text_of(path)] == ["x = 2", "x = 2"]
    assert len(read) == 2
    path.unlink()
    with pytest.raises(OSError, match="toml"):
        text_of(path)


def test_what_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    path, tries = tmp_path / "a.toml", []

    @by_file
    def failing(at: Path) -> str:
        tries.append(at)
        raise ValueError(at.name)

    path.write_text("", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ValueError, match="toml"):
            failing(path)
    assert len(tries) == 2
