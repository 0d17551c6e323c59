"""Fills the folder: wheels for each platform and Python, our own wheel, install and start scripts, the guide.

Knows pip and files. What an office's computer does with the folder is in `bundle/files`.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from bundle.lock import Locked, Platform, needed

ROOT = Path(__file__).parents[1]
FILES = Path(__file__).parent / "files"
_GUIDES = ("docs/huong-dan.md", "docs/van-hanh.md", "README.vi.md")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^):]+)\)")
_FOR_WINDOWS = {".bat", ".txt"}
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


def make(
    folder: Path, locked: Sequence[Locked], platforms: Sequence[Platform], pythons: Sequence[str]
) -> Path:
    """Write the whole bundle under `folder`, replacing what stood there; returns its own folder.

    Raises CalledProcessError where a release has no wheel for one of the platforms and Pythons.
    """
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    own = build_own(wheels)
    for platform in platforms:
        for python in pythons:
            download(wheels, needed(locked, platform, python), platform, python)
    write_requirements(folder / "requirements.txt", [*locked, own])
    write_conditions(folder / "can-co.json", platforms, pythons)
    copy_files(folder, pythons)
    copy_guides(folder)
    return folder


def build_own(wheels: Path) -> Locked:
    """Build our own wheel into `wheels`; returns it pinned with its hash."""
    subprocess.run(  # noqa: S603 - our own words
        [*_PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT)],
        check=True,
    )
    (wheel,) = wheels.glob("*.whl")
    name, version, *_ = parse_wheel_filename(wheel.name)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return Locked(Requirement(f"{name}=={version}"), (f"sha256:{digest}",))


def download(wheels: Path, releases: Iterable[Locked], platform: Platform, python: str) -> None:
    """Fetch the wheels of these releases that fit the platform and Python; a source package is refused."""
    asked = wheels / "asked.txt"
    write_requirements(asked, releases)
    target = ["--implementation", "cp", "--python-version", python]
    for tag in platform.tags:
        target += ["--platform", tag]
    words = ["download", "--no-deps", "--require-hashes", "--only-binary", ":all:", *target]
    subprocess.run([*_PIP, *words, "--dest", str(wheels), "--requirement", str(asked)], check=True)  # noqa: S603
    asked.unlink()


def write_requirements(path: Path, locked: Iterable[Locked]) -> None:
    """Write a requirements file with hashes."""
    path.write_text("".join(f"{one.line()}\n" for one in locked), encoding="utf-8", newline="\n")


def write_conditions(path: Path, platforms: Sequence[Platform], pythons: Sequence[str]) -> None:
    """Write down for which computers there are wheels; `cai_dat.py` reads it."""
    conditions = {"platforms": [one.name for one in platforms], "pythons": list(pythons)}
    path.write_text(json.dumps(conditions) + "\n", encoding="utf-8", newline="\n")


def copy_files(folder: Path, pythons: Sequence[str]) -> None:
    """Copy the scripts and the note to read first, each with the line ends of its readers."""
    guides = [name for name in _GUIDES if (ROOT / name).exists()]
    said = {"@PYTHONS@": ", ".join(pythons), "@GUIDES@": ", ".join(guides)}
    for source in sorted(path for path in FILES.iterdir() if path.is_file()):
        text = source.read_text(encoding="utf-8")
        for word, meaning in said.items():
            text = text.replace(word, meaning)
        copy = folder / source.name
        copy.write_text(text, encoding="utf-8", newline="\r\n" if source.suffix in _FOR_WINDOWS else "\n")
        copy.chmod(0o755 if source.suffix == ".sh" else 0o644)


def copy_guides(folder: Path, root: Path = ROOT) -> None:
    """Copy what an officer reads, with its pictures, to the same places as here."""
    for guide in (root / name for name in _GUIDES):
        if guide.exists():
            pictures = _PICTURE.findall(guide.read_text(encoding="utf-8"))
            for path in (guide, *(guide.parent / name for name in pictures)):
                copy = folder / path.resolve().relative_to(root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
