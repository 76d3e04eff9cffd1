"""A server of the dashboard where people sign in, started as one is on a server."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from analytics.operation.warm import warm
from tests.support.servers.oidc_provider import CLIENT, SECRET

ROOT = Path(__file__).resolve().parents[3]
OF_US = """
[auth]
redirect_uri = "{at}/oauth2callback"
cookie_secret = "of the tests alone, and as long as it must be"
"""
OF_PROVIDER = """
{table}
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{where}"
client_kwargs = {{ scope = "openid email profile", prompt = "login" }}
"""


@contextmanager
def guarded(
    at: str, home: Path, folder: Path, providers: Mapping[str, str]
) -> Iterator[Path]:
    """While it runs at an address of this machine, the file of all that it says.

    folder: for its secrets and that file. providers: the addresses of their metadata,
    by name; "" is the one that stands alone.
    """
    secrets, said = folder / "secrets.toml", folder / "server.log"
    told = [
        OF_PROVIDER.format(
            table=f"[auth.{name}]" if name else "",
            client=CLIENT,
            secret=SECRET,
            where=where,
        )
        for name, where in providers.items()
    ]
    secrets.write_text(OF_US.format(at=at) + "".join(told), encoding="utf-8")
    port = at.rpartition(":")[2]
    with said.open("ab") as log:
        app = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", "app.py"),
                *("--server.port", port, "--secrets.files", str(secrets)),
            ],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(home)},
        )
        try:
            assert warm(int(port)), "the app does not run through"
            yield said
        finally:
            app.terminate()
            app.wait(20)
