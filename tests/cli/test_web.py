"""`roster web` as a process: what it prints, what it leaves, what it answers."""

import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


@pytest.fixture
def started(tmp_path: Path) -> Iterator[list[str]]:
    """The words of a first start on a machine without a database, while it runs."""
    program = "import sys; from roster.cli import main; sys.exit(main(sys.argv[1:]))"
    words = ["web", "--port", str(free_port()), "--db", str(tmp_path / "new" / "roster.db"), "--lang", "en"]
    with subprocess.Popen(
        [sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line.strip())
            if "sign-in-link.txt" in line:
                break
        yield lines
        process.terminate()


@pytest.mark.slow
def test_a_first_start(started: list[str], tmp_path: Path) -> None:
    (link,) = [line for line in started if "/link/" in line]
    file = tmp_path / "new" / "sign-in-link.txt"
    assert file.read_text(encoding="utf-8").strip() == link
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    root = link.partition("/link/")[0]  # the port is taken before anything is printed
    with urlopen(root) as answer:
        assert answer.url == f"{root}/sign-in"
        assert "Sign in" in answer.read().decode()
    with urlopen(link) as answer:
        assert re.search(r'name="again"', answer.read().decode())
