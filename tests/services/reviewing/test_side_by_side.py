import pytest

from roster.dedupe import explain
from roster.dedupe.comparisons import COMPARISONS
from roster.model import Evidence, ScoredPair
from roster.plan import Plan
from roster.services import kept_roles
from roster.services.record_values import ShowNumber
from roster.services.reviewing import review, side_by_side, weighing
from tests.services.lists import delegate, person


def question(**evidence: tuple[str, float]) -> review.Question:
    left = person("Nguyễn Văn An", "1970-01-02", cccd="067070000123", unit="Phòng Một")
    right = delegate("Nguyen Van An", "1970-02-01", cccd="067070000124", unit="phòng một")
    lines = [Evidence("prior", "records", -12.0, "", "")]
    lines += [Evidence(field, level, bits, "l", "r") for field, (level, bits) in evidence.items()]
    pair = ScoredPair("a", "b", sum(line.bits for line in lines), "ask", tuple(lines))
    return review.Question("1", pair, left, right)


def test_every_level_has_one_agreement() -> None:
    levels = {level for c in COMPARISONS if c.field != "list" for level in c.levels}
    named = [level for of_one in side_by_side.LEVELS.values() for level in of_one]
    assert sorted(named) == sorted(levels)


def test_agreement_field_by_field(plan: Plan) -> None:
    asked = question(name=("unaccented", 12.0), dob=("swapped", 7.0), position=("other_role", -0.1))
    rows = {row.field: row for row in side_by_side.rows(asked, plan)}
    found = {field: row.agreement for field, row in rows.items()}
    assert found == {
        "full_name": "similar",
        "dob": "similar",
        "cccd": "none",
        "position": "none",
        "agency": "none",
        "unit": "equal",
        "group": "none",
    }
    assert (rows["dob"].bits, rows["unit"].bits) == (7.0, None)


def test_numbers_are_masked_unless_shown(plan: Plan) -> None:
    def card(**how: ShowNumber) -> str:
        return next(row.left for row in side_by_side.rows(question(), plan, **how) if row.field == "cccd")

    assert "067070" not in card()
    assert card(number=str) == "067070000123"


def test_the_steps_add_up_to_the_weight() -> None:
    asked = question(name=("exact", 13.1), dob=("different", -8.0), gender=("same", 0.7))
    steps = weighing.steps(asked.pair)
    assert [step.field for step in steps] == [explain.PRIOR, "name", "dob", "gender"]
    assert [step.start for step in steps[1:]] == [step.end for step in steps[:-1]]
    assert steps[0].start == 0.0
    assert steps[-1].end == pytest.approx(asked.pair.weight)


def test_no_number_in_what_would_change_the_verdict() -> None:
    line = Evidence("cccd", "one_digit", -1.0, "067070000123", "067070000124")
    pair = ScoredPair("a", "b", -1.0, "ask", (line,))
    assert "067070" not in weighing.what_would_change(pair)
    assert "067070000124" in weighing.what_would_change(pair, shown=weighing.in_full)


@pytest.mark.parametrize(
    ("groups", "rule", "kept"),
    [
        ((), "no_group", ()),
        (("lanh_dao_so",), "one_group", ("lanh_dao_so",)),
        (("lanh_dao_so", "dai_bieu_hdnd"), "delegate_first", ("dai_bieu_hdnd",)),
        (("lanh_dao_phong", "lanh_dao_so"), "no_order", ("lanh_dao_so", "lanh_dao_phong")),
    ],
)
def test_the_rule_that_keeps_a_role(
    groups: tuple[str, ...], rule: str, kept: tuple[str, ...], plan: Plan
) -> None:
    found = kept_roles.of([person("Nguyễn Văn An", group=group) for group in groups], plan)
    assert (found.rule, found.kept) == (rule, kept)
