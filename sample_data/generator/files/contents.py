"""What the sample's tables hold, as one hash a table, and where it was made.

The hash is of the contents and not of a file's bytes: names and kinds of the columns,
which cells are empty, and all values in the order of the rows. It is the same however
Parquet packs them. `contents.json` keeps the hashes and the platform on which they were
made; on that platform the sample is identical every time.
"""

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sample_data.generator.inputs import HOME

TABLES = (
    "patients",
    "ae_attendances",
    "gp_appointments",
    "indicators",
    "inpatient_spells",
    "outpatient_appointments",
    "community_contacts",
    "urgent_calls",
)
KEPT = HOME / "contents.json"
_LIBRARIES = ("numpy", "pandas", "pyarrow")


def made_on() -> dict[str, str]:
    """The platform as far as it may matter: Python, libraries, system, machine."""
    return {
        "python": ".".join(platform.python_version_tuple()[:2]),
        **{library: version(library) for library in _LIBRARIES},
        "system": platform.system(),
        "machine": platform.machine(),
    }


def contents(folder: Path) -> dict[str, dict[str, Any]]:
    """Rows and hash of each table of a folder."""
    found = {}
    for name in TABLES:
        table = pq.read_table(folder / f"{name}.parquet")
        found[name] = {"rows": len(table), "sha256": _hash(table)}
    return found


def keep(folder: Path) -> None:
    """Write what a folder's tables hold to `contents.json`."""
    told = {"made_on": made_on(), "tables": contents(folder)}
    KEPT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def kept() -> dict[str, Any]:
    """What `contents.json` says: `made_on` and `tables`."""
    return json.loads(KEPT.read_text(encoding="utf-8"))


def differences(folder: Path) -> list[str]:
    """Tables of a folder whose contents are not those kept, each with both counts of
    rows."""
    want, found = kept()["tables"], contents(folder)
    return [
        f"{name}: {found[name]['rows']:,} rows here, {want[name]['rows']:,} kept"
        for name in TABLES
        if found[name] != want[name]
    ]


def _hash(table: pa.Table) -> str:
    digest = hashlib.sha256()
    for name in table.column_names:
        column = table[name].combine_chunks()
        for part in (name.encode(), *_parts(column)):
            digest.update(len(part).to_bytes(8, "little"))
            digest.update(part)
    return digest.hexdigest()


def _parts(column: pa.Array) -> tuple[bytes, bytes, bytes]:
    """A column as bytes: its kind, which cells are empty, and the values.

    Text is numbered in the order in which each word first appears. Times are whole
    seconds, dates whole days.
    """
    empty = np.asarray(column.is_null()).astype(np.uint8).tobytes()
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        coded = column.dictionary_encode()
        words = "\0".join(coded.dictionary.to_pylist()).encode()
        numbers = np.asarray(coded.indices.fill_null(-1)).astype("<i8")
        return b"text", empty, words + b"\0\0" + numbers.tobytes()
    if pa.types.is_floating(kind):
        return b"float", empty, _bytes(column, pa.float64(), "<f8")
    if pa.types.is_timestamp(kind):
        return b"second", empty, _bytes(column, pa.timestamp("s"), "<i8")
    if pa.types.is_date(kind):
        return b"day", empty, _bytes(column, pa.int32(), "<i8")
    return b"whole", empty, _bytes(column, pa.int64(), "<i8")


def _bytes(column: pa.Array, kind: pa.DataType, layout: str) -> bytes:
    values = column.cast(kind)
    if pa.types.is_timestamp(kind):
        values = values.cast(pa.int64())
    return np.asarray(pc.fill_null(values, 0)).astype(layout).tobytes()
