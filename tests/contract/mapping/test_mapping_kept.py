"""A mapping is kept for next month, of one dataset alone."""

import json

import duckdb
import pytest

from analytics.__main__ import main
from analytics.errors import InputError
from analytics.extract.fields.mapping_files import parse, read
from analytics.extract.fields.matching import fields_of
from analytics.store import mappings
from analytics.store.load.build import LoadInputs, check, load
from tests.contract.extracts import PEOPLE, text, written
from tests.contract.mapping.own_extract import SAID, own, rules, stored


def test_next_month_needs_no_answers_and_says_so(tmp_path):
    path = written(tmp_path, "map.toml", SAID)
    load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    assert mappings.kept("own", tmp_path).parts == read(path).parts
    dataset = load(
        LoadInputs(gp=(own(tmp_path, "february.csv", month=2),)), "own", root=tmp_path
    )
    assert dataset.manifest.problems == ()
    assert {row[3] for row in stored(dataset)} == {2}
    (note,) = dataset.manifest.notes
    assert (
        note.startswith("The mapping kept for own was used") and "“Appt when”" in note
    )
    report = check(LoadInputs(gp=(own(tmp_path),)), root=tmp_path, into="own")
    assert report.notes == (note,) and report.files[0].headers["patient_id"] == "Wer"


def test_a_mapping_is_of_one_dataset_alone(tmp_path):
    path = written(tmp_path, "map.toml", SAID)
    load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    with pytest.raises(InputError) as fault:
        load(LoadInputs(gp=(own(tmp_path),)), "other", root=tmp_path)
    assert "no_usable_columns" in rules(fault)
    mappings.forget("own", tmp_path)
    with pytest.raises(InputError):
        load(LoadInputs(gp=(own(tmp_path),)), "own", root=tmp_path)


def test_a_mapping_given_beats_the_one_kept(tmp_path):
    first = written(tmp_path, "first.toml", SAID)
    load(LoadInputs(gp=(own(tmp_path),), columns=first), "own", root=tmp_path)
    second = written(tmp_path, "second.toml", SAID.replace('"attended"', '"cancelled"'))
    dataset = load(
        LoadInputs(gp=(own(tmp_path),), columns=second), "own", root=tmp_path
    )
    assert {row[0] for row in stored(dataset)} == {
        "attended",
        "cancelled",
        "did_not_attend",
    }
    assert mappings.kept("own", tmp_path).parts["gp_appointments"].codes == {
        "status": {"Zonked": "cancelled"}
    }


def test_a_refused_load_keeps_no_mapping(tmp_path):
    path = written(tmp_path, "map.toml", SAID.replace("Appt when", "Seen-by"))
    with pytest.raises(InputError):
        load(LoadInputs(gp=(own(tmp_path),), columns=path), "own", root=tmp_path)
    assert not mappings.kept("own", tmp_path)


def test_a_file_to_start_from_has_the_suggestions_as_comments(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path))
    path, start = own(tmp_path), tmp_path / "start.toml"
    assert (
        main(["check", "--gp", str(path), "--write-columns", str(start), "--json"]) == 2
    )
    assert (
        json.loads(capsys.readouterr().out)["problems"][0]["rule"]
        == "no_usable_columns"
    )
    content = start.read_text(encoding="utf-8")
    assert not parse(content), "a suggestion is not taken before somebody took it"
    assert (
        '# practice_code = "Surgery ODS"  # ' in content
        and "counts as attended" in content
    )
    taken = content.replace('# patient_id = "Wer"', 'patient_id = "Wer"')
    for field in ("appointment_at", "practice_code", "status"):
        taken = taken.replace(f'# {field} = "S', f'{field} = "S').replace(
            f'# {field} = "A', f'{field} = "A'
        )
    start.write_text(taken, encoding="utf-8")
    capsys.readouterr()
    again = tmp_path / "again.toml"
    assert (
        main(
            [
                "check",
                "--gp",
                str(path),
                "--columns",
                str(start),
                "--write-columns",
                str(again),
            ]
        )
        == 2
    )
    content = again.read_text(encoding="utf-8")
    assert (
        '# Zonked = "attended"' in content
        and '# appointment_at = "day first"' in content
    )
    again.write_text(
        content.replace("# Zonked", "Zonked").replace(
            '# appointment_at = "day', 'appointment_at = "day'
        ),
        encoding="utf-8",
    )
    assert (
        main(["load", "--gp", str(path), "--columns", str(again), "--into", "own"]) == 0
    )


def test_parts_of_fields_can_be_mapped(tmp_path):
    mapping = written(
        tmp_path,
        "map.toml",
        '[gp_appointments.columns]\npatient_id = "Wer"\n'
        'appointment_date = "Am"\nappointment_time = "Um"\npractice_code = "Wo"\n',
    )
    rows = [
        f"{person},{13 + n}/02/2024,09:1{n},Y99001" for n, person in enumerate(PEOPLE)
    ]
    path = written(tmp_path, "gp.csv", text("Wer,Am,Um,Wo", rows))
    dataset = load(LoadInputs(gp=(path,), columns=mapping), "own", root=tmp_path)
    first, last = (
        duckdb.connect()
        .execute(
            "SELECT min(appointment_at)::VARCHAR, max(appointment_at)::VARCHAR FROM "
            f"'{dataset.folder}/gp_appointments.parquet'"
        )
        .fetchall()[0]
    )
    assert (first, last) == ("2024-02-13 09:10:00", "2024-02-20 09:17:00")
    assert set(fields_of("gp_appointments")) > {"appointment_date", "dna_flag"}
