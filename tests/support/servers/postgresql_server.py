"""A real PostgreSQL, started for the tests. In CI a missing one fails; on a desk it
skips."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest


def _program(name: str) -> str | None:
    """A program of PostgreSQL: Debian keeps most of them out of the path."""
    beside = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return shutil.which(name) or (str(beside[0]) if beside else None)


@pytest.fixture(scope="session")
def postgres():
    """Address of a server that is gone after the tests."""
    initdb, server = _program("initdb"), _program("postgres")
    if not (initdb and server):
        said = "PostgreSQL is not on this machine (Debian: apt-get install postgresql)."
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    own: dict = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory(prefix="postgres-") as place:
        if os.getuid() == 0:  # PostgreSQL refuses to run as root
            somebody = pwd.getpwnam("nobody")
            own |= {"user": somebody.pw_uid, "group": somebody.pw_gid, "cwd": "/"}
            own["extra_groups"] = []
            os.chown(place, somebody.pw_uid, somebody.pw_gid)
        data = f"{place}/data"
        made = [initdb, "-D", data, "-U", "worklist", "--auth=trust", "-N"]
        subprocess.run(made, check=True, timeout=120, **own)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        where = ["-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", ""]
        running = subprocess.Popen([server, *where, "-c", "fsync=off"], **own)
        try:
            address = f"postgresql://worklist@127.0.0.1:{port}/postgres"
            _wait(address, running)
            yield address
        finally:
            running.terminate()
            running.wait(30)


def _wait(address: str, running: subprocess.Popen) -> None:
    import psycopg

    for _ in range(600):
        assert running.poll() is None, "PostgreSQL does not start"
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise AssertionError("PostgreSQL does not answer")
