"""Delta tables by their path, where the engine has no reader of its own: which files
are the table is read by the package `deltalake`."""

from pathlib import Path
from typing import Any

from analytics.errors import InputError, Problem

LOG = "_delta_log"


def is_delta(folder: Path) -> bool:
    """Whether a folder is a Delta table."""
    return (folder / LOG).is_dir()


def rows(folder: Path) -> Any:
    """The rows of a Delta table as an Arrow data set. Raises InputError."""
    table = _table(folder)
    try:
        return table.to_pyarrow_dataset()
    except Exception as fault:
        raise InputError(_not_readable(folder, fault)) from None


def files(folder: Path) -> list[str]:
    """The Parquet files that a Delta table is, as paths. Raises InputError."""
    rows(folder)  # refuses what plain files would say wrongly, such as deleted rows
    return [one.removeprefix("file://") for one in _table(folder).file_uris()]


def _table(folder: Path) -> Any:
    try:
        from deltalake import DeltaTable
    except ImportError:
        raise InputError(
            Problem(
                "delta_needs_reader",
                f"{folder.name} is a Delta table, and nothing here reads those.",
                "Install the package deltalake beside the dashboard, or ask a Spark "
                "that has Delta (as Databricks has).",
            )
        ) from None
    try:
        return DeltaTable(str(folder))
    except Exception as fault:
        raise InputError(_not_readable(folder, fault)) from None


def _not_readable(folder: Path, fault: Exception) -> Problem:
    return Problem(
        "delta_unreadable",
        f"The Delta table {folder.name} cannot be read here ({type(fault).__name__}): "
        "it is damaged, or uses what the package deltalake does not know, such as "
        "deletion vectors.",
        "Ask a Spark that has Delta, or write the table without these features.",
    )
