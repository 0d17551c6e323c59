"""The page in a real browser: it loads whole, nothing is refused, it prints."""

import subprocess
from pathlib import Path

import pytest

from tests.tools import need_tool


@pytest.fixture
def browser(tmp_path: Path) -> list[str]:
    program = need_tool("chromium", "chromium-browser", "google-chrome")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--enable-logging=stderr",
        "--window-size=360,800",
    ]
    return [program, *options, f"--user-data-dir={tmp_path / 'profile'}"]


def browse(browser: list[str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*browser, *words], capture_output=True, text=True, timeout=60, check=True)


def test_loads_without_a_word_on_the_console(browser: list[str], address: str) -> None:
    done = browse(browser, "--dump-dom", address)
    assert "bar-lanh_dao_so" in done.stdout
    assert "CONSOLE" not in done.stderr


def test_prints(browser: list[str], address: str, tmp_path: Path) -> None:
    target = tmp_path / "board.pdf"
    browse(browser, f"--print-to-pdf={target}", address)
    assert target.read_bytes().startswith(b"%PDF")
