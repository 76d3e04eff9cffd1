"""What the pages open with is worked out with a load, of whatever tables there are."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.definitions.filters import Filters
from analytics.disclosure import Gate
from analytics.disclosure.protected import Audience
from analytics.exhibits import beforehand, overview
from analytics.measures.summary import headlines
from analytics.store.load.build import LoadInputs, load
from analytics.store.usual_answers import FOLDER, kept

GP = "patient_id,appointment_at,practice_code,status\n"


@pytest.fixture
def anew(tmp_path):
    """A dataset in a home of its own, of which nothing was asked yet."""

    def copied(dataset):
        folder = tmp_path / "home" / dataset.name / dataset.folder.name
        shutil.copytree(dataset.folder, folder)
        shutil.rmtree(folder / FOLDER, ignore_errors=True)
        return replace(dataset, folder=folder)

    return copied


@pytest.fixture
def extract(tmp_path):
    """A few appointments, and nothing that says where the practices are."""
    path = tmp_path / "gp.csv"
    days = [
        f"P{n % 7:05d},2024-0{1 + n % 6}-15 09:30,Y99001,Attended" for n in range(60)
    ]
    path.write_text(GP + "\n".join(days) + "\n", encoding="utf-8")
    return path


def kept_of(dataset, caplog) -> list[str]:
    """The files kept, once nothing was passed over for a fault of ours."""
    said: list[float] = []
    beforehand.work_out(dataset, lambda step, done: said.append(done))
    assert said == sorted(said) and said[-1] == 1.0
    assert [one.getMessage() for one in caplog.records] == []
    return sorted((dataset.folder / FOLDER).glob("*/*"))


def gate_of(dataset) -> Gate:
    filters = Filters(as_at=dataset.default_as_at)
    return Gate(dataset, filters, Audience.PSEUDONYMISED)


def test_of_everything_there_can_be(anew, loaded, caplog):
    assert len(kept_of(anew(loaded), caplog)) > 5


def test_without_a_list_of_practices(extract, tmp_path, caplog):
    inputs = LoadInputs(gp=(extract,))
    assert kept_of(load(inputs, "few", root=tmp_path / "home"), caplog)


def test_a_page_finds_it_there(anew, only_ae, caplog):
    mine = anew(only_ae)
    there = kept_of(mine, caplog)
    seen = replace(gate_of(mine), answer=kept).ask(headlines)
    assert sorted((mine.folder / FOLDER).glob("*/*")) == there, "it was there already"
    alone = gate_of(mine).ask(headlines)
    pd.testing.assert_frame_equal(seen.table, alone.table)


def test_a_fault_is_logged_and_the_rest_is_worked_out(
    anew, only_ae, monkeypatch, caplog
):
    def broken(*_ignored):
        raise ZeroDivisionError

    usual = next(iter(overview.opens_with(gate_of(only_ae))))
    faulty = replace(usual[0], name="faulty", asks=broken)
    monkeypatch.setattr(beforehand, "_asked", lambda gate: [(faulty, usual[1]), usual])
    mine = anew(only_ae)
    beforehand.work_out(mine)
    assert "faulty was not worked out beforehand" in caplog.text
    assert "ZeroDivisionError" in caplog.text and usual[0].name not in caplog.messages
    assert len(list((mine.folder / FOLDER).glob("*/*"))) >= 1


def test_a_load_does_it_last(extract, tmp_path, worked_out, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    assert main(["load", "--gp", str(extract), "--into", "asked-last"]) == 0
    assert worked_out[-1] == "asked-last"


def test_each_pcn_has_its_own(anew, loaded, monkeypatch, caplog):
    monkeypatch.setattr(beforehand, "_asked", overview.opens_with)  # as few as will do
    mine, said = anew(loaded), []
    pcns = beforehand.work_out_each(mine, "pcn", lambda step, done: said.append(done))
    assert len(pcns) > 1 and said == sorted(said) and said[-1] == 1.0
    assert [one.getMessage() for one in caplog.records] == []
    there = sorted((mine.folder / FOLDER).glob("*/*"))
    counts = []
    for pcn in pcns:
        of_one = replace(gate_of(mine), filters=gate_of(mine).filters.with_(pcn=(pcn,)))
        seen = replace(of_one, answer=kept).ask(headlines).table
        pd.testing.assert_frame_equal(seen, of_one.ask(headlines).table)
        counts.append(seen.to_json())
    assert sorted((mine.folder / FOLDER).glob("*/*")) == there, (
        "they were there already"
    )
    assert len(set(counts)) == len(pcns)


def test_the_command_says_of_which(only_ae, tmp_path, monkeypatch, capsys, extract):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    load(LoadInputs(gp=(extract,)), "few", root=tmp_path / "home")
    assert main(["beforehand", "--data", "few"]) == 0
    assert "Dataset few names no PCN." in capsys.readouterr().out
