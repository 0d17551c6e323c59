from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from roster.survey import changes
from roster.survey.listed import Listed, Value

FIELDS = ("stt", "full_name", "group", "phone")


def line(person: int, group: str, name: str = "An", phone: str = "1") -> Listed:
    values: dict[str, Value] = {"stt": person, "full_name": name, "group": group, "phone": phone}
    shown = f"P{person:06d}"
    return Listed(
        shown, person, group, "Sở", "so", "Giám đốc", name=name, phone=phone, email="", values=values
    )


ROSTERS = st.lists(
    st.builds(line, st.integers(1, 5), st.sampled_from("AB"), st.sampled_from(("An", "Ân")), st.just("1")),
    unique_by=lambda one: one.line,
)


def kinds(before: list[Listed], after: list[Listed]) -> list[tuple[str, str, tuple[str, ...]]]:
    found = changes.differences(before, after, fields=FIELDS)
    return [(one.kind, one.listed.person, one.fields) for one in found]


def test_added_removed_changed() -> None:
    before = [line(1, "A"), line(2, "A"), line(3, "A")]
    after = [line(1, "A", phone="2"), line(3, "A"), line(4, "A")]
    assert kinds(before, after) == [
        ("changed", "P000001", ("phone",)),
        ("added", "P000004", ()),
        ("removed", "P000002", ()),
    ]
    assert changes.differences(before, after, fields=FIELDS)[0].was == {"phone": "1"}


def test_another_place_in_the_list_is_no_change() -> None:
    moved = replace(line(1, "A"), order=9, values={**line(1, "A").values, "stt": 9})
    assert kinds([line(1, "A")], [moved]) == []


def test_a_column_the_form_does_not_show_is_no_change() -> None:
    found = changes.differences([line(1, "A")], [line(1, "A", phone="2")], fields=("full_name",))
    assert found == ()


def test_who_changes_the_group_is_one_change() -> None:
    assert kinds([line(1, "A")], [line(1, "B")]) == [("changed", "P000001", ("group",))]
    both = [line(1, "A"), line(1, "B")]
    assert kinds(both, [line(1, "B")]) == [("removed", "P000001", ())]
    assert kinds([line(1, "B")], both) == [("added", "P000001", ())]


def test_people_found_to_be_one() -> None:
    renumbered = changes.renumbered([line(3, "A")], {"P000003": "P000002"})
    assert [one.person for one in renumbered] == ["P000002"]


@given(ROSTERS, ROSTERS)
def test_the_changes_lead_from_one_roster_to_the_other(before: list[Listed], after: list[Listed]) -> None:
    found = changes.differences(before, after, fields=FIELDS)
    lines = {one.line: one for one in before}
    for change in found:
        if change.before:
            lines.pop(change.before.line, None)
    for change in found:
        if change.after:
            lines[change.after.line] = change.after
    assert {key: one.values for key, one in lines.items()} == {one.line: one.values for one in after}
    assert changes.differences(after, after, fields=FIELDS) == ()
