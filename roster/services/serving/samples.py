"""Ready-made settings with which an office runs the pages: reverse proxy, systemd, Windows.

Knows the files of `data/running` and what is filled in; how the program was started, a door says.
"""

from collections.abc import Mapping

from roster import datafiles

FILES = ("nginx.conf", "roster.service", "windows.ps1", "roster.xml")
PORT = 8000


def samples(*, port: int = PORT, options: str = "") -> Mapping[str, str]:
    """The text of each of `FILES`; `options` are those of `roster web` beside the port, a space before each.

    Where the program is installed, where its data lie and what the server is called are examples.
    """
    return {name: _filled(name, {"@PORT@": str(port), "@OPTIONS@": options}) for name in FILES}


def _filled(name: str, values: Mapping[str, str]) -> str:
    text = datafiles.find(f"running/{name}").read_text(encoding="utf-8")
    for place, value in values.items():
        text = text.replace(place, value)
    return text
