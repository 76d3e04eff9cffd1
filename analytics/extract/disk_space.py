"""Room on the disk and in memory: telling when there is none, in words that say what to
do."""

import errno
import shutil
from pathlib import Path

import duckdb

from analytics.errors import Problem

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
SAYS_FULL = (
    "no space left",
    "file too large",
    "disk quota",
    "max_temp_directory_size",
    "could not write",
)
CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
SAYS_CLOSED = ("read-only file system", "permission denied", "operation not permitted")
KEEP_FREE = 1 << 30  # bytes that unpacking a file leaves free on the disk


def problem(fault: BaseException, place: Path) -> Problem | None:
    """What to tell of a fault of the machine while writing below `place`; None if it is
    none."""
    said = str(fault).lower()
    if (isinstance(fault, OSError) and fault.errno in FULL) or (
        isinstance(fault, duckdb.Error) and any(words in said for words in SAYS_FULL)
    ):
        return Problem(
            "disk_full",
            f"The disk that holds the data is full ({_left(place)} left); "
            "nothing was changed.",
            "Free some space, about three times the size of the extracts (twenty times "
            "that of Parquet, which is packed), or point FREQUENT_ATTENDERS_HOME at a "
            "larger disk; then load again.",
        )
    if _closed(fault, said, place):
        return Problem(
            "home_read_only",
            f"Nothing can be written in the folder that holds the data ({place}): it, "
            "or the disk that it is on, is read-only for this account; nothing was "
            "changed. What is loaded can be looked at.",
            "Have the folder opened to this account, or point "
            "FREQUENT_ATTENDERS_HOME at another one; then try again.",
        )
    if isinstance(fault, duckdb.OutOfMemoryException | MemoryError):
        return Problem(
            "memory_full",
            "The load needs more memory than it may use; nothing was changed.",
            "Allow it more with FREQUENT_ATTENDERS_MEMORY (for example 4GB), "
            "or load fewer months at once.",
        )
    return None


def _closed(fault: BaseException, said: str, place: Path) -> bool:
    """Whether a fault is of writing where that is not allowed; that a file of somebody
    cannot be read is another."""
    if isinstance(fault, OSError) and not isinstance(fault, duckdb.Error):
        named = [Path(str(one)) for one in (fault.filename, fault.filename2) if one]
        inside = any(one == place or place in one.parents for one in named)
        return fault.errno == errno.EROFS or (fault.errno in CLOSED and inside)
    writes = isinstance(fault, duckdb.IOException) and str(place) in str(fault)
    return writes and any(words in said for words in SAYS_CLOSED)


def free(place: Path) -> int:
    """Bytes free on the disk that holds a folder."""
    return shutil.disk_usage(place).free


def _left(place: Path) -> str:
    while not place.exists():
        place = place.parent
    return f"{free(place) / 1e6:,.0f} MB"
