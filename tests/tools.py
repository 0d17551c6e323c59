"""What tests ask of the machine they run on."""

import os
import shutil

import pytest


def need_tool(*names: str) -> str:
    """The path of the first of these programs that is installed; without any the test is skipped.

    Under CI=true nothing may be skipped for want of a tool, so there the test fails.
    """
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    reason = f"needs {' or '.join(names)}, which this machine does not have"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
