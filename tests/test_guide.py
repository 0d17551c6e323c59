"""The officer's guide and its pictures belong together."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
GUIDE = DOCS / "huong-dan.md"
LARGEST = 150_000  # the bundle and the repository carry all of them


def test_every_picture_is_shown_and_is_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(screens/([^)]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(path.name for path in (DOCS / "screens").iterdir())


@pytest.mark.parametrize("path", sorted((DOCS / "screens").glob("*.png")), ids=lambda path: path.stem)
def test_pictures_are_small(path: Path) -> None:
    assert 0 < path.stat().st_size < LARGEST


def test_links_lead_somewhere() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    titles = [line.lstrip("# ").strip().lower() for line in text.splitlines() if line.startswith("#")]
    anchors = {re.sub(r"[^\w -]", "", title).replace(" ", "-") for title in titles}
    for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^):]+)\)", text):
        path, _, anchor = target.partition("#")
        assert (DOCS / path).exists()
        assert path or anchor in anchors
