import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from roster.cli.app import COMMANDS, LazyGroup, group
from tests.cli.conftest import Ran

HEAVY = (
    "alembic docx faker flask numpy openpyxl pandas phonenumbers pydantic rich scipy sqlalchemy waitress web"
)
LANGUAGE_PROBE = "import sys; from roster.cli import main; sys.exit(main(sys.argv[1:]))"


def test_every_command_has_its_module() -> None:
    assert isinstance(group, LazyGroup)
    for name in COMMANDS:
        found = group.get_command(None, name)  # type: ignore[arg-type]  # the context is not looked at
        assert found is not None
        assert found.name == name
        assert found.help


def test_python_runs_the_package_as_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "roster", "--version"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"roster" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    probe = (
        "import sys; from roster.cli import main; main(['--help']);"
        f"print(sorted(set(sys.modules) & set('{HEAVY}'.split())), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_speaks_the_language_asked_for(language: str) -> None:
    words = [sys.executable, "-c", LANGUAGE_PROBE, "--help", f"--lang={language}"]
    done = subprocess.run(words, capture_output=True, check=True, encoding="utf-8")
    is_english = "The list of people to survey" in done.stdout
    assert is_english is (language == "en")


def groups(command: click.Command) -> Iterator[click.Group]:
    """A command's groups of commands, itself included, however deep."""
    if isinstance(command, click.Group):
        yield command
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from groups(found)


def test_every_group_takes_the_common_options() -> None:
    found = list(groups(group))
    assert {"roster", "review", "form", "score"} <= {one.name for one in found}
    for one in found:
        assert {"plan_name", "today", "db", "lang", "debug"} <= {option.name for option in one.params}, one


@pytest.mark.parametrize("words", [["review", "--lang", "en"], ["handover", "form", "--lang=en", "export"]])
def test_a_group_speaks_the_language_asked_for(words: list[str]) -> None:
    asked = [sys.executable, "-c", LANGUAGE_PROBE, *words, "--help"]
    done = subprocess.run(asked, capture_output=True, check=True, encoding="utf-8")
    assert "Usage:" in done.stdout


def test_help_text_lists_all_commands(roster: Callable[..., Ran]) -> None:
    shown = roster("--help").out
    assert [name for name in COMMANDS if re.search(rf"^  {name}\b", shown, re.MULTILINE)] == list(COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["read"],
        ["run", "folder"],
        ["--lang", "fr", "read", "x"],
        ["review", "decide", "abc", "perhaps"],
        ["check", "--today", "yesterday"],
        ["demo", "x", "--no-such-option"],
    ],
)
def test_wrong_use_is_2(roster: Callable[..., Ran], words: list[str]) -> None:
    ran = roster(*words)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_version(roster: Callable[..., Ran]) -> None:
    assert roster("--version").code == 0


def test_common_options_stand_before_or_after_the_command(roster: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "counts.json"
    for n, words in enumerate((["--db", "DB", "check"], ["check", "--db", "DB"])):
        database = tmp_path / f"{n}.db"
        roster(*(str(database) if word == "DB" else word for word in words), "--json", out)
        assert database.is_file()
    roster("review", "--db", tmp_path / "group.db", "list")
    assert (tmp_path / "group.db").is_file()
    assert json.loads(out.read_text(encoding="utf-8"))["open"] == {"pairs": 0, "held": 0}
