"""Which version of a dataset is shown: pointing it at another, which is recorded."""

import os
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.store.audit import log
from analytics.store.home import (
    LIVE_FILE,
    check_name,
    home,
    live_folder,
    versions,
    write_whole,
)
from analytics.store.layout import MANIFEST_FILE


def make_live(name: str, version: str, root: Path | None = None) -> None:
    """Point a dataset at one of its versions, by one atomic rename. Raises InputError
    where there is no such version, or it cannot be recorded; nothing is then
    changed."""
    folder = (root or home()) / check_name(name)
    if not (folder / version / MANIFEST_FILE).is_file():
        raise InputError(
            Problem(
                rule="version_unknown",
                found=f"Dataset {name!r} has no version {version!r}.",
                remedy="Versions: " + (", ".join(versions(name, root)) or "none") + ".",
            )
        )
    before = (
        live_folder(name, root) if (folder / LIVE_FILE).is_file() else folder / version
    )
    log.record(log.MADE_LIVE, root, dataset=name, version=version, before=before.name)
    write_whole(folder / LIVE_FILE, version + "\n")
    for seen in (
        before,
        folder / version,
    ):  # the time of change says when it was last live
        if seen.is_dir():
            os.utime(seen)
