"""Rows from all over a file, in a temporary table: what its columns are is told by
them."""

from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.extract.cells.values import one_file
from analytics.extract.reading.opened_file import Opened, reader
from analytics.extract.reading.source import Source
from analytics.extract.reading.text_files import HEAD
from analytics.extract.temp_table import TempTable

PARQUET_ROWS = 5000
TEXT_ROWS = 2000
PLACES = 24  # of a long text file that are looked into
SAMPLE = TempTable(
    "sample_{table}_{file}",
    "a row of a file, one of some thousands from all over it",
    ("<the file's own columns>",),
)


def sample(
    con: DuckDBPyConnection, source: Source, number: int, workspace: Path
) -> str:
    """The name of the table of a sample of one file. Notes the types of Parquet
    columns in `source.types`."""
    file, name = source.files[number], SAMPLE.of(source.table, file=number)
    if file.kind == "parquet":
        path = one_file(file.scanned)
        SAMPLE.make(
            con,
            f"SELECT * FROM read_parquet({path}) LIMIT {PARQUET_ROWS}",
            source.table,
            file=number,
        )
        described = con.execute(
            f"DESCRIBE SELECT * FROM read_parquet({path})"
        ).fetchall()
        for header, row in zip(file.headers, described, strict=True):
            source.types[(str(file.scanned), header)] = row[1]
        return name
    place = workspace / f"{name}.csv"
    place.write_text(_spread(file), encoding="utf-8")
    look = replace(file, scanned=place, skip=0, pads=True)
    rows = f"SELECT * FROM {look.scan(header=False)}"
    SAMPLE.make(con, rows, source.table, file=number)
    place.unlink()
    return name


def _spread(file: Opened) -> str:
    """Lines from places all over a plain text file, whole ones only, without the
    header."""
    with reader(file.scanned) as source:
        head = source.read(HEAD)
        lines = head.split(b"\n")[file.skip + 1 : TEXT_ROWS]
        if file.scanned.suffix != ".gz":
            size = file.scanned.stat().st_size
            if size > 2 * HEAD:
                for step in range(1, PLACES):
                    source.seek(size * step // PLACES)
                    lines += source.read(1 << 15).split(b"\n")[1:-1]
    return b"\n".join(lines).decode("utf-8", "replace")
