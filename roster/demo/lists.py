"""Turns the seated province into the files that agencies send: which rows, in which order, on which sheets.

Knows who sends whom; knows nothing of file formats.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from roster.demo import body, frames
from roster.demo.body import Batch
from roster.demo.frames import Letter
from roster.demo.legacy import encode_page
from roster.demo.names import KINH, compose
from roster.demo.page import Page, make_page
from roster.demo.people import Registry, mobile
from roster.demo.statements import Pen, Row, state
from roster.demo.styles import ListStyle
from roster.plan import Plan

_OWN_POSTS = "HĐND"  # delegates whose post is in the HĐND itself stand first
_TEAMS = 8  # 'tổ đại biểu', one per district
_DAYS_TO_ANSWER = 5


@dataclass(frozen=True, slots=True)
class Document:
    """A file before it is written."""

    style: ListStyle
    pages: tuple[Page, ...]


def documents(
    plan: Plan, rows: Sequence[Row], *, styles: Sequence[ListStyle], registry: Registry
) -> tuple[Document, ...]:
    """Every file whose sender is in the plan."""
    senders = {a.code for a in plan.senders}
    return tuple(_document(plan, rows, style, registry) for style in styles if style.sender in senders)


def _document(plan: Plan, rows: Sequence[Row], style: ListStyle, registry: Registry) -> Document:
    rng = Random(f"{style.file} {registry.seed}")  # noqa: S311 - an invented province needs no secrets
    pen = Pen(style, rng, registry.names, registry.old_prefixes)
    groups = _rows_of(plan, rows, style).values()
    batches = [Batch(i, tuple(state(row, pen) for row in some)) for i, some in enumerate(groups)]
    letter = _letter(plan, rows, style, registry)
    per_sheet = [[b] for b in batches] if len(style.sheets) > 1 else [batches]
    pages = [_page(name, some, letter, registry) for name, some in zip(style.sheets, per_sheet, strict=True)]
    if style.hidden_sheet:
        pages.append(replace(_page(style.hidden_sheet, batches[:1], letter, registry), hidden=True))
    if style.encoding == "tcvn3":
        pages = [encode_page(page) for page in pages]
    return Document(style, tuple(pages))


def _rows_of(plan: Plan, rows: Sequence[Row], style: ListStyle) -> dict[str, list[Row]]:
    """The file's rows by group, in the plan's order of groups."""
    sender = plan.agency(style.sender)
    if sender and sender.declares == plan.delegate_group:
        return {plan.delegate_group: _delegates(plan, rows)}
    parts = {"all": (True, False), "own": (False,), "attached": (True,)}[style.part]
    found = {
        group.code: [
            row
            for row in rows
            if (row.seat.group, row.seat.agency) == (group.code, style.sender) and row.seat.attached in parts
        ]
        for group in plan.groups
        if group.code != plan.delegate_group and group.code in (style.groups or (group.code,))
    }
    return {group: some for group, some in found.items() if some}


def _delegates(plan: Plan, rows: Sequence[Row]) -> list[Row]:
    """Full-time delegates first, then the others, mixed by their card numbers, all in teams."""
    delegates = [row for row in rows if row.seat.group == plan.delegate_group]
    delegates.sort(key=lambda row: (not row.seat.workplace.startswith(_OWN_POSTS), row.person.cccd))
    return [
        replace(row, seat=replace(row.seat, unit=f"Tổ đại biểu số {number * _TEAMS // len(delegates) + 1}"))
        for number, row in enumerate(delegates)
    ]


def _page(name: str, batches: Sequence[Batch], letter: Letter, registry: Registry) -> Page:
    style = letter.style
    table = body.table(batches, style, registry.names.tables)
    people = sum(len(batch.stated) for batch in batches)
    lines = [*frames.above(letter), *table, *frames.below(letter, people)]
    merged = style.fields.index("unit") if style.merge_units else None
    return make_page(name, style.fields, lines, merged_column=merged)


def _letter(plan: Plan, rows: Sequence[Row], style: ListStyle, registry: Registry) -> Letter:
    rng = registry.fake.random
    return Letter(
        style=style,
        width=len(style.columns),
        province=plan.province,
        day=plan.document_date + timedelta(days=rng.randrange(1, _DAYS_TO_ANSWER)),
        place=_place(plan, style),
        preparer=compose(registry.names, rng, gender="Nữ", origin=KINH),
        preparer_phone=mobile(registry),
        signer=_signer(rows, style) or compose(registry.names, rng, gender="Nam", origin=KINH),
    )


def _signer(rows: Sequence[Row], style: ListStyle) -> str:
    """The sender's head, or the first deputy for 'KT.'; '' where the sender's leaders stand in no list."""
    leaders = [row for row in rows if row.seat.agency == style.sender and row.seat.leads_agency]
    deputy = any(words.startswith("KT.") for words in style.signature)
    return leaders[min(int(deputy), len(leaders) - 1)].person.full_name if leaders else ""


def _place(plan: Plan, style: ListStyle) -> str:
    sender = plan.agency(style.sender)
    if not sender or sender.kind != "huyen":
        return plan.province
    return sender.name.removeprefix("UBND huyện ").removeprefix("UBND thành phố ")
