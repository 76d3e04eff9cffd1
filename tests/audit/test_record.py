"""The record of who did what: only added to, whole or told as changed, kept for as long
as is set, and nothing of a person in it."""

import json
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from analytics.__main__ import main
from analytics.definitions.pathway import Status
from analytics.errors import InputError
from analytics.store.audit import chain, log
from analytics.store.live import make_live
from analytics.store.load.build import LoadInputs, load
from analytics.worklist.decision import Decision
from analytics.worklist.history import decide
from analytics.worklist.lists_kept import keep
from pages.shell.audit.noting import taken
from tests.contract.extracts import HEADER, gp_rows, text
from tests.worklist.conftest import TODAY, WHO, named
from tests.worklist.test_lists_kept import LIST


def at(monkeypatch, year: int, month: int) -> None:
    """It is then, as the record sees it."""
    day = datetime(year, month, 3, 12, tzinfo=UTC)
    monkeypatch.setattr(log, "datetime", SimpleNamespace(now=lambda zone: day))


def test_lines_say_who_and_what_and_are_the_owners_alone(tmp_path):
    log.record(log.LOOKED, tmp_path, page="overview", filters="everyone")
    with log.acting("kb@nhs.net"):
        log.record(log.TOOK, tmp_path, file="a.csv")
    found = log.recorded(tmp_path)
    assert found.changed == () and len(found.lines) == 2
    assert [one["what"] for one in found.lines] == ["looked", "took away"]
    assert found.lines[1]["who"] == "kb@nhs.net" != found.lines[0]["who"]
    (file,) = (tmp_path / log.FOLDER).glob("*.jsonl")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert found.hash == chain.hashed(file.read_text().splitlines()[-1])


def test_a_file_is_recorded_before_anybody_has_it(tmp_path, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    made = []

    def make() -> bytes:
        made.extend(one["file"] for one in log.recorded().lines)
        return b"1"

    with log.acting("kb@nhs.net"):
        take = taken("numbers.csv", make)
    assert log.recorded().lines == (), "it is only offered"
    assert take() == b"1" and made == ["numbers.csv"]
    (line,) = log.recorded().lines
    assert (line["what"], line["who"]) == (log.TOOK, "kb@nhs.net")


@pytest.mark.parametrize(
    "tamper, told",
    [
        (lambda lines: [lines[0].replace("one", "two"), *lines[1:]], (2,)),
        (lambda lines: [lines[0], *lines[2:]], (2,)),
        (lambda lines: [lines[0], "not a line", *lines[1:]], (2, 3)),
        (lambda lines: [lines[1], lines[0], *lines[2:]], (2, 3)),
    ],
)
def test_a_line_changed_or_taken_out_shows(tmp_path, tamper, told, monkeypatch):
    for page in ("one", "three", "four", "five"):
        log.record(log.LOOKED, tmp_path, page=page)
    (file,) = (tmp_path / log.FOLDER).glob("*.jsonl")
    file.write_text("\n".join(tamper(file.read_text().splitlines())) + "\n")
    assert log.recorded(tmp_path).changed == told
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    assert main(["audit"]) == 2


def test_months_hang_together_and_old_ones_go(tmp_path, monkeypatch):
    monkeypatch.setenv(log.SETTING, "2")
    for year, month in ((2026, 10), (2026, 11), (2026, 12), (2027, 1)):
        at(monkeypatch, year, month)
        for page in ("a", "b"):
            log.record(log.LOOKED, tmp_path, page=page)
        assert log.recorded(tmp_path).changed == ()
    names = sorted(one.name for one in (tmp_path / log.FOLDER).glob("*.jsonl"))
    assert names == ["2026-12.jsonl", "2027-01.jsonl"]
    (tmp_path / log.FOLDER / names[0]).write_text("")  # a month emptied
    assert log.recorded(tmp_path).changed == ()  # nothing before it is left to compare
    at(monkeypatch, 2027, 2)
    log.record(log.LOOKED, tmp_path, page="a")
    middle = tmp_path / log.FOLDER / "2027-01.jsonl"
    middle.write_text(middle.read_text().splitlines()[0] + "\n")
    assert log.recorded(tmp_path).changed == (2,), "the end of a month was cut off"


def test_a_line_that_broke_off_is_told_and_the_next_is_whole(tmp_path):
    log.record(log.LOOKED, tmp_path, page="a")
    (file,) = (tmp_path / log.FOLDER).glob("*.jsonl")
    file.write_bytes(file.read_bytes() + b'{"when": "2026')
    log.record(log.LOOKED, tmp_path, page="b")
    found = log.recorded(tmp_path)
    assert len(found.lines) == 3 and found.changed == (2,)
    assert found.lines[2]["page"] == "b"


def test_the_last_line_is_found_in_a_long_file(tmp_path):
    file = tmp_path / "one.jsonl"
    for n in range(3):
        chain.add(file, {"n": n, "long": "ö" * 30_000}, to_disk=False)
    assert file.stat().st_size > chain.TAIL
    assert chain.changed(chain.lines(file)) == []


def test_what_cannot_be_recorded_is_not_made_live(tmp_path, monkeypatch):
    made = loaded(tmp_path)
    (tmp_path / log.FOLDER).rename(tmp_path / "away")
    (tmp_path / log.FOLDER).write_text("a file where the folder was")
    with pytest.raises(InputError, match="so this was not done"):
        loaded(tmp_path)
    live = (tmp_path / "one" / "live").read_text().strip()
    assert live == made.manifest.version


def test_months_that_are_no_number(monkeypatch):
    monkeypatch.setenv(log.SETTING, "many")
    with pytest.raises(InputError, match="not a number of months"):
        log.months_kept()


def loaded(root: Path, rows: list[str] | None = None):
    file = root / "gp.csv"
    file.write_text(text(HEADER, gp_rows() if rows is None else rows))
    return load(LoadInputs(gp=(file,)), "one", root)


def test_loads_decisions_lists_and_refusals_without_anything_of_a_person(tmp_path):
    first = loaded(tmp_path)
    second = loaded(tmp_path)
    make_live("one", first.manifest.version, tmp_path)
    with pytest.raises(InputError):
        loaded(tmp_path, [])
    desk = named("one")
    some = [Decision(who, Status.OFFERED, date(2026, 11, 3), by="KB") for who in WHO]
    decide(desk, some, tmp_path, TODAY)
    with pytest.raises(InputError):
        decide(desk, some[:1], tmp_path, TODAY)
    keep(desk, LIST, tmp_path)
    lines = log.recorded(tmp_path).lines
    assert [one["what"] for one in lines] == [
        *("made a version live",) * 3,
        *("was refused", "decided", "was refused", "kept a list"),
    ]
    assert [one["version"] for one in lines[:3]] == [
        one.manifest.version for one in (first, second, first)
    ]
    assert lines[3]["tried"] == "load" and lines[3]["rules"]
    assert lines[4]["people"] == len(WHO) and lines[6]["people"] == 3
    said = json.dumps(lines)
    assert not any(who in said for who in (*WHO, "9000000010"))


def test_command(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    log.record(log.LOOKED, page="overview")
    log.record(log.TOOK, file="a.csv")
    assert main(["audit"]) == 0
    told = capsys.readouterr().out
    assert "The record is whole: 2 lines, kept for 24 months." in told
    assert "looked · overview" in told
    assert main(["audit", "--what", "took away", "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)["lines"]
    assert line["file"] == "a.csv"
