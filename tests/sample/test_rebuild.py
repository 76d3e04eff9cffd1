"""The generator writes the same bytes each time, in pieces of any number, for any
size."""

import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sample_data.generator.__main__ import main
from sample_data.generator.files.contents import TABLES


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def small_world(out: Path, seed: int) -> Path:
    main(
        [
            "--people",
            "6000",
            "--years",
            "1",
            "--pieces",
            "2",
            "--seed",
            str(seed),
            "--out",
            str(out),
        ]
    )
    return out


def test_same_seed_same_bytes_and_another_seed_others(tmp_path):
    one = digests(small_world(tmp_path / "one", 5))
    two = digests(small_world(tmp_path / "two", 5))
    other = digests(small_world(tmp_path / "other", 6))
    assert one == two
    name = "ae_attendances/part-0000.parquet"
    assert name in one and one[name] != other[name]


def test_pieces_share_no_patient_and_keep_the_sample_s_columns(tmp_path, made):
    out = tmp_path / "world"
    main(["--people", "27000", "--years", "0.5", "--pieces", "3", "--out", str(out)])
    parts = [
        set(
            pq.read_table(path, columns=["patient_id"])["patient_id"]
            .unique()
            .to_pylist()
        )
        for path in sorted((out / "patients").glob("*.parquet"))
    ]
    assert len(parts) == 3
    assert sum(len(part) for part in parts) == len(set().union(*parts))
    for table in set(TABLES) - {"indicators"}:
        written = pq.read_schema(next((out / table).glob("*.parquet")))
        assert written.equals(pq.read_schema(made / f"{table}.parquet")), table


@pytest.mark.parametrize("flags", [[], ["--people", "1000", "--renew"]])
def test_the_kept_files_are_not_overwritten_by_mistake(flags):
    with pytest.raises(SystemExit):
        main(flags)
