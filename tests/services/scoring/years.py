"""Years of scoring by the training catalogue, made of acts as the store would hold them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from roster.services.scoring.catalogues import open_catalogue
from scoring.assessment import standing
from scoring.assessment.model import Act, Assessment, Attachment, Document
from scoring.assessment.standing import Given

AT = datetime(2024, 12, 20, 8, tzinfo=UTC)


def act(number: int, code: str, kind: str, **facts: Any) -> Act:
    return Act(number, code, kind, AT, "t", **facts)


def document(number: int, **facts: Any) -> Document:
    about: dict[str, Any] = {
        "agency": "so_noi_vu",
        "title": f"Tài liệu {number}",
        "number": f"{number}/BC",
        "in_force": None,
    }
    kept: dict[str, Any] = {
        "link": "",
        "name": f"{number}.pdf",
        "kept": f"{number:032x}",
        "sha256": "0" * 64,
        "size": 5,
    }
    return Document(number_here=number, at=AT, by="t", **(about | kept | facts))


def attached(code: str, wanted: str, number: int = 1, **facts: Any) -> Attachment:
    return Attachment(number, code, document(number, **facts), wanted, "II", "3", AT, "t")


def year(
    acts: Iterable[Act] = (), attachments: Iterable[Attachment] = (), *, name: str = "training"
) -> Assessment:
    """The year these acts and documents make."""
    opened = open_catalogue(name)
    given = Given(opened.catalogue, opened.knowledge, name, list(acts), list(attachments))
    return standing.assess(given)


def filled(answers: Mapping[str, Mapping[str, Any]], *, then: str = "submitted") -> list[Act]:
    """Every answer filled in, then submitted (or something else)."""
    found: list[Act] = []
    for code, answer in answers.items():
        found.append(act(2 * len(found) + 1, code, "filled", answer=answer))
        found.append(act(2 * len(found) + 2, code, then))
    return found


DAY = date(2025, 1, 10)
POINT = Decimal("0.5")
