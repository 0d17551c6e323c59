"""The offline bundle: right releases for each computer, files their readers can read, and it installs.

The scripts for Windows are only read here; nothing in this suite runs Windows.
"""

import ast
import json
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bundle import lock
from bundle.make import FILES, ROOT, copy_files, copy_guides, make
from tests.tools import need_tool

WINDOWS, LINUX = lock.PLATFORMS
RUNNING = f"{sys.version_info[0]}.{sys.version_info[1]}"
LOCKED = """\
anywhere==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via roster
colours==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
older==3.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
older==3.1 ; python_full_version >= '3.12' \\
    --hash=sha256:ee
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    copy_files(tmp_path, lock.PYTHONS)
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "python", "expected"),
    [
        (WINDOWS, "3.11", {"anywhere": "==1.0", "colours": "==2.0", "older": "==3.0"}),
        (WINDOWS, "3.13", {"anywhere": "==1.0", "colours": "==2.0", "older": "==3.1"}),
        (LINUX, "3.11", {"anywhere": "==1.0", "older": "==3.0"}),
        (LINUX, "3.12", {"anywhere": "==1.0", "older": "==3.1"}),
    ],
)
def test_each_computer_gets_the_releases_its_markers_ask_for(
    kind: lock.Platform, python: str, expected: dict[str, str]
) -> None:
    chosen = [one.requirement for one in lock.needed(lock.read(LOCKED), kind, python)]
    assert {one.name: str(one.specifier) for one in chosen} == expected
    assert not any(one.marker for one in chosen)


def test_reading_and_writing_the_lock_keeps_markers_and_hashes() -> None:
    locked = list(lock.read(LOCKED))
    assert locked[0].line() == "anywhere==1.0 --hash=sha256:aa --hash=sha256:bb"
    written = "\n".join(one.line() for one in locked)
    assert [one.line() for one in lock.read(written)] == [one.line() for one in locked]


def test_our_own_lock_pins_everything_with_hashes() -> None:
    locked = list(lock.read((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    assert len(locked) > 20
    assert all(str(one.requirement.specifier).startswith("==") and one.hashes for one in locked)


def test_files_for_windows_have_its_line_ends_and_scripts_are_ascii(files: Path) -> None:
    readable = [path for path in files.iterdir() if path.suffix in {".bat", ".txt"}]
    assert len(readable) == 3
    for path in readable:
        content = path.read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 0
        assert path.suffix == ".txt" or content.isascii()


@pytest.mark.parametrize("name", ["cai-dat.bat", "chay.bat"])
def test_scripts_for_windows_jump_only_to_labels_they_have(files: Path, name: str) -> None:
    script = (files / name).read_text(encoding="ascii")
    labels = set(re.findall(r"(?m)^:(\w+)$", script))
    assert set(re.findall(r"(?:call :|goto )(\w+)", script)) == labels
    assert script.startswith("@echo off\n")
    assert script.count("(") == script.count(")")
    assert script.count('"') % 2 == 0


def test_scripts_for_linux_can_be_run(files: Path) -> None:
    scripts = sorted(files.glob("*.sh"))
    assert len(scripts) == 2
    for script in scripts:
        assert b"\r" not in script.read_bytes()
        assert script.stat().st_mode & stat.S_IXUSR
        subprocess.run(["sh", "-n", str(script)], check=True)


@pytest.mark.parametrize(
    ("name", "pattern"), [("cai-dat.sh", r"python(3\.\d+)"), ("cai-dat.bat", r"py -(3\.\d+)")]
)
def test_scripts_look_for_every_python_there_are_wheels_for(name: str, pattern: str) -> None:
    assert set(re.findall(pattern, (FILES / name).read_text(encoding="utf-8"))) == set(lock.PYTHONS)


def test_an_old_python_understands_the_installer(files: Path) -> None:
    ast.parse((files / "cai_dat.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_nothing_is_left_to_fill_in(files: Path) -> None:
    note = (files / "DOC-TRUOC.txt").read_text(encoding="utf-8")
    assert "@" not in note
    assert all(python in note for python in lock.PYTHONS)


@pytest.mark.parametrize(
    "conditions",
    [{"pythons": ["2.6"], "platforms": ["linux", "windows"]}, {"pythons": [RUNNING], "platforms": []}],
)
def test_an_unsuitable_python_installs_nothing(files: Path, conditions: dict[str, list[str]]) -> None:
    (files / "can-co.json").write_text(json.dumps(conditions), encoding="utf-8")
    done = subprocess.run([sys.executable, str(files / "cai_dat.py")], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (2, b"")
    assert RUNNING.encode() in done.stdout
    assert not (files / "moi-truong").exists()


def test_without_a_python_the_note_says_which_is_needed(files: Path) -> None:
    tools = files / "tools"
    tools.mkdir()
    for name in ("sh", "dirname", "cat"):
        (tools / name).symlink_to(need_tool(name))
    done = subprocess.run(
        [str(files / "cai-dat.sh")], env={"PATH": str(tools)}, check=False, capture_output=True
    )
    assert done.returncode == 2
    assert done.stdout.strip().endswith((files / "DOC-TRUOC.txt").read_bytes().strip())


def test_starting_before_installing_says_so(files: Path) -> None:
    assert subprocess.run([str(files / "chay.sh")], check=False, capture_output=True).returncode == 1


def test_guides_come_with_their_pictures(tmp_path: Path) -> None:
    root, folder = tmp_path / "root", tmp_path / "folder"
    (root / "docs" / "pictures").mkdir(parents=True)
    (root / "docs" / "pictures" / "board.png").write_bytes(b"png")
    guide = "![a](pictures/board.png) ![b](https://example.vn/c.png)"
    (root / "docs" / "huong-dan.md").write_text(guide, encoding="utf-8")
    copy_guides(folder, root)
    assert {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} == {
        "docs/huong-dan.md", "docs/pictures/board.png",
    }  # fmt: skip


def without_network() -> list[str]:
    """The words that run a command where there is no network; none where this machine forbids that."""
    words = ["unshare", "--map-root-user", "--net"]
    try:
        allowed = subprocess.run([*words, "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return []
    return words if allowed else []


def told_places(folder: Path) -> str:
    """All that the bundle's own texts and our wheel's description say."""
    texts = [
        path for path in folder.rglob("*") if path.suffix in {".txt", ".md", ".json", ".py", ".sh", ".bat"}
    ]
    (wheel,) = (folder / "wheels").glob("roster-*.whl")
    with zipfile.ZipFile(wheel) as content:
        described = [content.read(name).decode() for name in content.namelist() if ".dist-info/" in name]
    return "\n".join([*(path.read_text(encoding="utf-8") for path in texts), *described])


@pytest.mark.slow
@pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"), reason="there are wheels for x64 only"
)
def test_the_bundle_installs_without_network_and_works(tmp_path: Path) -> None:
    locked = tuple(lock.read((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    made = make(tmp_path / "made", locked, [LINUX], [RUNNING])
    told = told_places(made)
    assert not [word for word in ("pypi", "index-url", str(ROOT), str(tmp_path)) if word in told]

    folder, home = tmp_path / "Cài đặt tại Sở", tmp_path / "home"
    home.mkdir()
    shutil.move(made, folder)
    path = os.pathsep.join((str(Path(sys.base_prefix) / "bin"), "/usr/bin", "/bin"))
    env = {"PATH": path, "HOME": str(home), "PIP_CONSTRAINT": "/the office's own/settings.txt"}
    offline = without_network()
    done = subprocess.run([*offline, str(folder / "cai-dat.sh")], env=env, check=False, capture_output=True)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()

    roster = str(folder / "moi-truong" / "bin" / "roster")
    for words in ([roster, "--version"], [roster, "demo", "province"], [str(folder / "chay.sh"), "--help"]):
        subprocess.run([*offline, *words], cwd=home, env=env, check=True, capture_output=True)
    wanted = ["--plan", "daknong-2024-demo", "--out", "out", "--json", "result.json"]
    run = subprocess.run(
        [*offline, roster, "run", "province", *wanted],
        cwd=home,
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode in {0, 3}, run.stderr
    result = json.loads((home / "result.json").read_text(encoding="utf-8"))
    assert {group: counts["received"] for group, counts in result["counts"].items()} == {
        "dai_bieu_hdnd": 50, "lanh_dao_so": 57, "lanh_dao_phong": 315, "lanh_dao_huyen": 24,
    }  # fmt: skip
    assert list((home / "out").glob("*.xlsx"))
