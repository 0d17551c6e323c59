from collections.abc import Iterator

import pytest

from roster import messages
from roster.dedupe import explain, link
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.model import Model
from roster.model import Evidence, PersonRecord, ScoredPair, Source


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    messages.set_language("en")
    yield
    messages.set_language(messages.DEFAULT_LANGUAGE)


def record(key: str, **fields: object) -> PersonRecord:
    fields.setdefault("full_name", "Đỗ Quang Vịnh")
    return PersonRecord(source=Source(f"{key}.xlsx", "", 1), key=key, **fields)  # type: ignore[arg-type]


def compared(model: Model, left: dict[str, object], right: dict[str, object]) -> ScoredPair:
    return link.compare(record("a", **left), record("b", **right), among=[], model=model)


RARE = ("name", "dob", "agency", "position")


def test_every_level_has_its_sentence() -> None:
    levels = {(c.field, level) for c in COMPARISONS for level in c.levels}
    extra = {("prior", "records"), ("cluster", "conflict")}
    extra |= {(f"{field}_rarity", kind) for field in RARE for kind in ("rare", "common")}
    assert set(explain.SENTENCES) == levels | extra


@pytest.mark.parametrize("key", explain.SENTENCES)
def test_every_sentence_can_be_said(key: tuple[str, str]) -> None:
    sentence = explain.sentence(Evidence(*key, 1.0, "left", "right"))
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("field", "level", "value", "shown"),
    [
        ("dob", "different", "1987-04-03", "03/04/1987"),
        ("dob", "year", "1987-04", "04/1987"),
        ("dob_rarity", "rare", "1987", "1987"),
        ("list", "same_list", "a.docx · table 0", "a.docx · table 1"),
        ("list", "same_list", "a.csv", "a.csv"),
        ("phone", "different", "2000-01-02", "2000-01-02"),
    ],
)
def test_values_are_shown_as_people_write_them(field: str, level: str, value: str, shown: str) -> None:
    assert f" {shown}." in explain.sentence(Evidence(field, level, 1.0, value, value)).replace(" / ", " ")


@pytest.mark.parametrize(
    ("value", "vi", "en"), [(11.23, "+11,2", "+11.2"), (-1.9, "−1,9", "−1.9"), (0.0, "+0,0", "+0.0")]
)
def test_bits(value: float, vi: str, en: str) -> None:
    assert explain.bits(value) == en
    messages.set_language("vi")
    assert explain.bits(value) == vi


def test_evidence_names_what_was_compared_and_nothing_else(model: Model) -> None:
    pair = compared(
        model, {"dob": "1970-02-03", "gender": "Nam"}, {"dob": "1970-02-03", "cccd": "067070001111"}
    )
    fields = [e.field for e in pair.evidence]
    assert fields[:2] == ["prior", "name"]
    assert "dob" in fields
    assert not {"gender", "cccd", "phone"} & set(fields)


def test_a_common_name_counts_less(model: Model) -> None:
    others = [record(f"o{i}", full_name="Nguyễn Văn Hùng") for i in range(20)]
    left, right = record("a", full_name="Nguyễn Văn Hùng"), record("b", full_name="Nguyễn Văn Hùng")
    common = link.compare(left, right, among=others, model=model)
    rare = link.compare(record("a"), record("b"), among=others, model=model)
    assert common.weight < rare.weight
    assert ("name_rarity", "common") in [(e.field, e.level) for e in common.evidence]
    assert ("name_rarity", "rare") in [(e.field, e.level) for e in rare.evidence]


def test_what_would_change(model: Model) -> None:
    mistake = compared(model, {"dob": "1967-06-16"}, {"dob": "1967-07-16"})
    unknown = compared(model, {}, {})
    merged = compared(model, {"dob": "1967-06-16"}, {"dob": "1967-06-16"})
    assert [pair.band for pair in (mistake, unknown, merged)] == ["ask", "ask", "same"]
    sentences = [explain.what_would_change(pair) for pair in (mistake, unknown, merged)]
    assert len(set(sentences)) == 3
    assert "16/07/1967" in sentences[0]
