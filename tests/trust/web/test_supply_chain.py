"""What the program is made of: hashes, vendored files, licences, bill of materials, known faults."""

import json
import re
import subprocess
import sys

import pytest

from bundle import advisories, licences, lock, parts, sbom

ROOT = parts.ROOT
HASH = re.compile(r"sha256:[0-9a-f]{64}")


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_hashes_in_the_lock(file: str) -> None:
    found = list(lock.read((ROOT / file).read_text(encoding="utf-8")))
    assert len(found) >= 60
    for one in found:
        assert re.fullmatch(r"==[^,]+", str(one.requirement.specifier)), one
        assert one.hashes
        assert all(HASH.fullmatch(value) for value in one.hashes), one


def test_installing_asks_for_the_hashes() -> None:
    words = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert words.count("--require-hashes --requirement requirements") == 2


def test_vendored_web_files_have_version_checksum_and_licence() -> None:
    """That the checksums are those of the files: tests/web/test_security.py."""
    found = list(parts.vendored())
    folder = parts.VENDORED.parent
    assert len(found) == len([p for p in folder.iterdir() if p.suffix in {".js", ".css"}])
    assert all(one.version and one.licence and one.hashes for one in found)


def test_licences_are_listed_and_none_is_unnamed() -> None:
    listed = re.findall(
        r"(?m)^\| (\S+) \| (\S+) \| (?:pypi|npm) \| (.+) \|$",
        (ROOT / "docs/licences.md").read_text(encoding="utf-8"),
    )
    assert [name for name, _version, _licence in listed] == [one.name for one in parts.parts()]
    assert all(licence.strip() for _name, _version, licence in listed)
    assert licences.document().startswith("# Licences")


def test_bill_of_materials_by_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bundle.sbom"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout)
    assert said == sbom.document()
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")
    known = {one["purl"]: one for one in said["components"]}
    assert known.keys() == set(said["dependencies"][0]["dependsOn"])
    assert len(known) == len(parts.parts())
    assert "pkg:npm/htmx.org@" in "".join(known)
    assert all(one["externalReferences"][0]["hashes"] for one in known.values())


def test_bandit_is_clean() -> None:
    command = [
        sys.executable,
        "-m",
        "bandit",
        "--quiet",
        "--configfile",
        "pyproject.toml",
        "--format",
        "json",
    ]
    folders = ["roster", "web", "scoring", "bundle"]
    done = subprocess.run(
        [*command, "--recursive", *folders], cwd=ROOT, capture_output=True, text=True, check=False
    )
    said = json.loads(done.stdout)
    assert said["results"] == []
    assert said["errors"] == []
    assert said["metrics"]["_totals"]["loc"] > 20_000


def test_pip_audit_is_clean() -> None:
    done = advisories.audit()
    if done.exit_code == advisories.NO_ANSWER:
        pytest.skip("no advisory service answers from here: nothing was audited; 'make audit' elsewhere")
    assert (done.known, done.skipped) == ((), ())


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("", advisories.NO_ANSWER),
        ('{"dependencies": [{"name": "a", "skip_reason": "not found"}]}', advisories.NO_ANSWER),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', 0),
        ('{"dependencies": [{"name": "a", "vulns": []}, {"name": "b", "skip_reason": "x"}]}', 1),
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}', 1),
    ],
)
def test_what_was_not_audited_is_never_called_clean(said: str, code: int) -> None:
    assert advisories.read(said).exit_code == code
