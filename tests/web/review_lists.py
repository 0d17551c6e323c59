"""Lists with people who may be one: a pair to ask about, one the machine merges, one of three rows."""

from dataclasses import replace

from flask import Flask

from roster.model import FileReading, PersonRecord, Source
from roster.services.incoming import intake
from roster.services.reviewing import review, review_pages
from web import house

CARD = "067070000123"
PHONE = "+84912345678"
CHIEF: dict[str, object] = {
    "group": "lanh_dao_so",
    "agency": "Sở Nội vụ",
    "agency_code": "so_noi_vu",
    "position": "Giám đốc",
}
DELEGATE: dict[str, object] = {"group": "dai_bieu_hdnd", "position": "Cán bộ"}


def _list(name: str, *people: tuple[str, str | None, dict[str, object]]) -> FileReading:
    records = tuple(
        PersonRecord(Source(name, "Sheet1", row), full_name, dob=dob, **about)  # type: ignore[arg-type]
        for row, (full_name, dob, about) in enumerate(people, start=2)
    )
    return FileReading(name, (name * 64)[:64], people=records, total=len(records))


LISTS = (
    _list(
        "so.xlsx",
        ("Nguyễn Văn An", "1970-01-02", {**CHIEF, "cccd": CARD, "phones": (PHONE,), "email": "an@x.example"}),
        ("Trần Thị Bích Bình", "1975", CHIEF),
        ("Lê Quang Chiến", "1980", CHIEF),
        ("Phạm Thúy Diệp", "1966", {**CHIEF, "phones": ("+84987654321",)}),
    ),
    _list(
        "hdnd.xlsx",
        ("Nguyen Van An", "1970-01-02", {**DELEGATE, "cccd": CARD, "phones": (PHONE,)}),
        ("Trần Thị Bích Bình", "1975-03-04", DELEGATE),
        ("Lê Quang Chiến", "1980-05-06", DELEGATE),
        ("Phạm Thúy Diệp", "1966-11-12", DELEGATE),
    ),
)


def put_in(app: Flask) -> None:
    with app.app_context(), house.current().database.changing() as session:
        intake.supersede(session, LISTS, by="test")
        review.ensure_compared(session, by="test")


def corrected(name: str, dob: str) -> FileReading:
    """The delegates' list again, with one person's birth put right."""
    people = tuple(replace(p, dob=dob) if p.full_name == name else p for p in LISTS[1].people)
    return FileReading("hdnd.xlsx", "f" * 64, people=people, total=len(people))


def token(app: Flask, pair: str) -> str:
    with app.app_context(), house.current().database.reading() as session:
        return review_pages.look(session, pair).token


def asked(app: Flask) -> list[str]:
    """The pairs to review, in their order."""
    with app.app_context(), house.current().database.reading() as session:
        return [question.id for question in review.questions(session)]
