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
    plan, place = plan_of(told, folder), folder / "roster.db"
    lists, province = invented(folder)
    door = Commands(folder, str(place), plan)
    player = Player(door, load_plan(str(plan)), told, province, lists, folder)
    player.play()
    truth, found = json.loads(reckon.TRUTH.read_text(encoding="utf-8")), ending(player)
    for part in truth:
        click.echo(f"{'=' if found[part] == truth[part] else '≠'} {part}")
    click.echo(f"roster web --plan {plan} --today 2025-01-10 --db {place}")


if __name__ == "__main__":
    play(Path(sys.argv[1]))
