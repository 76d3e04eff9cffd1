"""The server listens on this machine alone, however it is started; another address is
asked for, and told."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st

from pages.shell import network
from tests.app.test_pages import opened

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


@pytest.mark.skipif(not TABLES[0].exists(), reason="only Linux lists its sockets so")
def test_another_address_is_asked_for_and_told_by_make_run(tmp_path):
    port, python = free_port(), [sys.executable, "-m"]
    asked = [*python, "streamlit", "run", "app.py", "--server.address", "0.0.0.0"]
    with started(asked, ROOT, port):
        assert not listening(port) & HERE
        told = subprocess.run(
            [*python, "pages.shell.warm", str(port), "0.0.0.0"],
            cwd=ROOT,
            env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(tmp_path), "DISPLAY": ""},
            capture_output=True,
            text=True,
            check=True,
        )
    assert "listens on every network that this machine is on" in told.stderr


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.0.2.7", "desk-3"])
def test_what_an_address_opens_up_is_said(sample, monkeypatch, capfd, address):
    asked = {"server.address": address}
    original = st.get_option
    monkeypatch.setattr(
        st, "get_option", lambda key: asked[key] if key in asked else original(key)
    )
    told = network.opened_up(address)
    assert "sign in" in told
    where = "every network" if address in (None, "", "0.0.0.0", "::") else address
    assert f"listens on {where}" in told
    if address == "0.0.0.0":
        at = opened("pages/assure/definitions.py", sample, {})
        assert told in [one.value for one in at.sidebar.warning]
        assert told in capfd.readouterr().err


@pytest.mark.parametrize(
    "address", ["localhost", "127.0.0.1", "127.8.0.1", "::1", "[::1]", "unix:///run/x"]
)
def test_an_address_of_this_machine_alone_opens_nothing(address):
    assert network.opened_up(address) == ""
