"""No raw id in any byte below the data home: after a load, and after a killed one and
the next start."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from analytics.store.load import version_folders
from analytics.store.load.build import LoadInputs, check, load
from tests.contract.extracts import written

PROJECT = Path(__file__).resolve().parents[2]
IDS = [f"QX{n * 104729 % 10**8:08d}" for n in range(1, 400)]
LOAD = """
import sys
from pathlib import Path
from analytics.store.load.build import LoadInputs, load
gp, patients, home = map(Path, sys.argv[1:])
print("ready", flush=True)
load(LoadInputs(gp=(gp,), patients=(patients,)), "one", root=home)
"""


def extracts(folder) -> dict:
    """Ids in every wrong place: in bad dates, codes, texts, repeated and unreadable
    lines."""
    dice = random.Random(5)
    gp = [
        "patient_id,appointment_at,practice_code,status,role,reason_code,reason_term,appointment_id"
    ]
    for n in range(6000):
        one, other = dice.choice(IDS), dice.choice(IDS)
        row = [
            one,
            f"2024-{1 + n % 12:02d}-{1 + n % 28:02d} 10:{n % 60:02d}",
            "Y99001",
            "attended",
            "gp",
            "Xa01",
            "cough",
            f"{n}",
        ]
        if n % 10 == 0:
            row[dice.randrange(1, 6)] = dice.choice([one, f"see {one}", one.lower()])
        if n % 37 == 0:
            row[1] = f"ask {one}"
        gp.append(",".join(row) + (f",{other}" if n % 97 == 0 else ""))
    gp += [gp[5], gp[6]]
    listed = ["patient_id,practice_code,sex,Surname,Date of birth"]
    listed += [f"{one},Y99001,F,Quillfeather,1951-02-03" for one in IDS] + [
        f"{IDS[0]},Y99001,F"
    ]
    return {
        "gp": (written(folder, "gp.csv", "\n".join(gp) + "\n"),),
        "patients": (written(folder, "list.csv", "\n".join(listed) + "\n"),),
    }


def every_byte(home: Path) -> str:
    """Everything below a folder as text, Parquet decoded, small letters."""
    found, con = [], duckdb.connect()
    for file in home.rglob("*"):
        if file.is_file():
            found += [file.name, file.read_bytes().decode("latin-1")]
            if file.suffix == ".parquet" and file.read_bytes()[-4:] == b"PAR1":
                found.append(str(con.execute(f"SELECT * FROM '{file}'").fetchall()))
    return "\n".join(found).lower()


def leaks(home: Path) -> list[str]:
    text = every_byte(home)
    return [
        secret
        for secret in [*IDS, "Quillfeather", "1951-02-03"]
        if secret.lower() in text
    ]


@pytest.fixture(autouse=True)
def no_key_given(monkeypatch):
    monkeypatch.delenv("FREQUENT_ATTENDERS_KEY", raising=False)


def test_no_raw_id_in_any_byte_after_a_load(tmp_path):
    home, said = tmp_path / "home", []
    dataset = load(
        LoadInputs(**extracts(tmp_path)),
        "one",
        root=home,
        progress=lambda step, done: said.append(step),
    )
    assert dataset.manifest.accounts[-1].left_out > 100
    assert leaks(home) == []
    assert not [one for one in IDS if one in str(said)]
    assert "pseudonym" in every_byte(home)  # the search does find what is there


def test_no_raw_id_after_a_check(tmp_path):
    report = check(LoadInputs(**extracts(tmp_path)), root=tmp_path / "home")
    assert leaks(tmp_path / "home") == [] and not [
        one for one in IDS if one in str(report)
    ]


def test_no_raw_id_after_a_killed_load_and_the_next_start(tmp_path):
    home, given, killed = tmp_path / "home", extracts(tmp_path), 0
    load(LoadInputs(**given), "one", root=home)
    dice = random.Random(3)
    for _ in range(4):
        with subprocess.Popen(
            [
                sys.executable,
                "-c",
                LOAD,
                *(str(paths[0]) for paths in given.values()),
                str(home),
            ],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
        ) as running:
            running.stdout.readline()
            time.sleep(dice.uniform(0.1, 0.6))
            with suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGKILL)
            killed += running.wait() != 0
        version_folders.at_start(home)
        assert leaks(home) == []
    assert killed


def test_the_key_is_outside_the_dataset_and_its_owners_alone(tmp_path):
    home = tmp_path / "home"
    dataset = load(LoadInputs(**extracts(tmp_path)), "one", root=home)
    key = home / ".key"
    assert key.stat().st_mode & 0o777 == 0o600 and key not in dataset.folder.parents
    inside = "".join(
        f.read_bytes().decode("latin-1") for f in dataset.folder.rglob("*.*")
    )
    assert key.read_text() not in inside


def test_a_key_that_is_supplied_is_used_and_not_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_KEY", "a key from the vault")
    given = extracts(tmp_path)
    one, two = (load(LoadInputs(**given), "one", root=tmp_path / home) for home in "ab")
    people = [
        duckdb.connect()
        .execute(f"SELECT pseudonym FROM '{d.folder}/people.parquet'")
        .fetchall()
        for d in (one, two)
    ]
    assert people[0] == people[1]
    assert not (tmp_path / "a" / ".key").exists()
    assert "a key from the vault" not in every_byte(tmp_path / "a")
