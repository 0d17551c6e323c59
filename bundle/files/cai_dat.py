"""Installs `roster` from this folder into an environment beside it, without a network.

Runs on the office's computer with the standard library only, and on a Python too old for `roster` it still
says so: nothing newer than Python 3.6 stands here.
"""

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / "moi-truong"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
INSTALLED, FAILED, ANOTHER_PYTHON = 0, 1, 2


def say(sentence: str) -> None:
    """Print a sentence in UTF-8 even where the system's code page has no Vietnamese."""
    sys.stdout.buffer.write((sentence + os.linesep).encode("utf-8"))
    sys.stdout.flush()


def computer() -> str:
    """This computer's platform as `can-co.json` names it, '' for one without wheels."""
    is_usual = sys.maxsize > 2**32 and platform.machine().lower() in ("amd64", "x86_64")
    return platform.system().lower() if is_usual else ""


def fits(conditions: "dict[str, list[str]]") -> bool:
    """Whether there are wheels for this Python; says why not."""
    version = "{}.{}".format(*sys.version_info[:2])
    if version in conditions["pythons"] and computer() in conditions["platforms"]:
        return True
    say(f"Python {version} ({sys.executable}, {platform.machine()}) chưa phù hợp.")
    pythons, platforms = (", ".join(conditions[key]) for key in ("pythons", "platforms"))
    say(f"Cần Python {pythons} bản 64-bit trên {platforms} (x64).")
    return False


def install() -> bool:
    """Make the environment anew and install into it what `requirements.txt` pins; whether all went well."""
    say(f"Đang cài đặt vào {ENVIRONMENT}. Việc này mất vài phút, xin chờ.")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]):
        say(
            "Chưa tạo được môi trường Python. Trên Debian hoặc Ubuntu, hãy cài gói python3-venv rồi chạy lại."
        )
        return False
    # The office's own settings of pip, a mirror for instance, have no say here.
    settings = dict(os.environ, PIP_CONFIG_FILE=os.devnull)
    pip = [str(SCRIPTS / "python"), "-I", "-m", "pip", "--isolated", "--disable-pip-version-check", "--quiet"]
    wanted = ["--no-index", "--find-links", "wheels", "--require-hashes", "--requirement", "requirements.txt"]
    if subprocess.call([*pip, "install", *wanted], env=settings, cwd=str(HERE)):
        say("Cài đặt chưa thành công. Nếu tệp bị hỏng khi sao chép, hãy chép lại cả thư mục rồi chạy lại.")
        return False
    return subprocess.call([str(SCRIPTS / "roster"), "--version"]) == 0


def main() -> int:
    """Install; the exit code says whether another Python should be tried."""
    if not fits(json.loads((HERE / "can-co.json").read_text(encoding="utf-8"))):
        return ANOTHER_PYTHON
    if not install():
        return FAILED
    start = "chay.bat" if os.name == "nt" else "./chay.sh"
    say(f"Đã cài đặt xong. Để mở chương trình, hãy chạy {start}.")
    return INSTALLED


if __name__ == "__main__":
    sys.exit(main())
