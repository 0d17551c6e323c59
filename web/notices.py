"""What the next page says about what was just done, once."""

from typing import Literal

from flask import flash


def say(sentence: str, kind: Literal["done", "error"] = "done") -> None:
    """Show a sentence on the next page that is opened, in its live region."""
    flash(sentence, kind)
