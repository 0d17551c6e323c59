"""The wheel holds everything: installed alone in an empty environment, it does the main job from anywhere."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.long  # tests/test_bundle.py installs the same wheel and does the same
def test_wheel_does_the_demo_from_another_directory(tmp_path: Path) -> None:
    wheel_dir = tmp_path / "wheel"
    wheel_dir.mkdir()
    build = [sys.executable, "-c", "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"]
    name = subprocess.run(
        [*build, str(wheel_dir)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()[-1]

    env_dir = tmp_path / "env"
    venv.create(env_dir, with_pip=True)
    scripts = env_dir / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
    subprocess.run([*pip, "--no-deps", str(wheel_dir / name)], check=True)

    work = tmp_path / "elsewhere"
    work.mkdir()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "ROSTER"))}
    roster = str(scripts / "roster")
    subprocess.run([roster, "demo", "province"], cwd=work, env=env, check=True, capture_output=True)
    run = subprocess.run(
        [roster, "run", "province", "--plan", "daknong-2024-demo", "--out", "out", "--json", "result.json"],
        cwd=work, env=env, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode in {0, 3}, run.stderr
    result = json.loads((work / "result.json").read_text(encoding="utf-8"))
    assert {g: c["received"] for g, c in result["counts"].items()} == {
        "dai_bieu_hdnd": 50, "lanh_dao_so": 57, "lanh_dao_phong": 315, "lanh_dao_huyen": 24,
    }  # fmt: skip
    assert list((work / "out").glob("*.xlsx"))
