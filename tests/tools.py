"""What tests ask of the machine they run on."""

import os
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

LONG = bool(os.environ.get("ROSTER_TEST_LONG"))  # `make test-long`
ON_SERVER = os.environ.get("ROSTER_TEST_DATABASE") == "postgresql"  # where pages and commands have their data


def need_tool(*names: str, folders: Sequence[str] = ()) -> str:
    """The path of the first of these programs that is installed; without any the test is skipped.

    `folders` are looked through after those of PATH.

    Under CI=true nothing may be skipped for want of a tool, so there the test fails.
    """
    where = os.pathsep.join((os.environ.get("PATH", os.defpath), *folders))
    found = next((path for name in names if (path := shutil.which(name, path=where))), None)
    if found:
        return found
    reason = f"needs {' or '.join(names)}, which this machine does not have"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


_OFFICE = """#!/bin/sh
for word in "$@"; do
    case $before in --outdir) out=$word;; esac
    case $word in *.xlsx|*.docx) name=${word##*/}; echo "%PDF $name $$" > "$out/${name%.*}.pdf";; esac
    before=$word
done
"""


def stand_in_office(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """A script in place of LibreOffice, for tests of what is done with PDFs; no two it makes are the same."""
    if os.name == "nt":
        pytest.skip("a script stands for LibreOffice")
    program = folder / "soffice"
    program.write_text(_OFFICE)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))
