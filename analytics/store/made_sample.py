"""The tables of a shipped dataset of synthetic people, made where they are needed.

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
from analytics.store.shipped import SAMPLE, Shipped

FOLDER = PROJECT / "sample_data"
MADE = SAMPLE.folder
# The generator's random numbers and Parquet's bytes are the same for the same of these.
LIBRARIES = ("numpy", "pandas", "pyarrow")
TAIL = 20  # lines of what the generator said that are kept when it fails

Progress = Callable[[str, float], None]


def state(one: Shipped = SAMPLE) -> str:
    """A hash of what a dataset is made from: its programs, their inputs, the platform.

    Sixteen hexadecimal digits; a few milliseconds.
    """
    digest = hashlib.sha256()
    programs = [path for name in one.code for path in (FOLDER / name).rglob("*")]
    code = [path for path in programs if path.suffix in (".py", ".csv")]
    for path in sorted({*code, *(FOLDER / name for name in one.inputs)}):
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


def make_if_missing(progress: Progress, root: Path, one: Shipped = SAMPLE) -> Path:
    """The same of any that is shipped, for whoever holds the lock of its folder."""
    folder = root / one.folder / state(one)
    if folder.is_dir():
        return folder
    with building(folder.parent) as place:
        new = place / "tables"
        try:
            _generate(new, progress, one)
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


def _generate(out: Path, progress: Progress, one: Shipped) -> None:
    """Run the program that makes it, and tell each step that it tells.

    It is stopped if a report raises (the page that asked was left).
    """
    program = f"{FOLDER.name}.{one.program}"
    command = [sys.executable, "-m", program, "--out", str(out)]
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
        raise _fault(process.returncode, said, one)


def _fault(status: int, said: list[str], one: Shipped) -> Exception:
    """What to raise of a generator that failed; its exit status is the system's error
    number, where there is one."""
    if status in disk_space.FULL:
        return OSError(status, os.strerror(status))
    if status in (errno.ENOMEM, -getattr(signal, "SIGKILL", 9)):
        return MemoryError()
    logging.getLogger("frequent_attenders").error(
        "the program of %s failed:\n%s", one.name, "\n".join(said)
    )
    return InputError(
        Problem(
            "sample_not_made",
            f"{one.called[:1].upper()}{one.called[1:]} could not be made here: "
            f"{said[-1] if said else f'exit status {status}'}.",
            "Datasets of your own can be used all the same.",
        )
    )
