"""`python -m bundle.licences`: the licences of all the program is delivered with: docs/licences.md."""

import sys

from bundle.parts import Part, parts

_HEAD = """# Licences

Written by `make licences` from what is installed and locked; not edited by hand. "not installed here" is a
package that only another system or version of Python needs.

| Package | Version | From | Licence |
| --- | --- | --- | --- |
"""


def document() -> str:
    """The whole document."""
    return _HEAD + "".join(map(_line, parts()))


def _line(one: Part) -> str:
    return f"| {one.name} | {one.version} | {one.kind} | {one.licence} |\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a console's
    sys.stdout.write(document())
