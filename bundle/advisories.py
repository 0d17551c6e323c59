"""`python -m bundle.advisories`: asks pip-audit what is known to be wrong with the locked packages.

A package that no advisory service knows counts as not audited, which pip-audit alone would pass over. Exit
code 0: all audited, nothing known; 1: something is known, or some were not audited; 75: no service answered.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bundle.parts import ROOT

NO_ANSWER = 75  # EX_TEMPFAIL
_SECONDS = 8  # for one answer


@dataclass(frozen=True, slots=True)
class Audit:
    """How many packages were audited, which could not be, and what is known of which."""

    audited: int
    skipped: tuple[str, ...]
    known: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """As the command ends."""
        if not self.audited and not self.known:
            return NO_ANSWER
        return 1 if self.known or self.skipped else 0


def audit(requirements: Path = ROOT / "requirements.txt") -> Audit:
    """Ask for every package of a lock; nothing audited where no service answers."""
    words = [
        "--disable-pip",
        "--no-deps",
        "--require-hashes",
        "--progress-spinner",
        "off",
        "--format",
        "json",
    ]
    command = [sys.executable, "-m", "pip_audit", *words, "--timeout", str(_SECONDS)]
    done = subprocess.run(  # noqa: S603 - our own words
        [*command, "--requirement", str(requirements)], capture_output=True, text=True, check=False
    )
    return read(done.stdout)


def read(said: str) -> Audit:
    """What pip-audit's JSON says; nothing for no JSON."""
    try:
        found: list[Mapping[str, Any]] = json.loads(said)["dependencies"]
    except (ValueError, KeyError):
        return Audit(0, (), ())
    skipped = tuple(one["name"] for one in found if "skip_reason" in one)
    known = tuple(f"{one['name']} {fault['id']}" for one in found for fault in one.get("vulns", ()))
    return Audit(len(found) - len(skipped), skipped, known)


def main() -> int:
    """Say what came out."""
    done = audit()
    print(f"audited: {done.audited}, not audited: {len(done.skipped)}, known: {len(done.known)}")
    for line in (*done.known, *done.skipped[:5]):
        print(line)
    if done.exit_code == NO_ANSWER:
        print(
            "No advisory service answers from here: nothing was audited. Try again with the internet at hand."
        )
    return done.exit_code


if __name__ == "__main__":
    sys.exit(main())
