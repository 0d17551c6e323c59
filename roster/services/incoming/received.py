"""Which files a person means by the paths given: folders walked through, names made clear.

Knows paths; opens no file.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from roster.errors import UserError, raise_all


def files_of(folder: Path, *, without: Iterable[Path] = ()) -> dict[str, Path]:
    """The files of a folder and its sub-folders, by relative name with '/', sorted by it.

    Hidden files and folders, Excel's lock files (~$…) and what lies in or under `without` (our own results)
    are passed over. Raises `UserError` where nothing is left.
    """
    if not folder.is_dir():
        raise UserError("no_such_folder", "There is no folder {folder}. Check the path.", folder=str(folder))
    found = {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}
    ours = {path.resolve() for path in without}
    named = {
        name.as_posix(): path
        for name, path in found.items()
        if not _is_passed_over(name) and not ours.intersection((path.resolve(), *path.resolve().parents))
    }
    if not named:
        raise UserError(
            "empty_folder",
            "There are no files in {folder}. Put the agencies' lists there.",
            folder=str(folder),
        )
    return dict(sorted(named.items()))


def named_files(paths: Iterable[Path]) -> dict[str, Path]:
    """The files given one by one, by base name; where two have the same, by the path as it was given.

    A folder stands for the files in it. Raises `UserError`s for paths that do not exist.
    """
    given = list(dict.fromkeys(paths))
    raise_all([_missing(path) for path in given if not path.exists()])
    times = Counter(path.name for path in given if not path.is_dir())
    named: dict[str, Path] = {}
    for path in given:
        if path.is_dir():
            named |= files_of(path)
        else:
            named[path.name if times[path.name] == 1 else path.as_posix()] = path
    return named


def _is_passed_over(name: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in name.parts)


def _missing(path: Path) -> UserError:
    return UserError("no_such_file", "There is no file {file}. Check the path.", file=str(path))
