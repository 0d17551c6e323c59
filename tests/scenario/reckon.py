"""The end of the scenario reckoned by plain counting, from the script and the invented province's own truth.

Knows nothing of the program: no module of `roster` is used, so that both can be wrong only apart.
After a change of the script: `python -m tests.scenario.reckon LISTS-TRUTH.json` writes `truth.json` anew.
"""

import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCRIPT, TRUTH = HERE / "december.toml", HERE / "truth.json"
DELEGATES = "dai_bieu_hdnd"
COLLECT_BY = date(2024, 12, 16)
Act = Mapping[str, Any]
Line = tuple[str, str, str]  # person, group, agency in words


def script() -> dict[str, Any]:
    return tomllib.loads(SCRIPT.read_text(encoding="utf-8"))


def reckon(told: Mapping[str, Any], province: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that is true at the end, as JSON takes it."""
    survey = _Survey(told, province)
    for act in told["act"]:
        getattr(survey, f"_{act['kind']}")(act)
        survey.look_at_the_roster(act["day"])
    return survey.end()


class _Survey:
    """The roster, what was sent of it, and what became of everybody, act by act."""

    def __init__(self, told: Mapping[str, Any], province: Mapping[str, Any]) -> None:
        self.told, self.files = told, province["files"]
        self.in_force = _lines(province["rows"])  # who would be handed over today
        self.sent: set[Line] = set()  # who was handed over last
        self.agencies: defaultdict[str, dict[str, Any]] = defaultdict(lambda: {"day": "", "reminders": 0})
        self.hand_overs: list[dict[str, Any]] = []
        self.replacements: list[dict[str, Any]] = []
        self.status: dict[str, tuple[str, date]] = {}
        self.answers: list[dict[str, Any]] = []
        self.rates: dict[str, Any] = {}
        self.disclosures: list[dict[str, Any]] = []
        self.corrected: list[str] = []
        self.first: set[Line] = set()  # of hand-over 1
        self.standing_by: dict[str, set[Line]] = {}  # by person, in order: where he or she would stand
        self.called: list[str] = []  # of those, who came onto the roster
        self.roster_of: dict[str, dict[str, list[str]]] = {}  # by day: who went and came since then

    def _lists(self, act: Act) -> None:
        everybody = {one["sender"] for one in self.files.values()}
        for sender in act.get("senders") or everybody - set(act["all_but"]):
            self.agencies[sender]["day"] = act["day"].isoformat()

    def _remind_agencies(self, act: Act) -> None:
        for sender in act["agencies"]:
            self.agencies[sender]["reminders"] += 1

    def _settle_pairs(self, _act: Act) -> None:
        """Every question is answered by the province's truth, so `in_force` is right already."""

    def _hand_over(self, act: Act) -> None:
        self.sent = set(self.in_force)
        self.first = self.first or self.sent
        self._keep(act, "2" if self.hand_overs else "1")

    def _addendum(self, act: Act) -> None:
        before, self.sent = self.sent, set(self.in_force)
        self._keep(act, "1.1")
        self.hand_overs[-1] |= {
            "added": sorted({person for person, *_ in self.sent - before}),
            "removed": sorted({person for person, *_ in before - self.sent}),
            "changed": sorted(self.corrected),
        }

    def look_at_the_roster(self, day: date) -> None:
        if self.first:
            gone, came = self.first - self.in_force, self.in_force - self.first
            self.roster_of[day.isoformat()] = {
                "gone": sorted({person for person, *_ in gone}),
                "came": sorted({person for person, *_ in came}),
            }

    def _keep(self, act: Act, name: str) -> None:
        groups = Counter(group for _person, group, _agency in self.sent)
        self.hand_overs.append(
            {"name": name, "day": act["day"].isoformat(), "lines": len(self.sent), "groups": dict(groups)}
        )

    def _reserves(self, act: Act) -> None:
        for person in act["people"]:
            self.standing_by[person] = {line for line in self.in_force if line[0] == person}
            self.in_force -= self.standing_by[person]

    def _replace(self, act: Act) -> None:
        out = {line for line in self.in_force if line[0] == act["person"]}
        into = {(act["into"], *min(out)[1:])} if "into" in act else set()
        order = {key: act.get(key, "") for key in ("person", "into", "reason", "text", "allowed_by")}
        if "successor" in act:
            order["into"] = self._next() if act["successor"] == "next" else act["successor"]
            self.called.append(order["into"])
            into = self.standing_by[order["into"]]
        self.in_force = (self.in_force - out) | into
        self.replacements.append(order | {"day": act["day"].isoformat(), "undone": False, "out": sorted(out)})

    def _next(self) -> str:
        return next((one for one in self.standing_by if one not in self.called), "")

    def _undo_replacement(self, act: Act) -> None:
        (one,) = [one for one in self.replacements if one["person"] == act["person"]]
        one["undone"] = True
        self.in_force |= set(one["out"])

    def _correct(self, act: Act) -> None:
        self.corrected.append(act["person"])

    def _mark(self, act: Act) -> None:
        if act.get("everybody"):  # to whom it can happen: who is open, and who was never asked only 'sent'
            open_ = {"": {"sent"}, "sent": {"reminded"}, "reminded": {"reminded"}}
            people = [p for p in self._people() if act["status"] in open_.get(self._now(p), set())]
        else:
            people = act["people"]
        for person in people:
            self.status[person] = (act["status"], act["day"])

    def _answers(self, act: Act) -> None:
        counts: Counter[str] = Counter()
        for one in act["days"]:
            for person in one["people"]:
                counts["sure"] += 1
                self.status[person] = ("answered", one["day"])
        for odd in act["odd"]:
            counts[odd["outcome"]] += 1
            if odd.get("decide"):
                self.status[odd["decide"]] = ("answered", _day(odd["row"]["answered_on"]))
        self.answers.append(
            {"file": act["file"], "rows": sum(counts.values()), **dict(sorted(counts.items()))}
        )
        self.rates[act["day"].isoformat()] = self._rates()

    def _call_list(self, act: Act) -> None:
        open_ = [p for p in self._people() if self._now(p) in ("", "sent", "reminded", "unreachable")]
        self.disclosures.append({"recipient": act["recipient"], "people": len(open_)})

    def _people(self) -> set[str]:
        return {person for person, *_ in self.sent}

    def _now(self, person: str) -> str:
        return self.status.get(person, ("", None))[0]

    def _rates(self) -> dict[str, Any]:
        """Answered and eligible, by group and by agency; who stands in two counts in both."""
        by: dict[str, defaultdict[str, list[int]]] = {
            "groups": defaultdict(lambda: [0, 0]),
            "agencies": defaultdict(lambda: [0, 0]),
        }
        for person, group, agency in self.sent:
            for name, key in (("groups", group), ("agencies", agency)):
                by[name][key][0] += self._now(person) == "answered"
                by[name][key][1] += self._now(person) != "replaced"
        return {name: dict(sorted(found.items())) for name, found in by.items()}

    def end(self) -> dict[str, Any]:
        states = {person: self._now(person) for person in sorted(self._people())}
        days = Counter(day.isoformat() for status, day in self.status.values() if status == "answered")
        return {
            "agencies": {code: one | _late(one["day"]) for code, one in sorted(self.agencies.items())},
            "hand_overs": self.hand_overs,
            "replacements": [_without_lines(one) for one in self.replacements],
            "answers": self.answers,
            "answers_by_day": dict(sorted(days.items())),
            "rates": self.rates,
            "reserves": {"people": list(self.standing_by), "next": self._next()},
            "roster_of": self.roster_of,
            "disclosures": self.disclosures,
            "states": dict(sorted(Counter(states.values()).items())),
            "state_of": states,
        }


def _lines(rows: Iterable[Mapping[str, Any]]) -> set[Line]:
    """Delegates stand in their own group only, everybody else in each group some list has them in."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[row["person"]].setdefault(row["group"], row["agency"] or "")
    return {
        (person, group, agency)
        for person, groups in found.items()
        for group, agency in groups.items()
        if group == DELEGATES or DELEGATES not in groups
    }


def _late(day: str) -> dict[str, int]:
    return {"days_late": max((date.fromisoformat(day) - COLLECT_BY).days, 0)}


def _day(text: str) -> date:
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


def _without_lines(one: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != "out"}


def written(truth: Mapping[str, Any]) -> str:
    return json.dumps(truth, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    known = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TRUTH.write_text(written(reckon(script(), known)), encoding="utf-8")
