"""The set-up before the dashboard is served: all that is missing, at once, each with
what to set."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analytics import settings
from analytics.errors import InputError, Problem
from analytics.operation import home_setup, machine_setup
from analytics.operation.serving import Serving
from analytics.store.home import PROJECT, home
from analytics.store.load.owners_alone import close

SIGN_IN = "pages.shell.signin.check"  # knows Streamlit, so it is a process of its own
WAIT_SECONDS = 120
LOCK_FILE = ".serving.lock"


def problems(serving: Serving, root: Path | None = None) -> list[Problem]:
    """Everything that somebody should know before this is served; what `stops` keeps it
    from starting. Changes nothing."""
    asked = _ask_about_sign_in(serving)
    found = machine_setup.problems(serving)
    found += home_setup.problems(root or home())
    return sorted(found + _said_of_sign_in(asked), key=lambda one: not one.stops)


@contextmanager
def served(root: Path | None = None) -> Iterator[None]:
    """The data home, there and its owner's alone, while it is served by this process
    and no other. Raises InputError where another serves it."""
    root = root or home()
    home_setup.made(root)
    close(root)
    lock = FileLock(root / LOCK_FILE, mode=0o600)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise InputError(
            Problem(
                "served_already",
                f"The data home ({root}) is served already, by another `serve`.",
                "Stop that one first, or give this one a data home of its own "
                f"({settings.HOME.name}).",
            )
        ) from None
    try:
        yield
    finally:
        lock.release()


def _ask_about_sign_in(serving: Serving) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", SIGN_IN, serving.address, "json"],
        cwd=PROJECT,
        env=settings.for_processes(STREAMLIT_LOGGER_LEVEL="error"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _said_of_sign_in(asked: "subprocess.Popen[str]") -> list[Problem]:
    try:
        said, _ = asked.communicate(timeout=WAIT_SECONDS)
        return [
            Problem(**one | {"examples": tuple(one["examples"])})
            for one in json.loads(said)
        ]
    except (subprocess.TimeoutExpired, ValueError, TypeError, KeyError):
        asked.kill()
        return [
            Problem(
                "sign_in_unchecked",
                "Whether people can sign in could not be checked: Streamlit does not "
                "start.",
                "Install the libraries as requirements.txt has them.",
                flag=f"`python -m {SIGN_IN}` says why.",
            )
        ]
