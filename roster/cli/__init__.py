"""The command line: parses, calls one service, shows the result, says by its exit code how it went.

The language is chosen before any command is loaded, because help texts are translated while loading.
"""

from collections.abc import Sequence

# How many new objects (and searches among them) Python waits for before it searches for dead circles of
# objects: a list of 100,000 people has none, and searching it hundreds of times takes seconds.
_SEARCH_FOR_CIRCLES = (100_000, 50, 100)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `roster` with the given arguments, else the process's own; returns the exit code (docs/cli.md)."""
    import gc
    import sys

    from roster.cli import language, terminal

    gc.set_threshold(*_SEARCH_FOR_CIRCLES)
    words = list(sys.argv[1:] if arguments is None else arguments)
    terminal.speak_unicode()
    language.choose(words)
    from roster.cli import app, failures

    return failures.exit_code_of(lambda: app.run(words), debug="--debug" in words)
