"""Chooses the language of a command from its words, and makes click's own sentences follow it."""

import gettext
import os
from collections.abc import Sequence
from itertools import zip_longest

from roster import datafiles, messages
from roster.messages import N_, NN_

# The sentences of click (8.1 to 8.5) that an officer may meet, for the catalogue.
CLICK = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Positional arguments"),
    N_("Aborted!"),
    N_("Missing command."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("No such option {name!r}."),
    N_("No such option: {name}"),
    N_("No such command {name!r}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is a directory."),
    N_("file"),
    N_("directory"),
    N_("path"),
    N_("required"),
    N_("default: {default}"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("Choose from:\n\t{choices}"),
    N_("{value} is not in the range {range}."),
    N_("Option {name!r} does not take a value."),
    N_("Argument {name!r} takes {nargs} values."),
    N_("{name} {filename!r} is not readable."),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    NN_(
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ),
)


def wanted(words: Sequence[str]) -> str:
    """The language that `--lang LANGUAGE` or `--lang=LANGUAGE` asks for, the default one without it."""
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if word == "--":
            break
        if word == "--lang":
            return after
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
    return messages.DEFAULT_LANGUAGE


def choose(words: Sequence[str]) -> None:
    """Use the language that the command asks for; an unknown one is left for the command to refuse."""
    asked = wanted(words)
    chosen = asked if asked in messages.LANGUAGES else messages.DEFAULT_LANGUAGE
    messages.set_language(chosen)
    # click translates through Python's global gettext domain, which asks the environment for the language
    os.environ["LANGUAGE"] = chosen
    gettext.bindtextdomain("roster", str(datafiles.shipped("locale")))
    gettext.textdomain("roster")
