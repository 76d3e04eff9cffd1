"""A real OpenID Connect provider, the certified `oidc-provider` from npm, started for
the tests. In CI a missing one fails; on a desk it skips.

`make machine` installs it into the user's cache, from `tests/support/servers/oidc/`.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).with_name("oidc")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
MODULES = CACHE / "frequent-attenders" / "oidc"
CLIENT, SECRET = "frequent-attenders", "a secret of the tests alone"


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def needed() -> str:
    """The program that runs the provider; without it the test fails in CI and skips
    elsewhere."""
    node = shutil.which("node")
    if node and (MODULES / "node_modules" / "oidc-provider").is_dir():
        return node
    said = "No OpenID Connect provider on this machine: `make machine` installs it."
    pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    raise AssertionError


@contextmanager
def provider(
    dashboard: str, people: dict[str, dict], port: int | None = None, ahead: int = 0
):
    """Address of a provider's metadata, while it runs. dashboard: the address that it
    sends people back to; people: by what each types to sign in, their claims; ahead:
    the seconds by which its clock is fast."""
    node, port = needed(), port or free_port()
    running = subprocess.Popen(
        [node, str(HERE / "provider.js")],
        env=os.environ
        | {
            "PORT": str(port),
            "DASHBOARD": dashboard,
            "PEOPLE": json.dumps(people),
            "MODULES": str(MODULES),
            "AHEAD": str(ahead),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        where = f"http://localhost:{port}/.well-known/openid-configuration"
        for _ in range(300):
            assert running.poll() is None, "the provider does not start"
            try:
                urllib.request.urlopen(where, timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield where
    finally:
        running.terminate()
        running.wait(20)
