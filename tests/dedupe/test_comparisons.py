import pytest

from roster.dedupe import date_levels, features
from roster.dedupe.columns import NOT_COMPARED, NOT_STATED
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.model import Model
from roster.model import PersonRecord, Source


@pytest.mark.parametrize(
    ("left", "right", "level"),
    [
        ("1975-04-03", "1975-04-03", "full"),
        ("1975-04", "1975-04-03", "month"),
        ("1975-04", "1975-04", "month"),
        ("1975", "1975-04-03", "year"),
        ("1975", "1975-04", "year"),
        ("1975", "1975", "year"),
        ("1975-04-03", "1975-03-04", "swapped"),
        ("1975-04-03", "1975-05-03", "one_part"),
        ("1975-04-03", "1975-04-13", "one_part"),
        ("1975-04-03", "1976-04-03", "one_part"),
        ("1975-04-03", "1975-11-20", "same_year"),
        ("1975-04-03", "1980-12-12", "different"),
        ("1975", "1976-04-03", "partial_differs"),
        ("1975-04", "1975-05-03", "partial_differs"),
        ("1975-04", "1976-04", "partial_differs"),
    ],
)
def test_date_level(left: str, right: str, level: str) -> None:
    dates = date_levels.read([left, right])
    found = date_levels.levels(dates.values, dates.codes, dates.codes[::-1])
    assert [date_levels.LEVELS[place] for place in found] == [level, level]


def record(key: str, **fields: object) -> PersonRecord:
    fields.setdefault("source", Source(f"{key}.xlsx", "", 1))
    fields.setdefault("full_name", f"Nguyễn Văn {key.title()}")
    return PersonRecord(key=key, **fields)  # type: ignore[arg-type]  # the keys are fields of PersonRecord


def level(field: str, records: list[PersonRecord], model: Model) -> str | None:
    """The level of the first two records, read among all."""
    comparison = next(c for c in COMPARISONS if c.field == field)
    column = features.read(records, model).columns[field]
    left, right = column.codes[:1], column.codes[1:2]
    if NOT_STATED in (*left, *right):
        return None
    (found,), (mirrored,) = (
        comparison.level(column.values, *ends) for ends in ((left, right), (right, left))
    )
    assert found == mirrored
    return None if found == NOT_COMPARED else comparison.levels[found]


MOBILE, OTHER, LINE = "+84905123456", "+84978555444", "+842613544111"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((MOBILE,), (OTHER, MOBILE), "mobile"),
        ((MOBILE,), (OTHER,), "different"),
        ((MOBILE,), ("+84905123457",), "one_digit"),
        ((LINE,), (LINE,), "landline"),
        ((LINE, MOBILE), (LINE, OTHER), "landline"),
        ((LINE,), (MOBILE,), None),
        ((), (MOBILE,), None),
    ],
)
def test_phone(left: tuple[str, ...], right: tuple[str, ...], expected: str | None, model: Model) -> None:
    assert level("phone", [record("an", phones=left), record("binh", phones=right)], model) == expected


def test_a_number_of_several_people_is_shared(model: Model) -> None:
    people = [record(key, phones=(MOBILE,)) for key in ("an", "bình", "chi")]
    assert level("phone", people, model) == "shared"


def test_one_person_in_three_spellings_does_not_share_a_number(model: Model) -> None:
    names = ["Nguyễn Văn Thịnh", "Nguyen Van Thinh", "Ng. Văn Thịnh"]
    people = [record(f"r{i}", full_name=name, phones=(MOBILE,)) for i, name in enumerate(names)]
    assert level("phone", people, model) == "mobile"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("vinhdq@daknong.gov.vn", "VinhDQ@daknong.gov.vn", "same"),
        ("vanthu@daknong.gov.vn", "vanthu@daknong.gov.vn", "shared"),
        ("vinhdq@daknong.gov.vn", "hoatt@daknong.gov.vn", "different"),
        ("vinhdq@daknong.gov.vn", "vanthu@daknong.gov.vn", None),
    ],
)
def test_email(left: str, right: str, expected: str | None, model: Model) -> None:
    assert level("email", [record("an", email=left), record("binh", email=right)], model) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("067075001234", "067075001234", "same"),
        ("067075001234", "067075001243", "one_digit"),
        ("067075001234", "067075009876", "different"),
        ("245123456", "067075009876", None),
        ("245123456", "245123456", "same"),
    ],
)
def test_card(left: str, right: str, expected: str | None, model: Model) -> None:
    assert level("cccd", [record("an", cccd=left), record("binh", cccd=right)], model) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"agency_code": "so_noi_vu"}, {"agency_code": "so_noi_vu"}, "same"),
        ({"agency_code": "so_noi_vu"}, {"agency_code": "so_y_te"}, "different"),
        ({"agency_code": "so_noi_vu"}, {"agency_code": "so_y_te", "group": "dai_bieu_hdnd"}, "other_role"),
        ({"agency_code": "so_noi_vu"}, {"agency": "Chi cục Kiểm lâm"}, None),
        ({"agency": "Chi cục  kiểm lâm"}, {"agency": "Chi cục Kiểm lâm"}, "same"),
        ({"agency_code": "so_noi_vu"}, {}, None),
    ],
)
def test_agency(
    left: dict[str, object], right: dict[str, object], expected: str | None, model: Model
) -> None:
    assert level("agency", [record("an", **left), record("binh", **right)], model) == expected


def test_within_one_list_the_agency_says_nothing(model: Model) -> None:
    source = Source("a.xlsx", "", 1)
    people = [record(k, source=source, agency_code="so_noi_vu") for k in ("an", "binh")]
    assert level("agency", [*people, record("chi")], model) is None
    assert level("list", [*people, record("chi")], model) == "same_list"
    assert level("list", people, model) is None  # with a single list it says nothing either


def test_position_of_a_delegate(model: Model) -> None:
    director, delegate = {"position": "Giám đốc"}, {"position": "Cán bộ", "group": "dai_bieu_hdnd"}
    assert level("position", [record("an", **director), record("binh", **delegate)], model) == "other_role"
    assert level("position", [record("an", **director), record("binh", **director)], model) == "same"
