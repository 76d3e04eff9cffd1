"""The repository can be read: files and folders of a size, nothing of one machine, and
what the tests' order names is there."""

import re
from collections import Counter
from pathlib import Path

from tests.support.order import FIRST, TOGETHER

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("analytics", "pages", "tests", "sample_data", "docs", ".ci")
MOST_LINES = 250
MOST_IN_A_FOLDER = 16
# Where somebody works, and what is called there: neither helps who reads it elsewhere.
OF_ONE_MACHINE = re.compile(
    r"(?<![\w.])/(work|root|home/\w+|Users/\w+|tmp)/\w|[A-Z]:\\Users\\"
)


def kept(*endings: str) -> list[Path]:
    """Files of the repository with these endings."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += (ROOT / folder).rglob("*")
    return sorted(path for path in found if path.name.endswith(endings))


def test_a_file_can_be_read_in_one_sitting():
    lines = {p: p.read_text(encoding="utf-8").count("\n") for p in kept(".py")}
    assert len(lines) > 400
    long = {str(p.relative_to(ROOT)): n for p, n in lines.items() if n > MOST_LINES}
    assert long == {}, "split each by what it does"


def test_a_folder_can_be_taken_in_at_a_glance():
    siblings = Counter(path.parent.relative_to(ROOT).as_posix() for path in kept(".py"))
    full = {folder: n for folder, n in siblings.items() if n > MOST_IN_A_FOLDER}
    assert full == {}, "part each by theme"


def test_nothing_names_a_place_on_one_machine():
    readable = (
        ".py",
        ".md",
        ".toml",
        ".txt",
        ".js",
        ".json",
        ".csv",
        ".sh",
        "Makefile",
    )
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in kept(*readable)
        for match in OF_ONE_MACHINE.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_what_runs_first_is_there():
    missing = [one for one in {*FIRST, *TOGETHER} if not (ROOT / one).exists()]
    assert missing == []
