"""What tests ask of the machine they run on."""

import os
import shutil
from collections.abc import Sequence

import pytest

LONG = bool(os.environ.get("ROSTER_TEST_LONG"))  # `make test-long`


def need_tool(*names: str, folders: Sequence[str] = ()) -> str:
    """The path of the first of these programs that is installed; without any the test is skipped.

    `folders` are looked through after those of PATH.

    Under CI=true nothing may be skipped for want of a tool, so there the test fails.
    """
    where = os.pathsep.join((os.environ.get("PATH", os.defpath), *folders))
    found = next((path for name in names if (path := shutil.which(name, path=where))), None)
    if found:
        return found
    reason = f"needs {' or '.join(names)}, which this machine does not have"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
