"""What stands under a person's name: a date of birth, a post or a unit in the next row of the same column.

Knows the cells of one person; knows nothing of how the rows were found to belong together.
"""

from collections.abc import Iterator
from dataclasses import replace

from roster.intake.cells import Cell, Cells
from roster.intake.facts import BIRTH_FIELDS
from roster.intake.look import is_date_alone, is_place
from roster.intake.vocabulary import Vocabulary

_PLACES = ("unit", "workplace", "agency")


def settled(cells: Cells, words: Vocabulary) -> Cells:
    """The cells with what stands under the name in the field it belongs to; a unit under the post too."""
    under_post = tuple(("unit", text) for text in _units_under_post(cells, words))
    cells = replace(cells, below=under_post) if under_post else cells
    moved = {cell: field for cell, field in _below(cells, words) if not _is_told(cells, field)}
    if not moved:
        return cells
    by_field = {
        field: kept
        for field, found in cells.by_field.items()
        if field not in moved.values() and (kept := tuple(cell for cell in found if cell not in moved))
    }
    for field in dict.fromkeys(moved.values()):
        own = () if field in BIRTH_FIELDS else _own(cells, field)
        by_field[field] = (*own, *(cell for cell, to in moved.items() if to == field))
    return replace(
        cells,
        by_field=by_field,
        name=_name(cells, moved),
        below=(*cells.below, *((field, cell.text) for cell, field in moved.items() if field in _PLACES)),
    )


def _below(cells: Cells, words: Vocabulary) -> Iterator[tuple[Cell, str]]:
    """The cells under the name with what they hold."""
    for row in cells.rows[1:]:
        for column in cells.columns.names:
            if column in row.own and (field := _field_of(row.text(column), words)):
                yield Cell(row.value(column), row.text(column), row.number, column), field


def _units_under_post(cells: Cells, words: Vocabulary) -> Iterator[str]:
    """'Phòng Tin học' under 'Trưởng phòng': it stays part of the post, and is the unit too."""
    columns = [c for c in cells.columns.of("position") if c not in cells.columns.names]
    for row in cells.rows[1:]:
        yield from (row.text(c) for c in columns if c in row.own and is_place(row.text(c), words))


def _field_of(text: str, words: Vocabulary) -> str:
    if is_date_alone(text):
        return "dob"
    if is_place(text, words):
        return "unit"
    return "position" if words.starts("post", text) else ""


def _is_told(cells: Cells, field: str) -> bool:
    """Whether another column says it already: then a date under the name is another one."""
    return field in BIRTH_FIELDS and bool(_own(cells, *BIRTH_FIELDS))


def _own(cells: Cells, *fields: str) -> tuple[Cell, ...]:
    """The cells of these fields outside the name, in the person's first row."""
    names, number = cells.columns.names, cells.rows[0].number
    return tuple(cell for cell in cells.of(*fields) if cell.column not in names and cell.row == number)


def _name(cells: Cells, moved: dict[Cell, str]) -> str:
    """The name without what was moved."""
    places = {(cell.row, cell.column) for cell in moved}
    texts = (
        row.text(column)
        for row in cells.rows
        for column in cells.columns.names
        if (row is cells.rows[0] or column in row.own) and (row.number, column) not in places
    )
    return " ".join(filter(None, texts))
