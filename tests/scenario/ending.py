"""What the program says at the end of the scenario, in the words of `truth.json`."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from roster.services.collecting import progress
from roster.services.followup import answer_rows, calls, people, rates, roster
from roster.services.handovers import addenda
from roster.services.handovers import history as hand_overs
from roster.services.replacements import history
from roster.services.replacements.history import Ordered
from roster.survey.hand_over import HandOver
from tests.scenario.playing import Player

LAST = date(2025, 1, 10)
FIRST_PAGE: Mapping[str, int] = {"page": 1, "per_page": 1000}


def ending(player: Player) -> dict[str, Any]:
    """Everything the scenario's truth speaks of, people by the script's own names."""
    names = {number: name for name, number in player.numbers().items()}
    plan = player.plan
    with player.door.database.changing() as session:
        roster.ensure(session, plan=plan, by="scenario")
        listed, _total = people.search(session, people.Wanted(), plan=plan, **FIRST_PAGE)
        found = rates.rates(session, plan=plan, today=LAST)
        state_of = {names[one.person]: one.status for one in listed}
        return {
            "agencies": _agencies(session, player),
            "hand_overs": [_hand_over(session, one, names) for one in _oldest_first(session, player)],
            "replacements": [_order(one, names) for one in reversed(history.ordered(session))],
            "answers": _answers(session, player),
            "answers_by_day": {one.day.isoformat(): one.came for one in found.days if one.came},
            "rates": player.rates,
            "reserves": _reserves(session, player, names),
            "roster_of": _rosters(session, player, names),
            "disclosures": _disclosures(session, player),
            "states": dict(Counter(state_of.values())),
            "state_of": state_of,
        }


def _agencies(session: Session, player: Player) -> dict[str, Any]:
    lines = progress.progress(session, plan=player.plan, today=LAST).lines
    return {
        line.agency.code: {
            "day": line.day.isoformat() if line.day else "",
            "days_late": line.days_late,
            "reminders": line.reminders,
        }
        for line in lines
    }


def _oldest_first(session: Session, player: Player) -> list[HandOver]:
    return list(reversed(hand_overs.everything(session, plan=player.plan)))


def _hand_over(session: Session, one: HandOver, names: Mapping[str, str]) -> dict[str, Any]:
    said = {
        "name": one.name,
        "day": one.day.isoformat(),
        "lines": one.people,
        "groups": dict(one.counts),
    }
    if not one.addendum:
        return said
    kinds: dict[str, set[str]] = {"added": set(), "removed": set(), "changed": set()}
    for change in addenda.said(session, one):
        kinds[change.kind].add(names[change.listed.person])
    return said | {kind: sorted(people) for kind, people in kinds.items()}


def _order(one: Ordered, names: Mapping[str, str]) -> dict[str, Any]:
    into = {names[line.person] for line in one.act.into}
    return {
        "person": names[one.act.out[0].person],
        "into": "".join(into),
        "reason": one.reason,
        "text": one.text,
        "allowed_by": one.allowed_by,
        "day": one.day.isoformat(),
        "undone": one.undone,
    }


def _reserves(session: Session, player: Player, names: Mapping[str, str]) -> dict[str, Any]:
    (one,) = history.standing_by(session, plan=player.plan)
    return {
        "people": [names[reserve.person] for reserve in one.people],
        "next": names[one.next.person] if one.next else "",
    }


def _answers(session: Session, player: Player) -> list[dict[str, Any]]:
    found, _total = answer_rows.imports(session, plan=player.plan, **FIRST_PAGE)
    assert not any(one.open for one in found)
    files = [act["file"] for act in player.told["act"] if act["kind"] == "answers"]
    return [
        {"file": file, "rows": one.rows, **one.counts}
        for file, one in zip(files, reversed(found), strict=True)
    ]


def _rosters(session: Session, player: Player, names: Mapping[str, str]) -> dict[str, Any]:
    """Who was off and on the roster at the end of each day of the script since the list was sent."""
    days = sorted({act["day"] for act in player.told["act"]})
    sent = next(act["day"] for act in player.told["act"] if act["kind"] == "hand_over")
    first = {names[one.person] for one in history.on_day(session, sent, plan=player.plan).lines}
    found = {}
    for day in (one for one in days if one >= sent):
        then = {names[one.person] for one in history.on_day(session, day, plan=player.plan).lines}
        found[day.isoformat()] = {"gone": sorted(first - then), "came": sorted(then - first)}
    return found


def _disclosures(session: Session, player: Player) -> list[dict[str, Any]]:
    given, _total = calls.given(session, plan=player.plan, **FIRST_PAGE)
    codes = {one.name: one.code for one in player.plan.partners}
    return [{"recipient": codes[one.recipient], "people": one.people} for one in reversed(given)]
