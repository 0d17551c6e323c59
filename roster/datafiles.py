"""Finds and reads the data files: shipped ones, or the officer's own that take their place.

A file in the user's data folder wins over the shipped file of the same name; that is where an officer edits.
Knows TOML and types; knows nothing of what the files mean.
"""

import csv
import re
import tomllib
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from roster import settings
from roster.errors import UserError, raise_all

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")

_PACKAGE = Path(__file__).parent
_PLACE_IN_TOML = re.compile(r"line (\d+), column (\d+)")

# What to say where the type of pydantic's error begins so; the values are filled in per case.
_NOT_A_LIST = UserError(
    "wrong_value", "{file}: {key} is {value}, which is not a list. Write its entries in square brackets."
)
_NOT_A_TABLE = UserError(
    "wrong_value", "{file}: {key} is {value}, which is not a table. Write it as in the shipped file."
)
_NOT_A_DECIMAL = UserError(
    "wrong_value", '{file}: {key} is {value}, which is not a number. Write it with a dot: "2.50".'
)
_WANTED = {
    "bool": UserError("wrong_value", "{file}: {key} is {value}. Write true or false, without quotes."),
    "int": UserError(
        "wrong_value", "{file}: {key} is {value}, which is not a whole number. Write digits without quotes."
    ),
    "float": UserError(
        "wrong_value", "{file}: {key} is {value}, which is not a number. Write digits without quotes."
    ),
    "decimal": _NOT_A_DECIMAL,
    "finite": _NOT_A_DECIMAL,
    "string": UserError("wrong_value", "{file}: {key} is {value}, which is not a text. Write it in quotes."),
    "date": UserError(
        "wrong_value", "{file}: {key} is {value}, which is not a date. Write it as 2024-12-20, no quotes."
    ),
    "tuple": _NOT_A_LIST,
    "list": _NOT_A_LIST,
    "dataclass": _NOT_A_TABLE,
    "dict": _NOT_A_TABLE,
}


@cache
def _shipped_root() -> Path:
    installed = _PACKAGE / "_data"  # inside a wheel
    return installed if installed.is_dir() else _PACKAGE.parent / "data"  # in a checkout


def shipped(name: str) -> Path:
    """The shipped file or folder `name`, for example `plans/daknong-2024.toml`."""
    return _shipped_root() / name


def find(name: str) -> Path:
    """The file in use for `name`: the officer's own copy if there is one, else the shipped one."""
    own = settings.user_data_dir() / name
    return own if own.is_file() else shipped(name)


def names(folder: str, suffix: str = ".toml") -> tuple[str, ...]:
    """The data files of a folder, own and shipped together, without suffix, sorted."""
    places = (settings.user_data_dir() / folder, shipped(folder))
    return tuple(sorted({p.stem for place in places if place.is_dir() for p in place.glob(f"*{suffix}")}))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. Raises `UserError` (no_such_file, bad_toml) naming the file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=str(path)) from None
    except UnicodeDecodeError:
        raise UserError(
            "not_utf8", "{file} is not a UTF-8 text file. Save it with the encoding UTF-8.", file=str(path)
        ) from None
    except tomllib.TOMLDecodeError as fault:
        raise _bad_toml(path, str(fault)) from None


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header line, as the file has them."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def load(path: Path, kind: type[T], *, extends: Callable[[str], Path] | None = None) -> T:
    """Read a TOML file as the dataclass `kind`; raise one `UserError` per unknown key or wrong value.

    With `extends`, a file may say `extends = "NAME"`: the file found for NAME (for a name ending in .toml the
    one beside it) is read first, and the keys of this one take the place of its keys; so on up the line.
    """
    files = _extended(path, extends) if extends else {path: read_toml(path)}
    tables = {key: value for content in files.values() for key, value in content.items()}
    origin = {key: file.name for file, content in files.items() for key in content}
    return _fitted(tables, kind, lambda at: (origin.get(at[0], path.name), ".".join(at)))


def fit(table: Mapping[str, Any], kind: type[T], *, file: str, place: str) -> T:
    """One table of a file as the dataclass `kind`; the errors are those of `load`, of keys below `place`."""
    return _fitted(table, kind, lambda at: (file, ".".join(filter(None, (place, *at)))))


def _fitted(
    table: Mapping[str, Any], kind: type[T], named: Callable[[tuple[str, ...]], tuple[str, str]]
) -> T:
    """The table as `kind`; `named` gives the file and the key to show for a place in it."""
    from pydantic import ValidationError  # heavy, and `--help` does not need it

    try:
        fitted: T = _adapter(cast(Hashable, kind)).validate_python(table)
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
        raise_all([_user_error(*named(tuple(map(str, e["loc"]))), dict(e)) for e in errors])
        raise  # unreachable: a ValidationError has at least one error
    return fitted


@cache
def _adapter(kind: Hashable) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(cast(Any, kind))


def _extended(path: Path, extends: Callable[[str], Path]) -> dict[Path, dict[str, Any]]:
    """The file and those it extends, the furthest first."""
    files = {path: read_toml(path)}
    while base := files[path].get("extends"):
        path = path.parent / base if str(base).endswith(".toml") else extends(str(base))
        if path in files:
            raise UserError(
                "circular_extends", "{file} extends itself. Remove its 'extends'.", file=path.name
            )
        files[path] = read_toml(path)
    return dict(reversed(files.items()))


def _bad_toml(path: Path, fault: str) -> UserError:
    place = _PLACE_IN_TOML.search(fault)
    if not place:
        return UserError(
            "bad_toml", "{file}: the file ends in the middle of a value. Complete its end.", file=str(path)
        )
    return UserError(
        "bad_toml",
        "{file}: line {line} cannot be understood from column {column} on. Correct that place.",
        file=str(path),
        line=place[1],
        column=place[2],
    )


def _user_error(file: str, key: str, error: dict[str, Any]) -> UserError:
    if error["type"] in {"extra_forbidden", "unexpected_keyword_argument"}:
        return UserError(
            "unknown_key",
            "{file}: there is no setting {key}. Remove it or correct its spelling.",
            file=file,
            key=key,
        )
    if error["type"] == "missing" or error["type"].startswith("missing_"):
        return UserError("missing_key", "{file}: the setting {key} is missing. Add it.", file=file, key=key)
    return _wrong_value({"file": file, "key": key, "value": repr(error["input"])[:60]}, error)


def _wrong_value(about: dict[str, str], error: dict[str, Any]) -> UserError:
    if error["type"] in {"literal_error", "enum"}:
        allowed = error["ctx"]["expected"].replace(" or ", ", ")
        return UserError(
            "wrong_value", "{file}: {key} is {value}. Use one of {allowed}.", **about, allowed=allowed
        )
    for start, said in _WANTED.items():
        if error["type"].startswith(start):
            return UserError(said.code, said.message, **about)
    return UserError(
        "wrong_value",
        "{file}: the value {value} of {key} is not valid. Correct it as in the shipped file.",
        **about,
    )
