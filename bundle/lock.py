"""The locked requirements, and which of them a given computer needs.

Knows the form of requirements.txt and environment markers; fetches nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from packaging.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Locked:
    """One release with the hashes of its files; `requirement` may carry a marker."""

    requirement: Requirement
    hashes: tuple[str, ...]

    def line(self) -> str:
        """As one line of a requirements file, marker and hashes included."""
        return " ".join((str(self.requirement), *(f"--hash={value}" for value in self.hashes)))

    def unconditional(self) -> "Locked":
        """The same without its marker."""
        return Locked(Requirement(f"{self.requirement.name}{self.requirement.specifier}"), self.hashes)


@dataclass(frozen=True, slots=True)
class Platform:
    """A kind of computer: what pip calls its wheels, and what environment markers find on it."""

    name: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]


# Up to glibc 2.28, that of Debian 10 and RHEL 8; pip takes the newest tag a release has.
_GLIBC = tuple(f"manylinux_2_{minor}_x86_64" for minor in range(28, 16, -1))

PLATFORMS = (
    Platform(
        "windows",
        ("win_amd64",),
        MappingProxyType(
            {
                "os_name": "nt",
                "sys_platform": "win32",
                "platform_system": "Windows",
                "platform_machine": "AMD64",
            }
        ),
    ),
    Platform(
        "linux",
        (*_GLIBC, "manylinux2014_x86_64"),
        MappingProxyType(
            {
                "os_name": "posix",
                "sys_platform": "linux",
                "platform_system": "Linux",
                "platform_machine": "x86_64",
            }
        ),
    ),
)
PYTHONS = ("3.11", "3.12", "3.13")


def read(text: str) -> Iterator[Locked]:
    """The releases of a requirements file that pins each with hashes, as `uv pip compile` writes it."""
    for line in text.replace("\\\n", " ").splitlines():
        stated = line.split("#")[0].strip()
        if stated:
            requirement, *hashes = (part.strip() for part in stated.split("--hash="))
            yield Locked(Requirement(requirement), tuple(hashes))


def needed(locked: Iterable[Locked], platform: Platform, python: str) -> Iterator[Locked]:
    """What this platform with this Python ("3.12") installs, without markers.

    `pip download` reckons markers for the computer it runs on, whatever `--platform` and
    `--python-version` say, so they are reckoned here.
    """
    environment = {
        **platform.markers,
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for one in locked:
        marker = one.requirement.marker
        if marker is None or marker.evaluate(environment):
            yield one.unconditional()
