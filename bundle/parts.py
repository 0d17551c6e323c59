"""What the program is made of: locked packages with licence and checksums, vendored web files.

Reads the lock, what is installed and the vendored files' own table; fetches nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

from bundle import lock

ROOT = Path(__file__).parents[1]
VENDORED = ROOT / "web/static/vendor/VERSIONS.md"
UNKNOWN = "not installed here"
_LICENCE = "License :: "
_SHORT = 60
_FILE = re.compile(
    r"(?m)^\| (?P<file>\S+\.(?:css|js)) \| (?P<package>\S+) \| (?P<version>\S+) \| \S+ "
    r"\| (?P<sha256>[0-9a-f]{64}) \| (?P<licence>[^,|]+)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One package: `kind` is 'pypi' or 'npm', `hashes` are SHA-256 of its files."""

    kind: str
    name: str
    version: str
    licence: str
    hashes: tuple[str, ...]


def parts() -> tuple[Part, ...]:
    """Everything the program is delivered with, by kind and name."""
    return tuple(sorted((*packages(), *vendored()), key=lambda one: (one.kind, one.name.casefold())))


def packages(file: str = "requirements.txt") -> Iterator[Part]:
    """The packages of the lock."""
    for one in lock.read((ROOT / file).read_text(encoding="utf-8")):
        version = str(one.requirement.specifier).removeprefix("==")
        hashes = tuple(value.removeprefix("sha256:") for value in one.hashes)
        yield Part("pypi", one.requirement.name, version, licence(one.requirement.name), hashes)


def vendored() -> Iterator[Part]:
    """The web files kept in the repository."""
    for found in _FILE.finditer(VENDORED.read_text(encoding="utf-8")):
        name, version, licence_ = found["package"], found["version"], found["licence"].strip()
        yield Part("npm", name, version, licence_, (found["sha256"],))


def licence(name: str) -> str:
    """What an installed package says of its licence: the expression, else the classifiers, else its words."""
    try:
        about = cast(Message, metadata(name))  # the standard library's own kind
    except PackageNotFoundError:
        return UNKNOWN  # for another system or a later Python
    if expression := about.get("License-Expression"):
        return expression
    named = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier", []) if one.startswith(_LICENCE)]
    said = (about.get("License") or "").strip()
    short = said if said and "\n" not in said and len(said) <= _SHORT else ""
    return short or "; ".join(sorted(set(named))) or "see the package"
