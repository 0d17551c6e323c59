"""What holds for every test: the product speaks its default language, whatever the test before it said."""

import pytest

from roster import messages


@pytest.fixture(autouse=True)
def default_language() -> None:
    messages.set_language(messages.DEFAULT_LANGUAGE)
