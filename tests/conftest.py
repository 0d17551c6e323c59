"""What holds for every test: the default language, and Hypothesis that tries the same examples each time.

`ROSTER_TEST_LONG=1` looks for new examples, and for more of them.
"""

import os

import pytest
from hypothesis import settings

from roster import messages

settings.register_profile("steady", derandomize=True, deadline=None)  # how long a test takes is no defect
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile("long" if os.environ.get("ROSTER_TEST_LONG") else "steady")


@pytest.fixture(autouse=True)
def default_language() -> None:
    messages.set_language(messages.DEFAULT_LANGUAGE)
