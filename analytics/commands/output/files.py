"""Files that a command writes."""

from pathlib import Path

import pandas as pd

from analytics.errors import InputError, Problem
from analytics.export.table import harmless
from analytics.extract.reading.names import cleaned
from analytics.store.audit import log


def as_csv(frame: pd.DataFrame) -> bytes:
    """A table as CSV, no text of which a spreadsheet takes for a formula."""
    text = frame.select_dtypes(include=["object", "string"]).columns
    safe = frame.assign(**{column: frame[column].map(harmless) for column in text})
    return safe.to_csv(index=False, date_format="%Y-%m-%d").encode("utf-8")


def written(out: Path, content: bytes, flag: str) -> str:
    """The path of what was written, which is recorded. flag: that asked for it, as
    --csv. Raises InputError where it cannot be."""
    log.record(log.TOOK, file=cleaned(out.name))
    try:
        out.write_bytes(content)
    except OSError as fault:
        raise InputError(
            Problem(
                rule="cannot_write",
                file=out.name,
                found=f"The file cannot be written: {fault.strerror}.",
                remedy=f"Give {flag} a file in a folder that exists and that you may "
                "write to.",
            )
        ) from None
    return str(out)
