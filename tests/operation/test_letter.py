"""What a scheduler goes by: the code and the letter of a refresh, whatever became of
it, and nothing half live."""

import re

import pytest

from analytics import settings
from analytics.__main__ import main
from analytics.commands import load as command
from analytics.store.audit import log
from analytics.store.home import live_folder, versions
from tests.contract.extracts import HEADER, text, written

PEOPLE = [f"90000{n:05d}" for n in range(1, 41)]


def rows(months: int, thin: int = 0, more: int = 0) -> list[str]:
    """Forty people, each seen twice a month. thin: in this month every other row alone.
    more: people seen thirty times as often in the last month."""
    found = []
    for month in range(1, months + 1):
        for n, person in enumerate(PEOPLE):
            if month == thin and n % 2:
                continue
            often = 30 if n < more and month == months else 1
            for at in range(2 * often):
                day = 1 + (n + 14 * at) % 28 if at else 28
                when = f"2024-{month:02d}-{day:02d} {9 + at % 9:02d}:{at % 60:02d}"
                found.append(f"{person},{when},Y99001,attended,gp")
    return found


@pytest.fixture
def refresh(tmp_path, monkeypatch):
    """Loads rows as a scheduler does; the code and the letter."""
    monkeypatch.setenv(settings.HOME.name, str(tmp_path / "home"))
    letter = tmp_path / "letter.txt"

    def asked(given: list[str] | None, *more: str) -> tuple[int, str]:
        path = tmp_path / "gp.csv"
        if given is not None:
            written(tmp_path, "gp.csv", text(HEADER, given))
        letter.unlink(missing_ok=True)
        code = main(
            ["load", "--gp", str(path), "--into", "one", "--report", str(letter), *more]
        )
        said = letter.read_text()
        assert said.startswith("Subject: one: refresh of ")
        assert not any(person in said for person in PEOPLE)
        return code, said

    return asked


def test_months_as_usual_go_live_and_the_letter_says_what_is_new(refresh):
    code, said = refresh([*rows(10), ",2024-10-01 09:00,Y99001,attended,gp"])
    assert code == 0 and said.splitlines()[0].endswith(", live")
    assert "801 came, 800 kept, 1 left out" in said and "    1: " in said
    assert "There is none of other contents" in said
    code, said = refresh(rows(11, more=3), "--hold-doubtful")
    assert code == 0, said
    assert "1 new month of GP appointments, November 2024" in said
    # three people more: too few to be told
    often = re.findall(r"- People frequent at the GP, .*: (.+), (.+)$", said, re.M)
    assert often and often[-1] == ("0", "*"), said
    assert len(versions("one")) == 2


def test_what_is_more_different_than_usual_is_held_back(refresh, capsys):
    refresh(rows(10))
    live = live_folder("one").name
    capsys.readouterr()
    code, said = refresh(rows(11, thin=5), "--hold-doubtful")
    assert code == command.HELD_BACK == 3
    assert live_folder("one").name == live, "what was live stays"
    assert "held back" in said and "May 2024 has 50.0% fewer" in said
    newest = versions("one")[0]
    assert newest != live and f"--make-live {newest}" in capsys.readouterr().out
    refusal = log.recorded().lines[-1]
    assert (refusal["what"], refusal["rules"]) == (log.REFUSED, ["load_held_back"])
    assert main(["versions", "--data", "one", "--make-live", newest]) == 0
    assert live_folder("one").name == newest


def test_without_that_flag_it_goes_live_as_ever_and_is_told(refresh):
    refresh(rows(10))
    code, said = refresh(rows(11, thin=5))
    assert code == 0 and "May 2024 has 50.0% fewer" in said
    assert live_folder("one").name == versions("one")[0]


def test_what_is_refused_is_told_and_what_was_live_stays(refresh, tmp_path):
    refresh(rows(10))
    live = live_folder("one").name
    code, said = refresh(["no,rows"])
    assert code == 2 and "refused" in said and "Why" in said
    (tmp_path / "gp.csv").unlink()
    code, said = refresh(None)
    assert code == 2 and "gp.csv" in said
    assert live_folder("one").name == live and versions("one") == [live]


def test_a_fault_of_ours_is_told_as_one(refresh, monkeypatch):
    def fails(*given, **more):
        raise RuntimeError("9000000001")

    monkeypatch.setattr(command, "load", fails)
    code, said = refresh(rows(1))
    assert code == 1 and "failed" in said and "9000000001" not in said


def test_a_report_that_cannot_be_written_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(settings.HOME.name, str(tmp_path / "home"))
    path = written(tmp_path, "gp.csv", text(HEADER, rows(2)))
    asked = ["load", "--gp", str(path), "--into", "one", "--report", str(tmp_path)]
    assert main(asked) == 2
    assert "What was to be loaded is live" in capsys.readouterr().err
