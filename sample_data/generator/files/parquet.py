"""Columns to Parquet: dictionary-coded text, zstd, no pandas on the way."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sample_data.generator.files.columns import Columns, arrow

ROW_GROUP = 700_000
PLAIN = (  # to the minute: too many values for a dictionary
    "arrived_at",
    "departed_at",
    "admitted_at",
    "discharged_at",
    "called_at",
    "spell_id",
)


def write(columns: Columns, path: Path, level: int = 9) -> int:
    """Write one Parquet file and return its number of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = pa.table({name: arrow(column) for name, column in columns.items()})
    unfinished = path.with_name(path.name + ".part")  # readers never see half a file
    pq.write_table(
        data,
        unfinished,
        compression="zstd",
        compression_level=level,
        store_schema=False,
        row_group_size=ROW_GROUP,
        dictionary_pagesize_limit=1 << 24,
        data_page_size=1 << 22,
        use_dictionary=[name for name in data.column_names if name not in PLAIN],
    )
    unfinished.replace(path)
    return len(data)
