"""`make bundle`: the folder and its .zip under dist/bundle, for the platforms and Pythons asked for."""

import argparse
import shutil

from bundle import lock
from bundle.make import ROOT, make

PLATFORMS = {one.name: one for one in lock.PLATFORMS}


def main() -> None:
    """Make folder and .zip and print their places and sizes."""
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    parser.add_argument("--platforms", nargs="+", choices=PLATFORMS, default=list(PLATFORMS))
    parser.add_argument("--pythons", nargs="+", choices=lock.PYTHONS, default=list(lock.PYTHONS))
    asked = parser.parse_args()
    locked = tuple(lock.read((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    place = ROOT / "dist" / "bundle"
    folder = make(place / "roster", locked, [PLATFORMS[name] for name in asked.platforms], asked.pythons)
    archive = shutil.make_archive(str(folder), "zip", root_dir=place, base_dir=folder.name)
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(folder, archive, sep="\n")
    print(f"{megabytes:.0f} MB: {', '.join(asked.platforms)}; Python {', '.join(asked.pythons)}")


if __name__ == "__main__":
    main()
