"""A kind of event that the product has never heard of, on the command line, in a
mapping, and beside two others."""

import json

import pytest

from analytics.__main__ import main
from analytics.definitions import event_kinds
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.mapping_offers import ask
from tests.support.third_kind import DENTAL, written

TABLE = DENTAL.table.name


def test_people_of_three_kinds_are_joined_pair_by_pair(tmp_path, frames):
    for name in ("gp", "ae"):
        getattr(frames, name).to_parquet(tmp_path / f"{name}.parquet")
    path = tmp_path / "strangers.csv"
    path.write_text(
        "patient_id,appointment_at,status\nQQ1,2024-01-13 10:00,attended\n",
        encoding="utf-8",
    )
    dataset = load(
        LoadInputs(
            gp=(tmp_path / "gp.parquet",),
            ae=(tmp_path / "ae.parquet",),
            dental=(path,),
        ),
        "three",
        root=tmp_path / "home",
    )
    told = [one["found"].split(";")[0] for one in dataset.manifest.problems]
    assert told == [
        "No person of the Dental extract appears in the GP extract",
        "No person of the Dental extract appears in the A&E extract",
    ]


def test_a_mapping_is_offered_and_read_for_it(tmp_path, told):
    strange = told.rename(columns={"patient_id": "Wer", "appointment_at": "Wann"})
    strange["status"] = strange["status"].replace("attended", "Zonked")
    path = tmp_path / "strange.csv"
    strange.to_csv(path, index=False)
    (offer,) = ask(LoadInputs(dental=(path,)), root=tmp_path / "home")
    assert {one.field for one in offer.wanted if one.required} == {
        "patient_id",
        "appointment_at",
    }
    assert [(one.field, one.words[0][0]) for one in offer.unknown] == [
        ("status", "Zonked")
    ]
    said = tmp_path / "map.toml"
    said.write_text(
        f'[{TABLE}.columns]\npatient_id = "Wer"\nappointment_at = "Wann"\n'
        f'[{TABLE}.codes.status]\n"Zonked" = "attended"\n',
        encoding="utf-8",
    )
    inputs = LoadInputs(dental=(path,), columns=said)
    dataset = load(inputs, "strange", root=tmp_path / "home")
    assert dataset.span(DENTAL).rows == (told["status"] == "attended").sum()


def test_the_command_line_has_its_flag(tmp_path, told, capsys, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    path = written(told, tmp_path / "dental.csv")
    assert main(["load", "--dental", str(path), "--into", "mine", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["spans"][0]["table"] == TABLE
    assert main(["check", "--dental", str(path)]) == 0
    assert f"{TABLE}: dental.csv" in capsys.readouterr().out


def test_without_the_kind_there_is_no_such_flag(tmp_path):
    event_kinds.KINDS.remove(DENTAL)
    try:
        with pytest.raises(TypeError, match="dental"):
            LoadInputs(dental=(tmp_path / "x.csv",))
    finally:
        event_kinds.KINDS.append(DENTAL)
