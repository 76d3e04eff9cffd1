"""The server listens on this machine alone, however it is started; where others reach
it and nobody signs in, it does not start, or shows nothing."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from pages.shell import network
from pages.shell.signin import settings
from tests.app.test_pages import PAGES, opened

ROOT = Path(__file__).resolve().parents[2]
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
LISTENS = "0A"
HERE = {"0100007F", "0" * 24 + "01000000"}  # 127.0.0.1 and ::1 as Linux writes them


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listening(port: int) -> set[str]:
    """Addresses, as Linux writes them, on which somebody listens at a port."""
    found = set()
    for table in TABLES:
        for line in table.read_text().splitlines()[1:] if table.exists() else ():
            where, state = line.split()[1], line.split()[3]
            address, its_port = where.split(":")
            if state == LISTENS and int(its_port, 16) == port:
                found.add(address)
    return found


@contextmanager
def started(words: list[str], folder: Path, port: int):
    """A server, started with these words from a folder, while it listens."""
    server = subprocess.Popen(
        [*words, "--server.port", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while not listening(port) and time.monotonic() < until:
            assert server.poll() is None, "the server did not start"
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(20)


@pytest.mark.skipif(not TABLES[0].exists(), reason="only Linux lists its sockets so")
@pytest.mark.parametrize(
    ("words", "folder"),
    [
        (["streamlit", "run", "app.py"], ROOT),
        (["streamlit", "run", str(ROOT / "app.py")], ROOT / "tests"),
    ],
    ids=["in its folder", "from elsewhere"],
)
def test_only_this_machine_is_listened_to(words, folder):
    port = free_port()
    with started([sys.executable, "-m", *words], folder, port):
        assert listening(port) and listening(port) <= HERE


@pytest.mark.parametrize(
    ("address", "code"), [("0.0.0.0", 2), ("localhost", 0)], ids=str
)
def test_make_run_does_not_start_where_nobody_would_sign_in(address, code, tmp_path):
    asked = subprocess.run(
        [sys.executable, "-m", "pages.shell.signin.check", address],
        cwd=ROOT,
        env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert asked.returncode == code
    if code:
        assert "listens on every network that this machine is on" in asked.stderr
        assert "cookie_secret" in asked.stderr and settings.BY in asked.stderr
    else:
        assert "sign in" not in asked.stderr


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.7", "desk-3"])
def test_where_others_reach_it_nothing_is_shown(monkeypatch, address):
    asked = {"server.address": address}
    original = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda key: asked[key] if key in asked else original(key)
    )
    told = network.opened_up(address)
    where = "every network" if address in (None, "", "0.0.0.0", "::") else address
    assert f"listens on {where}" in told
    for page in PAGES if address == "0.0.0.0" else ():
        at = opened(page, SimpleNamespace(name="any"), {})
        said = " ".join(one.value for one in at.error)
        assert not at.exception and "Nobody is asked to sign in" in said
        for name in (*settings.OF_US, *settings.OF_PROVIDER, settings.BY):
            assert name in said.replace("\\", "")
        assert not at.sidebar.children and not at.metric and not at.table
        assert len(at.title) == 1 and not at.header and not at.dataframe


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "dashboard.example.nhs.uk"},
        {"Host": "localhost:8501", "X-Forwarded-For": "192.0.2.7"},
        {"Host": "[2001:db8::1]:8501"},
        {"Host": "localhost", "Forwarded": "for=192.0.2.7"},
    ],
    ids=str,
)
def test_who_comes_through_a_proxy_is_from_elsewhere(headers):
    assert "through a proxy" in network.forwarded(headers)


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:1", "[::1]:8501", ""])
def test_who_comes_from_this_machine_is_not(host):
    assert network.forwarded({"Host": host}) == ""


@pytest.mark.parametrize(
    "address", ["localhost", "127.0.0.1", "127.8.0.1", "::1", "[::1]", "unix:///run/x"]
)
def test_an_address_of_this_machine_alone_opens_nothing(address):
    assert network.opened_up(address) == ""
