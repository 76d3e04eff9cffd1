"""Damages done to the clean extracts, and loaded the public way: by the command line,
in this process."""

import contextlib
import io
import json
import logging
import os
import traceback
from dataclasses import dataclass
from pathlib import Path

from analytics.__main__ import main
from tests.damage.clean import clean
from tests.damage.damage import Damage, Given
from tests.damage.writing import How, write

LEFT_OUT = "left out: "


@dataclass(frozen=True)
class Ran:
    """One command: its exit code, the JSON it printed, and the trace of a crash."""

    code: int
    found: dict
    trace: str
    printed: str


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.trace = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info:
            self.trace = "".join(traceback.format_exception(*record.exc_info))


def command(*arguments: str) -> Ran:
    """Run a command of the product in this process."""
    out, err, kept = io.StringIO(), io.StringIO(), _Kept()
    log = logging.getLogger("frequent_attenders")
    log.addHandler(kept)
    code = 1
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([*arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    except Exception:
        kept.trace = traceback.format_exc()
    finally:
        log.removeHandler(kept)
    text = out.getvalue()
    try:
        found = json.loads(text)
    except ValueError:
        found = {}
    return Ran(code, found, kept.trace, text + err.getvalue())


@contextlib.contextmanager
def data_home(place: Path):
    """The data home and the key are these for a while."""
    names = {"FREQUENT_ATTENDERS_HOME": str(place)}
    names |= {"FREQUENT_ATTENDERS_KEY": "a key for tests only, not a secret"}
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def made(damages: tuple[Damage, ...], kind: str, folder: Path) -> Given:
    """The clean extracts with damages done to them, written to files."""
    given = Given(clean(), kind, folder)
    given.how = {table: How(name=table) for table in given.extracts.sheets}
    for damage in damages:
        if damage.cells:
            damage.cells(given)
    for table, sheet in given.extracts.sheets.items():
        written = write(sheet, given.how[table], folder, kind)
        given.files[table] = [written]
    for damage in damages:
        if damage.files:
            damage.files(given)
    return given


def load(given: Given, into: str = "damaged") -> Ran:
    """Load what is given, by the command line."""
    arguments = ["load", "--into", into, "--json", *given.flags]
    for flag, paths in given.files.items():
        if paths:
            arguments += [f"--{flag}", *map(str, paths)]
    return command(*arguments)


def problem_text(problem: dict) -> str:
    """A problem as one text, with the name of its rule."""
    return f"{problem['rule']}: {problem['message']}"


def messages(found: dict) -> list[tuple[str, int]]:
    """What a load said: (text, rows) of problems, notes and rows left out."""
    told = [(problem_text(one), one.get("rows", 0)) for one in found["problems"]]
    told += [(note, 0) for note in found["notes"]]
    told += [
        (f"{LEFT_OUT}{one['table']}: {one['reason']}", one["rows"])
        for one in found["exclusions"]
    ]
    return told


def findings(found: dict) -> list[str]:
    """What Quality says."""
    return [
        f"quality {one['kind']}: {one['sentence']} {one['meaning']}"
        for one in found.get("findings", ())
    ]
