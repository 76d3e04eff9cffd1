"""The last step of whatever makes a version: on the disk, in its place, live."""

import os
from collections.abc import Callable
from pathlib import Path

from analytics.store.live import make_live
from analytics.store.load.version_folders import flush_to_disk
from analytics.store.manifest import Manifest


def put_live(
    record: Manifest,
    out: Path,
    folder: Path,
    root: Path,
    before_it_is: Callable[[], None] = lambda: None,
) -> Path:
    """Write the record of a version built in `out`, put it among those of the dataset's
    folder and make it live; where it is then. Until the last rename the version before
    stays live. before_it_is: called when it is in its place; what it raises holds it
    back."""
    record.write(out)
    flush_to_disk(out)
    version = folder / record.version
    os.replace(out, version)
    flush_to_disk(folder, below=False)
    before_it_is()
    make_live(folder.name, record.version, root)
    return version
