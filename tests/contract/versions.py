"""Whether a version of a dataset is whole."""

from pyarrow.parquet import read_metadata

from analytics.store.layout import STORED


def whole(dataset) -> bool:
    """Whether every table of a version is there to its end, and the appointments hold
    rows."""
    rows = {
        name: read_metadata(dataset.folder / f"{name}.parquet").num_rows
        for name in STORED
    }
    return rows["gp_appointments"] > 0
