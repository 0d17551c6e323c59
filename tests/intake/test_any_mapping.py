"""Laws that hold for any table with any mapping: nothing raises, and every row is accounted for once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from roster.intake.mapping import ColumnMapping, MappedColumn, fields_to_choose
from roster.intake.pages import lay_out_pages, page_of, sender_of
from roster.intake.suggestion import SuggestedLayout, suggested_layouts
from roster.intake.vocabulary import load_vocabulary
from roster.intake.walk import Words
from roster.model import RawFile, Sheet
from roster.plan import load_plan
from tests.golden import cases
from tests.intake.test_any_table import MORE, files, headed_sheets, sheets

PLAN = load_plan()
FIELDS = st.lists(st.sampled_from(fields_to_choose(load_vocabulary())), max_size=2).map(tuple)


def layouts_of(raw: RawFile) -> list[SuggestedLayout]:
    words = Words(load_vocabulary(), PLAN)
    pages = [page_of(sheet, words) for sheet in raw.sheets if not sheet.hidden]
    sender = sender_of(raw.name, pages, words)
    return suggested_layouts(lay_out_pages(raw.name, pages, sender, words), words.vocabulary)


@settings(max_examples=40 * MORE, deadline=None)
@given(st.lists(st.one_of(sheets(), headed_sheets()), min_size=1, max_size=2), st.data())
def test_any_mapping_of_any_table(tables: list[Sheet], data: st.DataObject) -> None:
    raw = files(*tables)
    plain = cases.read_raw(raw)
    mappings = [
        ColumnMapping(
            data.draw(st.sampled_from((layout.fingerprint, "0" * 16))),
            tuple(MappedColumn(c.letter, data.draw(FIELDS), c.heading, c.looks) for c in layout.columns),
            data.draw(st.integers(0, 45)),
            plain.sender or "",
        )
        for layout in layouts_of(raw)
    ]
    read = cases.read_raw(raw, mappings=mappings)  # checks its ledger itself
    sources = [p.source for p in read.people] + [r.source for r in read.rejects]
    assert len(sources) == len(set(sources)) == read.total
    assert not {field for person in read.people for field in person.raw} & {"dropped", "stt"}
