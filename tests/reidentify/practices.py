"""Extracts of two practices, lists of their people, and requests to bring them back."""

import hashlib
import hmac
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analytics.errors import InputError
from analytics.extract.people import identity
from analytics.reidentify import audit
from analytics.reidentify.bring_back import Request, bring_back

WHY = "Calls by the care coordinator of the practice"
# Of two practices; each person has an NHS number's ten digits, none of them real.
IDS = {"P1": ["9000000017", "9000000025", "0900000030"], "P2": ["9000000041"]}


def extract(folder: Path, practices=("P1", "P2"), name="gp.csv", **columns) -> Path:
    """Appointments of those practices, three a person, as a file."""
    rows = [
        {
            "patient_id": who,
            "appointment_at": f"{day}/03/2024 10:00",
            "practice_code": code,
        }
        for code in practices
        for who in IDS[code]
        for day in (13, 20, 27)
    ]
    frame = pd.DataFrame(rows).rename(columns=columns)
    file = folder / name
    if file.suffix == ".csv":
        frame.to_csv(file, index=False)
    elif file.suffix == ".tsv":
        frame.to_csv(file, index=False, sep="\t")
    elif file.suffix == ".parquet":
        frame.to_parquet(file)
    else:
        frame.to_excel(file, index=False)
    return file


def pseudonym(home: Path, who: str) -> str:
    """By Python's own hmac, apart from the product's SQL."""
    key = (home / identity.KEY_FILE).read_bytes()
    return hmac.new(key, who.encode(), hashlib.sha256).hexdigest()[:16]


def listed(home: Path, own: Path, *people: str, name="list.csv") -> Path:
    file = own / name
    rows = "".join(f"{pseudonym(home, who)},x\n" for who in people)
    file.write_text("Pseudonym,Practice\n" + rows, encoding="utf-8-sig")
    return file


def asked(home: Path, own: Path, **other) -> Request:
    usual = Request(
        listed(home, own, *IDS["P1"]), own.parent / "gp.csv", "P1", own / "out.csv", WHY
    )
    return replace(usual, **other)


def lines(home: Path) -> list[dict]:
    return [json.loads(one) for one in (home / audit.FILE).read_text().splitlines()]


def refused(request: Request, home: Path) -> set[str]:
    """The rules by which a request was refused; nothing of it is anywhere."""
    there = request.out.read_bytes() if request.out.is_file() else None
    with pytest.raises(InputError) as told:
        bring_back(request, home)
    said = str(told.value) + "".join(str(p.as_dict()) for p in told.value.problems)
    for who in [*IDS["P1"], *IDS["P2"]]:
        assert who not in said and pseudonym(home, who) not in said, "who it is"
    now = request.out.read_bytes() if request.out.is_file() else None
    assert there == now, "a file was written"
    rules = {problem.rule for problem in told.value.problems}
    assert set(lines(home)[-1]["refused"]) == rules
    return rules
