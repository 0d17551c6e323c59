"""Points at risk and progress, from a frozen state of the components."""

from datetime import date
from decimal import Decimal

from scoring.boards import ComponentState, points_at_risk, progress_by_agency, progress_by_field
from scoring.catalogue.model import Catalogue

DAY = date(2025, 1, 10)


def test_without_anything_every_component_with_documents_is_at_risk(training: Catalogue) -> None:
    risks = points_at_risk(training, {}, DAY)
    expected = {leaf.code for leaf in training.leaves if leaf.documents}
    assert {risk.code for risk in risks} == expected
    assert {risk.days_left for risk in risks} == {21}
    assert [risk.points for risk in risks] == sorted((risk.points for risk in risks), reverse=True)


def test_what_is_attached_is_not_at_risk_and_what_is_explained_comes_last(training: Catalogue) -> None:
    states = {
        "1.1.1": ComponentState("1.1.1", documents=frozenset({"Kế hoạch CCHC năm"})),
        "1.1.2": ComponentState("1.1.2", documents=frozenset({"Kế hoạch CCHC năm"})),
        "7.1.1": ComponentState("7.1.1", explained=True),
    }
    risks = points_at_risk(training, states, date(2025, 2, 2))
    by_code = {risk.code: risk for risk in risks}
    assert "1.1.1" not in by_code
    assert by_code["1.1.2"].missing == ("Báo cáo kết quả thực hiện kế hoạch",)
    assert (by_code["1.1.2"].lead, by_code["1.1.2"].days_left) == ("so_noi_vu", -2)
    assert risks[-1].code == "7.1.1"


def test_progress_counts_every_component_once(training: Catalogue) -> None:
    states = {
        "2.1.1": ComponentState("2.1.1", "submitted", self_score=Decimal("0.5")),
        "8.3.3": ComponentState("8.3.3", "accepted", self_score=Decimal("0.25")),
    }
    for lines in (progress_by_field(training, states), progress_by_agency(training, states)):
        assert sum(line.components for line in lines) == 88
        assert sum(line.max for line in lines) == 100
        assert sum(line.self_scored for line in lines) == Decimal("0.75")
    fields = {line.key: line for line in progress_by_field(training, states)}
    assert (fields["2"].stages["submitted"], fields["2"].stages["empty"]) == (1, 9)
    agencies = {line.key: line for line in progress_by_agency(training, states)}
    assert agencies["so_tai_chinh"].stages["accepted"] == 1
    assert agencies[""].components == 4  # SIPAS: nobody's
