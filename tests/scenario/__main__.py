"""The scenario by hand: `python -m tests.scenario FOLDER` leaves a database to look at with `roster web`."""

import json
import sys
from pathlib import Path

import click

from roster.plan import load_plan
from tests.scenario import reckon
from tests.scenario.doors import Commands
from tests.scenario.ending import ending
from tests.scenario.playing import Player, invented, plan_of

PLAYED = "ROSTER_PLAYED"  # where a scenario played before lies


def play(folder: Path) -> None:
    folder.mkdir(parents=True)
    told = reckon.script()
    plan = plan_of(told, folder)
    lists, province = invented(folder)
    player = Player(Commands(folder, plan), load_plan(str(plan)), told, province, lists, folder)
    player.play()
    truth, found = json.loads(reckon.TRUTH.read_text(encoding="utf-8")), ending(player)
    for part in truth:
        click.echo(f"{'=' if found[part] == truth[part] else '≠'} {part}")
    click.echo(f"roster web --plan {plan} --today 2025-01-10 --db {folder / 'roster.db'}")


if __name__ == "__main__":
    play(Path(sys.argv[1]))
