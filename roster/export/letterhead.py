"""The lines every sheet begins and ends with: the draft's warning, letterhead, titles, places to sign.

Layout of Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II: agency on the left, quốc hiệu on the right, number and
date left empty. Knows the form and the plan; knows nothing of the people listed.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from roster.export import grid
from roster.export.cells import Cell, Line, plain
from roster.export.document import RosterDocument
from roster.export.form import Form, fill

_LEFT_SHARE = 0.42  # of the sheet's width, for the agency's half of the letterhead
_ROOM_TO_SIGN = 60.0  # points
_ROOM_BETWEEN = 10.0


def banner(roster: RosterDocument, form: Form) -> str:
    """What a draft says on every sheet and page; '' for a list that may be sent."""
    if not roster.is_draft:
        return ""
    if not roster.open_pairs:
        return fill(form.draft_only_held, held=len(roster.held))
    parts = [fill(form.draft, pairs=len(roster.open_pairs))]
    if roster.held:
        parts.append(fill(form.draft_held, held=len(roster.held)))
    return ", ".join(parts)


def left_columns(widths: Sequence[float]) -> int:
    """How many columns make the left part of the letterhead; at least one stays for the right part."""
    wanted = sum(widths) * _LEFT_SHARE
    reached = list(accumulate(widths))[:-1]
    return 1 + min(range(len(reached)), key=lambda i: abs(reached[i] - wanted))


def head(roster: RosterDocument, form: Form, widths: Sequence[float]) -> list[Line]:
    """The draft's warning if any, then agency and quốc hiệu, motto, place and date."""
    warning = banner(roster, form)
    lines = [across(warning, "banner", widths)] if warning else []
    return lines + issuer(roster.plan.province, form, widths)


def issuer(province: str, form: Form, widths: Sequence[float]) -> list[Line]:
    """Agency and quốc hiệu, motto, place and date: what stands above every sheet."""
    left, lines = left_columns(widths), []
    halves = (
        (fill(form.superior, province=province), "superior", form.nation, "nation"),
        (fill(form.issuer, province=province), "issuer", form.motto, "motto"),
        ("", "place_date", fill(form.place_date, province=province), "place_date"),
    )
    for left_text, left_style, right_text, right_style in halves:
        right = Cell(left, right_text, right_style, span=len(widths) - left)
        lines.append(grid.fitted((Cell(0, left_text, left_style, span=left), right), widths))
    return lines


def across(text: str, style: str, widths: Sequence[float]) -> Line:
    """A text over the whole width of the sheet."""
    return grid.fitted((Cell(0, plain(text), style, span=len(widths)),), widths)


def signatures(form: Form, widths: Sequence[float]) -> list[Line]:
    """An empty line, then each signer's title and hint side by side, then room for signature and seal."""
    places = _places(len(form.signatures), widths)
    titles = [Cell(at, s.title, "signer", span=n) for s, (at, n) in zip(form.signatures, places, strict=True)]
    hints = [Cell(at, s.hint, "hint", span=n) for s, (at, n) in zip(form.signatures, places, strict=True)]
    return [
        Line(height=_ROOM_BETWEEN),
        grid.fitted(tuple(titles), widths),
        grid.fitted(tuple(hints), widths),
        Line(height=_ROOM_TO_SIGN),
    ]


def _places(count: int, widths: Sequence[float]) -> list[tuple[int, int]]:
    """First column and number of columns for each of `count` equal shares of the sheet's width."""
    reached = [0.0, *accumulate(widths)]
    borders = [
        min(range(len(reached)), key=lambda i: abs(reached[i] - reached[-1] * share / count))
        for share in range(count + 1)
    ]
    return [(first, max(1, after - first)) for first, after in pairwise(borders)]
