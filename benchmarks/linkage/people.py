"""Lists of invented people with the truth about who is who: any number of records, in a quality, from a seed.

The model: persons (`persons`) stand in one or more lists of their province; each list has habits of its own
(capitals, how dates are written), each row its own mistakes (`rates.toml`). It stands in for real lists,
which cannot be had; it knows no matcher.

`python -m benchmarks.linkage.people FOLDER --records 5000 --quality poor` writes in.csv and truth.csv.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.linkage import name_ways, number_ways, persons, workplaces
from benchmarks.linkage.date_ways import type_dates
from benchmarks.linkage.draws import Codes, Mask, Texts, chance, texts, type_rows, type_some
from benchmarks.linkage.persons import Persons
from benchmarks.linkage.rates import QUALITIES, NameRates, PeopleRates, Rates, WorkRates, load
from benchmarks.linkage.workplaces import Workplaces
from roster import datafiles

COLUMNS = ("record_id", "list_id", "full_name", "dob", "phone", "cccd", "email", "position", "agency")


@dataclass(frozen=True, slots=True)
class Invented:
    """`records` has the columns of `COLUMNS`, all texts; `truth` has record_id and person_id."""

    records: pd.DataFrame
    truth: pd.DataFrame

    def write(self, folder: Path) -> None:
        """Write in.csv and truth.csv into the folder, which is made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        self.records.to_csv(folder / "in.csv", index=False)
        self.truth.to_csv(folder / "truth.csv", index=False)


def invent(count: int, rates: Rates, *, seed: int) -> Invented:
    """So many records; the same count, rates and seed give the same ones."""
    rng = np.random.default_rng(seed)
    provinces = _provinces(count, rates.people)
    places = workplaces.build(rng, provinces)
    number = max(1, round(count * rates.people.persons_per_record))
    people = persons.invent(rng, number, rates=rates.people, places=places)
    who, turn = _appearances(rng, number, count, rates=rates.people)
    lists = people.province[who] * rates.people.kinds_of_lists + _kinds(rng, who, turn, rates=rates.people)
    records = pd.DataFrame(
        {
            "record_id": texts([f"r{n}" for n in range(count)]),
            "list_id": texts([f"L{n:05}" for n in range(int(lists.max()) + 1)])[lists],
            "full_name": _names(rng, people, (who, lists), rates.name),
            "dob": type_dates(rng, people.birth.take(who), lists, rates.dob),
            "phone": _phones(rng, people, who, rates=rates, places=places),
            "cccd": _cards(rng, people, who, rates=rates),
            "email": _emails(rng, people, who, rates=rates, places=places),
            **_work(rng, people, (who, turn), rates=rates.work, places=places),
        },
        columns=list(COLUMNS),
    )
    truth = pd.DataFrame({"record_id": records["record_id"], "person_id": who})
    return Invented(records, truth)


def _provinces(count: int, rates: PeopleRates) -> Texts:
    names = [row["name_vi"] for row in datafiles.read_csv(datafiles.shipped("cccd_provinces.csv"))]
    return texts(names[: min(len(names), 1 + count // rates.records_per_province)])


def _appearances(
    rng: np.random.Generator, number: int, count: int, *, rates: PeopleRates
) -> tuple[Codes, Codes]:
    """Who stands in each record, shuffled, and whether it is their first, second … record (from 0).

    Everybody has one; the others go to some, `many_records` of whom get more than two.
    """
    more = count - number
    twice = round(more * (1 - rates.many_records))
    having_two = rng.permutation(number)[:twice]
    again = rng.choice(having_two, more - len(having_two)) if twice else np.empty(0, np.int64)
    who = np.concatenate([np.arange(number), having_two, again])
    rng.shuffle(who)
    return who, _nth(who)


def _nth(who: Codes) -> Codes:
    """How often the same value stood before, for each row."""
    return pd.Series(who).groupby(who).cumcount().to_numpy().astype(np.int64)


def _kinds(rng: np.random.Generator, who: Codes, turn: Codes, *, rates: PeopleRates) -> Codes:
    """The kind of list of each record: another for each record of a person, but for a few typed twice."""
    start = rng.integers(rates.kinds_of_lists, size=int(who.max()) + 1)
    again = chance(rng, rates.twice_in_a_list, len(who)) & (turn > 0)
    kinds: Codes = (start[who] + np.where(again, turn - 1, turn)) % rates.kinds_of_lists
    return kinds


def _names(rng: np.random.Generator, people: Persons, rows: tuple[Codes, Codes], rates: NameRates) -> Texts:
    """Mistakes of the rows first, then the habits of the lists."""
    who, lists = rows
    names, female = people.names.full[who], people.names.female[who]
    type_rows(rng, names, name_ways.WAYS, rates.rows)
    for way, share in rates.lists.items():
        typed = chance(rng, share, int(lists.max()) + 1)[lists]
        if way == "titled":
            type_some(rng, names, typed & female, name_ways.WAYS["madam"])
            type_some(rng, names, typed & ~female, name_ways.WAYS["sir"])
        else:
            type_some(rng, names, typed, name_ways.WAYS[way])
    return names


def _phones(
    rng: np.random.Generator, people: Persons, who: Codes, *, rates: Rates, places: Workplaces
) -> Texts:
    own, count = rates.phone, len(who)
    typed = people.phone[who]
    changed = chance(rng, own.changed, count)
    typed[changed] = people.second_phone[who[changed]]
    type_rows(rng, typed, number_ways.WAYS, own.typed)
    office = chance(rng, own.office, count)
    typed[office] = places.phone[people.agency[who[office]]]
    beside = chance(rng, own.second_beside, count) & ~office
    typed[beside] = typed[beside] + " / " + people.second_phone[who[beside]]
    return _present(rng, typed, own.present)


def _cards(rng: np.random.Generator, people: Persons, who: Codes, *, rates: Rates) -> Texts:
    own = rates.card
    typed = people.card[who]
    old = chance(rng, own.old_card, len(who))
    typed[old] = people.old_card[who[old]]
    typed = _present(rng, typed, own.present)
    type_rows(rng, typed, number_ways.WAYS, own.typed)
    return typed


def _emails(
    rng: np.random.Generator, people: Persons, who: Codes, *, rates: Rates, places: Workplaces
) -> Texts:
    own, count = rates.email, len(who)
    typed = people.email[who]
    other = chance(rng, own.other, count)
    typed[other] = people.second_email[who[other]]
    office = chance(rng, own.office, count)
    typed[office] = places.mailbox[people.agency[who[office]]]
    typed = _present(rng, typed, own.present)
    type_rows(rng, typed, number_ways.WAYS, own.typed)
    return typed


def _present(rng: np.random.Generator, typed: Texts, share: float) -> Texts:
    typed[~chance(rng, share, len(typed))] = ""
    return typed


def _work(
    rng: np.random.Generator,
    people: Persons,
    rows: tuple[Codes, Codes],
    *,
    rates: WorkRates,
    places: Workplaces,
) -> dict[str, Texts]:
    """Position and agency; from some record on, those who moved or rose have the new ones."""
    who, turn = rows
    later = turn >= 1 + rng.integers(2, size=len(who))
    agency = np.where(later, people.other_agency[who], people.agency[who])
    post = np.where(later, people.other_post[who], people.post[who])
    return {
        "position": _positions(rng, post, rates=rates, places=places),
        "agency": _agencies(rng, agency, post, rates=rates, places=places),
    }


def _positions(rng: np.random.Generator, post: Codes, *, rates: WorkRates, places: Workplaces) -> Texts:
    count = len(post)
    typed = places.post[post]
    for share, column in (
        (rates.abbreviated_position, places.post_short),
        (rates.without_unit, places.post_bare),
    ):
        rows = chance(rng, share, count)
        typed[rows] = column[post[rows]]
    generic = chance(rng, rates.generic_position, count)
    typed[generic] = rng.choice(places.generic, int(generic.sum()))
    return _present(rng, typed, rates.position_present)


def _agencies(
    rng: np.random.Generator, agency: Codes, post: Codes, *, rates: WorkRates, places: Workplaces
) -> Texts:
    count = len(agency)
    typed = places.name[agency]
    for share, column in ((rates.with_province, places.placed), (rates.abbreviated_agency, places.short)):
        rows = chance(rng, share, count)
        typed[rows] = column[agency[rows]]
    capitals: Mask = chance(rng, rates.capitals, count)
    type_some(rng, typed, capitals, lambda name, _: name.upper())
    unit = places.unit[post]
    first = chance(rng, rates.unit_first, count) & (unit != "")
    typed[first] = unit[first] + ", " + typed[first]
    return _present(rng, typed, rates.agency_present)


def main() -> None:
    """Write one data set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--quality", choices=QUALITIES, default="rich")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    invent(chosen.records, load(chosen.quality), seed=chosen.seed).write(chosen.folder)


if __name__ == "__main__":
    main()
