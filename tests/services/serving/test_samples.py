"""The settings shown on the page are those of the documentation, whole and of the form their reader needs."""

import configparser
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from roster.services.serving import samples

DOCS = (Path(__file__).parents[3] / "docs/operations.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", samples.FILES)
def test_the_documentation_shows_the_same(name: str) -> None:
    assert samples.samples()[name] in re.findall(r"```\w+\n(.*?)```", DOCS, re.DOTALL)


def test_port_and_options_are_filled_in() -> None:
    found = samples.samples(port=8123, options=" --plan other")
    assert not re.findall(r"@[A-Z]+@", "".join(found.values()))
    assert "http://127.0.0.1:8123;" in found["nginx.conf"]
    for name in ("roster.service", "windows.ps1", "roster.xml"):
        assert "web --port 8123 --plan other" in found[name]


def test_systemd_and_winsw_can_read_theirs() -> None:
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their capitals
    found = samples.samples()
    unit.read_string(found["roster.service"])
    assert unit["Service"]["ExecStart"].split()[1:4] == ["web", "--port", "8000"]
    assert ET.fromstring(found["roster.xml"]).findtext("arguments") == "web --port 8000"
