"""The first and the last step of whatever makes a version: folders of its own under the
dataset's lock; its stamp; on the disk, in its place, live."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analytics.errors import Problem
from analytics.store.home import OWNERS_ALONE
from analytics.store.live import make_live
from analytics.store.load import faults, owners_alone
from analytics.store.load.progress import Progress
from analytics.store.load.version_folders import (
    at_start,
    building,
    flush_to_disk,
    only_load,
)
from analytics.store.manifest import Manifest


@dataclass(frozen=True)
class Begun:
    """A version that is being made. workspace, out: the folders of its temporary files
    and of what becomes the version. told: what was seen of the home on the way."""

    workspace: Path
    out: Path
    told: list[Problem]


@dataclass(frozen=True)
class Stamp:
    """What a version is known by: its name, when it was made, and the fingerprint of
    what it was made of."""

    version: str
    created: str
    fingerprint: str


@contextmanager
def begun(folder: Path, root: Path, progress: Progress) -> Iterator[Begun]:
    """Within it, nobody else makes a version of the dataset's folder, faults of the
    machine are told in words, and what is not put live is removed."""
    with (
        faults.of_the_machine(root),
        only_load(folder, progress),
        building(folder) as place,
    ):
        at_start(root)
        workspace, out = place / "work", place / "new"
        workspace.mkdir(mode=OWNERS_ALONE)
        out.mkdir(mode=OWNERS_ALONE)
        yield Begun(workspace, out, owners_alone.close(root))


def stamp(told: str) -> Stamp:
    """The stamp of a version made now of what is told: equal texts, equal
    fingerprints."""
    fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
    now = datetime.now(UTC)
    return Stamp(
        f"{now:%Y%m%dT%H%M%S%f}Z-{fingerprint[:8]}",
        now.isoformat(timespec="seconds"),
        fingerprint,
    )


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
