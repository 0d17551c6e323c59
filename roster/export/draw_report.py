"""The report of a sealed draw: one A4 page with what decided it, what came out, how to repeat it, places to
sign.

Layout of Nghị định 30/2020/NĐ-CP, Phụ lục I; number and date are left to be filled in by hand, so that the
same draw gives the same file. Knows the document of `sipas.sealed`; names nobody.
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from roster import messages
from roster.export.form import Form, fill
from roster.messages import N_, _
from roster.sipas.levels import Levels

_FONT, _SIZE, _SMALL = "Times New Roman", Pt(11), Pt(9)
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - Word's dates have no zone; the same bytes whenever written
_NO_SPACE = Pt(0)
_MOST_LINES = 24  # that fit on the page
_PUBLIC = {"dice": N_("dice"), "lottery": N_("lottery digits")}
_SIGNERS = (N_("Drawn by"), N_("Witness"), N_("Head of the agency"))


def report(draw: Mapping[str, Any], levels: Levels, *, form: Form, province: str) -> bytes:
    """The report as a Word document, under the letterhead of `form`."""
    word = docx.Document()
    _page(word)
    _letterhead(word, form, province)
    _say(word, _("REPORT OF A SAMPLE DRAW"), size=Pt(14), bold=True)
    _say(word, draw["design"]["title"])
    _table(word, [(_(label), value) for label, value in _facts(draw)], widths=(45, 125))
    _heading(word, _("What was drawn"))
    _table(word, _stages(draw, levels), widths=(60, 55, 55), head=True)
    _units(word, draw, levels)
    _heading(word, _("To check it"))
    _say(word, _how_to_check(), align=WD_ALIGN_PARAGRAPH.LEFT, size=_SMALL)
    _signatures(word)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _how_to_check() -> str:
    return _(
        "Anyone with the frame repeats the draw with: roster sipas replay DRAW.json FRAME.csv. The lots are "
        "SHA-256 of seed, stage and unit, so that they can be checked without this program too "
        "(docs/sipas.md)."
    )


def _facts(draw: Mapping[str, Any]) -> list[tuple[str, str]]:
    design, public = draw["design"], draw["public_seed"]
    effect = draw["design_effect"]
    out = sum(draw["no_chance"])
    return [
        *([(N_("Units that could not be drawn"), str(out))] if out else []),
        (N_("Source of the design"), design["source"]),
        (N_("Assumed, not decreed"), "; ".join(design["assumed"]) or "–"),
        (N_("Frame (SHA-256)"), draw["frame_sha256"]),
        (N_("Seed"), draw["seed"]),
        (N_("Drawn in public"), f"{_(_PUBLIC[public['kind']])}: {public['digits']}" if public else "–"),
        (N_("Program"), f"{draw['program']}, {draw['algorithm']}"),
        (N_("Design effect"), _number(effect["both"] or effect["weighting"])),
        (N_("Seal (SHA-256)"), draw["seal"]),
    ]


def _number(value: float) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if messages.language() == "vi" else text


def _stages(draw: Mapping[str, Any], levels: Levels) -> list[tuple[str, ...]]:
    drawn = Counter((u["stage"], u["role"]) for u in draw["units"])
    return [
        (_("Level"), _("Sample"), _("Reserve")),
        *(
            (
                levels.name(stage["level"], messages.language()),
                str(drawn[number, "main"]),
                str(drawn[number, "reserve"]),
            )
            for number, stage in enumerate(draw["design"]["stages"], 1)
        ),
    ]


def _units(word: WordDocument, draw: Mapping[str, Any], levels: Levels) -> None:
    """The units of the lowest level without people that fits on the page, with what was drawn below them."""
    for number in reversed(range(1, len(draw["design"]["stages"]) + 1)):
        units = [u for u in draw["units"] if u["stage"] == number and u["role"] == "main"]
        if "name" in units[0] and len(units) <= _MOST_LINES:
            break
    else:
        return
    _heading(word, _("Units drawn: {level}", level=levels.name(units[0]["level"], messages.language())))
    below = Counter(u["parent_id"] for u in draw["units"] if u["stage"] == number + 1 and u["role"] == "main")
    names = {u["unit_id"]: u.get("name", "") for u in draw["units"]}
    _table(
        word,
        [
            (_("Lies in"), _("Unit drawn"), _("Code"), _("Drawn in it")),
            *(
                (
                    names.get(u["parent_id"] or "", u["parent_id"] or ""),
                    u["name"],
                    u["unit_id"],
                    str(below[u["unit_id"]]) if below else "–",
                )
                for u in units
            ),
        ],
        widths=(50, 60, 35, 25),
        head=True,
    )


def _page(word: WordDocument) -> None:
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, _SIZE
    normal.paragraph_format.space_after = _NO_SPACE
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(15)
    section.top_margin = section.bottom_margin = Mm(15)
    word.core_properties.created = word.core_properties.modified = _MADE
    word.core_properties.author = ""


def _heading(word: WordDocument, text: str) -> None:
    _say(word, text, bold=True, align=WD_ALIGN_PARAGRAPH.LEFT, before=Pt(6))


def _say(
    word: WordDocument,
    text: str,
    *,
    size: Pt = _SIZE,
    bold: bool = False,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER,
    before: Pt = _NO_SPACE,
) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = before
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size


def _table(
    word: WordDocument, rows: Sequence[Sequence[str]], *, widths: Sequence[int], head: bool = False
) -> None:
    table = word.add_table(len(rows), len(widths), style="Table Grid")
    for cell, text in _cells(table, rows, widths):
        run = cell.paragraphs[0].add_run(text)
        run.font.size = _SMALL
        run.bold = head and text in rows[0]


def _signatures(word: WordDocument) -> None:
    _say(word, "", before=Pt(8))
    _side_by_side(word, [[_(signer) for signer in _SIGNERS]], widths=(57, 57, 56))


def _letterhead(word: WordDocument, form: Form, province: str) -> None:
    lines = (
        (form.superior, form.nation),
        (form.issuer, form.motto),
        ("", form.place_date),
    )
    texts = [[fill(text, province=province) for text in line] for line in lines]
    _side_by_side(word, texts, widths=(70, 100))
    _say(word, "")


def _side_by_side(word: WordDocument, lines: Sequence[Sequence[str]], *, widths: Sequence[int]) -> None:
    """Texts beside each other, in the middle of columns without lines; of several lines the last is light."""
    for cell, text in _cells(word.add_table(len(lines), len(widths)), lines, widths):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = text not in lines[-1] or len(lines) == 1


def _cells(table: Table, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[tuple[_Cell, str]]:
    """Each cell with its text, made as wide as its column: Word heeds the cells, others the columns."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for line, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(line.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            yield cell, text
