"""The tables of the sample of synthetic people, made where they are needed.

They are not kept in the repository. The generator in `sample_data/` is a program of its
own, run beside this one: the library does not import it, and the memory that it takes
is given back. What it makes is kept in the data home, `<home>/.sample/<state>/`, under
a hash of everything that it is made from. A folder of that name is whole: it is made
under another name, and renamed when all of it is on the disk.
"""

import errno
import hashlib
import logging
import os
import platform
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.store.home import PROJECT, home
from analytics.store.load.version_folders import building, flush_to_disk, only_load

FOLDER = PROJECT / "sample_data"
MADE = ".sample"
# What the tables are made from, or loaded with, besides the generator's code.
INPUTS = (
    "published.json",
    "practices.csv",
    "areas.csv",
    "areas.geojson",
    "services.csv",
)
# The generator's random numbers and Parquet's bytes are the same for the same of these.
LIBRARIES = ("numpy", "pandas", "pyarrow")
TAIL = 20  # lines of what the generator said that are kept when it fails

Progress = Callable[[str, float], None]


def state() -> str:
    """A hash of what the sample is made from: the generator, its inputs, the platform.

    Sixteen hexadecimal digits; a few milliseconds.
    """
    digest = hashlib.sha256()
    generator = (FOLDER / "generator").rglob("*")
    code = [path for path in generator if path.suffix in (".py", ".csv")]
    for path in sorted([*code, *(FOLDER / name for name in INPUTS)]):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    machine = [*sys.version_info[:2], platform.system(), platform.machine()]
    about = [*machine, *(version(library) for library in LIBRARIES)]
    digest.update(repr(about).encode())
    return digest.hexdigest()[:16]


def made_sample(progress: Progress | None = None, root: Path | None = None) -> Path:
    """The folder with the sample's tables, made now if they are not there.

    progress: called with a step in words and the share done (0-1). Raises InputError if
    they cannot be made: the disk is full, memory is short, the generator failed.
    """
    root, progress = root or home(), progress or (lambda step, done: None)
    with only_load(root / MADE, progress):
        return make_if_missing(progress, root)


def make_if_missing(progress: Progress, root: Path) -> Path:
    """The same for whoever holds the lock of `<home>/.sample`."""
    folder = root / MADE / state()
    if folder.is_dir():
        return folder
    with building(folder.parent) as place:
        new = place / "tables"
        try:
            _generate(new, progress)
            flush_to_disk(new)
            os.replace(new, folder)
            flush_to_disk(folder.parent, below=False)
        except (OSError, MemoryError) as fault:
            found = disk_space.problem(fault, root)
            if found is None:
                raise
            raise InputError(found) from None
    for other in folder.parent.iterdir():
        if other.is_dir() and other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _generate(out: Path, progress: Progress) -> None:
    """Run the generator, and tell each step that it tells.

    It is stopped if a report raises (the page that asked was left).
    """
    command = [sys.executable, "-m", f"{FOLDER.name}.generator", "--out", str(out)]
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=FOLDER.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                share, tab, step = line.rstrip().partition("\t")
                if tab:
                    progress(step, float(share))
                else:
                    said = [*said, line.rstrip()][-TAIL:]
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise _fault(process.returncode, said)


def _fault(status: int, said: list[str]) -> Exception:
    """What to raise of a generator that failed; its exit status is the system's error
    number, where there is one."""
    if status in disk_space.FULL:
        return OSError(status, os.strerror(status))
    if status in (errno.ENOMEM, -getattr(signal, "SIGKILL", 9)):
        return MemoryError()
    logging.getLogger("frequent_attenders").error(
        "the sample's generator failed:\n%s", "\n".join(said)
    )
    return InputError(
        Problem(
            "sample_not_made",
            "The sample of synthetic people could not be made here: "
            f"{said[-1] if said else f'exit status {status}'}.",
            "Datasets of your own can be used all the same.",
        )
    )
