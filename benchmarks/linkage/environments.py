"""Gives each peer an environment of its own under `build/`, made when it is first asked for.

Their needs exclude each other's and the product's (recordlinkage: pandas < 3; dedupe: BTrees < 6.2). Versions
are pinned in `peers/requirements`; where packages come from is pip's configuration.
"""

import subprocess
import sys
from pathlib import Path

_REQUIREMENTS = Path(__file__).parent / "peers" / "requirements"
_ROOT = Path("build") / "peers"


def python_of(name: str) -> Path:
    """The interpreter of the environment, which is made anew when its requirements have changed."""
    folder, wanted = _ROOT / name, (_REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    python, made = folder.resolve() / "bin" / "python", folder / "made-from.txt"
    if not made.is_file() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*install, "--requirement", str(_REQUIREMENTS / f"{name}.txt")], check=True)
        made.write_text(wanted, encoding="utf-8")
    return python
