"""Where real ids may be written: a new file in a folder that nobody else can look into,
outside the data home."""

import os
from collections.abc import Iterator
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.store.home import PROJECT

MODE = 0o600
OTHERS = 0o077  # what others than the owner may do


def faults(out: Path, root: Path) -> Iterator[Problem]:
    """Why nothing may be written there."""
    name, folder = out.name, out.parent.resolve()
    if os.path.lexists(out):
        yield Problem(
            "out_exists",
            "There is a file of that name already.",
            "Name a new one: nothing is written over.",
            file=name,
        )
    if not folder.is_dir():
        yield Problem(
            "out_nowhere",
            "The folder for the file is not there.",
            "Make it first, for yourself alone.",
            file=name,
        )
        return
    for inside in (root.resolve(), PROJECT):
        if folder == inside or inside in folder.parents:
            yield Problem(
                "out_in_the_data",
                "The file would lie in the data folder or with the dashboard, where "
                "nobody’s own id may be.",
                "Choose a folder of your own, elsewhere.",
                file=name,
            )
            break
    if os.name != "nt" and folder.stat().st_mode & OTHERS:
        yield Problem(
            "out_shared",
            "Other accounts may look into the folder for the file, or write there.",
            "Choose a folder that is yours alone (mode 700).",
            file=name,
        )


def write(out: Path, text: str) -> None:
    """Write a new file for its owner alone, whole or not at all. Raises InputError if
    there is one meanwhile, or the disk does not know whose a file is."""
    beside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            if os.name != "nt" and os.fstat(descriptor).st_mode & OTHERS:
                raise InputError(
                    Problem(
                        "out_shared",
                        "The disk does not keep a file for its owner alone.",
                        "Choose a folder on a disk of this machine.",
                        file=out.name,
                    )
                )
            file.write(text)
            file.flush()
            os.fsync(descriptor)
        os.link(beside, out)  # never over another
    except OSError as fault:
        raise InputError(
            Problem(
                "out_failed",
                f"The file cannot be written: {fault.strerror}.",
                "Choose another folder of your own.",
                file=out.name,
            )
        ) from None
    finally:
        beside.unlink(missing_ok=True)
