"""Damages that every kind of extract suffers, done to stays, outpatients, contacts and
calls: the same rows are stored, or what is wrong is told."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pandas as pd
import pytest

from analytics.definitions.contract import FLAGS
from analytics.store.load.build import LoadInputs, load
from tests.contract.care.layouts import CALLS, CSDS, HES_APC, PEOPLE, SUS_APC, SUS_OP
from tests.contract.extracts import AE_HEADER, ae_rows, text, written

Rows = list[list[str]]


@dataclass(frozen=True)
class Hurt:
    """A damage: done to the rows (the header first), or to how they are written; what
    it must be told as (none: all is stored as if nothing had happened)."""

    layout: object
    rows: Callable[[Rows], Rows] = lambda rows: rows
    file: Callable[[Rows], bytes] | None = None
    name: str = "one.csv"
    told: tuple[str, ...] = ()


def _csv(rows: Rows, by: str = ",", code: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=by, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(code)


def _book(rows: Rows) -> bytes:
    out = io.BytesIO()
    pd.DataFrame(rows[1:], columns=rows[0]).to_excel(out, index=False)
    return out.getvalue()


def _spaced(rows: Rows) -> Rows:
    """NHS numbers in three, four, four."""
    return [
        rows[0],
        *([f"{r[0][:3]} {r[0][3:6]} {r[0][6:]}", *r[1:]] for r in rows[1:]),
    ]


def _cells(change: Callable[[str], str], header: str) -> Callable[[Rows], Rows]:
    def changed(rows: Rows) -> Rows:
        at = rows[0].index(header)
        return [rows[0], *([*r[:at], change(r[at]), *r[at + 1 :]] for r in rows[1:])]

    return changed


HURT = {
    "a mark of byte order": Hurt(SUS_APC, file=lambda r: _csv(r, code="utf-8-sig")),
    "semicolons": Hurt(CSDS, file=lambda r: _csv(r, by=";")),
    "tabs, in UTF-16": Hurt(HES_APC, file=lambda r: _csv(r, by="\t", code="utf-16")),
    "a workbook": Hurt(SUS_OP, file=_book, name="one.xlsx"),
    "lines above the header": Hurt(
        SUS_OP, rows=lambda r: [["Outpatients, June"], [""], *r]
    ),
    "headers in other letters": Hurt(
        CALLS, rows=lambda r: [[h.upper().replace("_", " ") for h in r[0]], *r[1:]]
    ),
    "columns in another order": Hurt(SUS_APC, rows=lambda r: [row[::-1] for row in r]),
    "rows in another order": Hurt(HES_APC, rows=lambda r: [r[0], *r[:0:-1]]),
    "NHS numbers with spaces": Hurt(CSDS, rows=_spaced),
    "codes with points": Hurt(
        HES_APC, rows=_cells(lambda v: f"{v[:3]}.{v[3:]}".lower(), "DIAG_01")
    ),
    "a file of every row twice": Hurt(
        CALLS, rows=lambda r: [*r, *r[1:]], told=("rows_repeated",)
    ),
    "every episode sent again": Hurt(
        SUS_APC, rows=lambda r: [*r, *r[1:]], told=("rows_repeated",)
    ),
    "a column of names": Hurt(
        SUS_OP,
        rows=lambda r: [[*r[0], "Surname"], *([*row, "Smith"] for row in r[1:])],
    ),
    "a column of another day": Hurt(
        CSDS,
        rows=_cells(lambda v: v if v[:2] != "14" else "never", "Care_Contact_Date"),
        told=("date_unreadable",),
    ),
}


def _stored(layout, content: bytes, name: str, folder):
    folder.mkdir()
    path = folder / name
    path.write_bytes(content)
    ae = written(folder, "ae.csv", text(AE_HEADER, ae_rows(PEOPLE)))
    inputs = LoadInputs(ae=(ae,), **{layout.flag: (path,)})
    dataset = load(inputs, "one", root=folder / "home", secret=b"one")
    file = f"'{dataset.folder}/{FLAGS[layout.flag]}.parquet'"
    rows = duckdb.connect().execute(
        f"SELECT COLUMNS(*)::VARCHAR FROM {file} ORDER BY ALL"
    )
    return dataset, rows.fetchall()


@pytest.mark.parametrize("name", HURT)
def test_the_same_is_stored_or_it_is_told(name, tmp_path):
    hurt = HURT[name]
    clean = [list(hurt.layout.rows[0]), *(list(r.values()) for r in hurt.layout.rows)]
    _, expected = _stored(hurt.layout, _csv(clean), "one.csv", tmp_path / "clean")
    content = (hurt.file or _csv)(hurt.rows(clean))
    dataset, found = _stored(hurt.layout, content, hurt.name, tmp_path / "hurt")
    told = tuple(one["rule"] for one in dataset.manifest.problems)
    assert told == hurt.told
    if "date_unreadable" in told:
        (account,) = (
            a for a in dataset.manifest.accounts if a.table == FLAGS[hurt.layout.flag]
        )
        assert account.left_out == 2 and set(found) < set(expected)
    else:
        assert found == expected
    everything = " ".join(p.name for p in dataset.folder.rglob("*"))
    assert not any(who in everything or who in str(found) for who in PEOPLE)
