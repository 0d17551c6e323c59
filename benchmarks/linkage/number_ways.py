"""How phones, identity cards and mail addresses are typed and mistyped; a text and a random number each."""

from collections.abc import Mapping

from benchmarks.linkage.draws import Way
from roster import datafiles


def _digit_wrong(number: str, die: int) -> str:
    """One digit other than the first two is another."""
    at = 2 + die % max(len(number) - 2, 1)
    return (
        number[:at] + str((int(number[at]) + 1 + die // 64 % 9) % 10) + number[at + 1 :]
        if number[at:]
        else number
    )


def _digit_lost(number: str, die: int) -> str:
    at = 1 + die % max(len(number) - 1, 1)
    return number[:at] + number[at + 1 :]


def _old_prefixes() -> dict[str, str]:
    rows = datafiles.read_csv(datafiles.shipped("phone_prefixes.csv"))
    return {row["new_prefix"]: row["old_prefix"] for row in rows if row["new_length"] == "10"}


_OLD = _old_prefixes()


def _old_prefix(number: str, _: int) -> str:
    """0168… for 038…, as before September 2018; numbers that had no old prefix stay."""
    return _OLD.get(number[:3], number[:3]) + number[3:]


def _email_typo(address: str, die: int) -> str:
    at = 1 + die % max(address.find("@") - 1, 1)
    return (address[:at] + address[at + 1 :], address.replace(".com", ".con").replace(".vn", ".v"))[
        die // 64 % 2
    ]


WAYS: Mapping[str, Way] = {
    "old_prefix": _old_prefix,
    "plus84": lambda number, die: ("+84", "84")[die % 2] + number.removeprefix("0"),
    "lost_zero": lambda number, _: number.lstrip("0"),
    "spaced": lambda number, _: f"{number[:4]} {number[4:7]} {number[7:]}",
    "dotted": lambda number, _: f"{number[:4]}.{number[4:7]}.{number[7:]}",
    "digit_wrong": _digit_wrong,
    "digit_lost": _digit_lost,
    "capitals": lambda address, _: address.upper(),
    "typo": _email_typo,
}
