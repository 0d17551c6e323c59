import pytest

from tests.tools import need_tool


def test_finds_the_first_tool_there_is() -> None:
    assert need_tool("no-such-tool", "python3").endswith("python3")


def test_skips_without_the_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        need_tool("no-such-tool")


def test_fails_without_the_tool_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception):
        need_tool("no-such-tool")
