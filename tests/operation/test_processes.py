"""Server processes: one that dies comes back, one that will not stay ends it, a signal
stops all, and the health page says how it is."""

import json
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from analytics.operation import health, processes
from analytics.operation.processes import Processes
from analytics.operation.serving import Serving

SERVES = """
import http.server, os
class Asked(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *said): pass
where = ("127.0.0.1", int(os.environ["STREAMLIT_SERVER_PORT"]))
http.server.HTTPServer(where, Asked).serve_forever()
"""


def ports(number: int) -> int:
    """The first of some free ports in a row."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            first = probe.getsockname()[1]
        if first + number < 65535:
            return first


@pytest.fixture
def two(monkeypatch):
    monkeypatch.setattr(
        processes,
        "command",
        lambda: [sys.executable, "-c", SERVES],
    )
    monkeypatch.setattr(processes, "EVERY", 0.02)
    monkeypatch.setattr(processes, "warm", lambda *asked: True)
    told: list[str] = []
    serving = Serving("127.0.0.1", ports(2), 2, 0)
    return Processes(serving, told.append), told


def until(true, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def beside(do) -> list:
    """Runs something while the main thread, which signals come to, serves; then asks it
    to stop. What it raised."""
    raised = []

    def run():
        try:
            do()
        except BaseException as fault:
            raised.append(fault)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=run, daemon=True).start()
    return raised


def test_one_that_dies_is_started_again_and_all_stop_at_a_signal(two, tmp_path):
    served, told = two
    ids = []

    def state():
        return health.state(served, tmp_path)

    def do():
        until(lambda: state()["well"])
        first = served.every[0].running
        first.kill()
        first.wait()
        until(lambda: not state()["well"])
        until(lambda: served.every[0].restarts == 1 and state()["well"])
        assert served.every[1].restarts == 0
        ids.extend(one.running.pid for one in served.every)

    before = signal.getsignal(signal.SIGTERM)
    raised = beside(do)
    assert served.run() is True and raised == []
    assert signal.getsignal(signal.SIGTERM) is before
    assert len(ids) == 2 and "is started again" in told[0]
    for one in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)


def test_one_that_will_not_stay_is_given_up(two, monkeypatch):
    served, told = two
    served.every[1].command = [sys.executable, "-c", "raise SystemExit(3)"]
    monkeypatch.setattr(processes, "LONGEST_PAUSE", 0.0)
    assert served.run() is False
    assert "given up" in told[-1] and "code 3" in told[-1]
    assert all(one.running is None or one.running.poll() for one in served.every)


def test_all_processes_sign_with_one_secret(monkeypatch):
    served = Processes(Serving(processes=3), print)
    name = processes.settings.COOKIE_SECRET.name
    made = served.environment[name]
    assert len(made) == 64 and made != Processes(Serving(), print).environment[name]
    assert all(made not in one.command for one in served.every)
    monkeypatch.setenv(name, "x" * 40)
    assert Processes(Serving(), print).environment[name] == "x" * 40


def test_each_process_serves_the_app():
    served = Processes(Serving("127.0.0.1", processes=2), print)
    assert [one.port for one in served.every] == [8501, 8502]
    assert served.environment[processes.ADDRESS] == "127.0.0.1"
    for one in served.every:
        assert one.command[1:4] == ["-m", "streamlit", "run"]
        assert one.command[4].endswith("app.py")


@pytest.mark.parametrize("well, code", [(True, 200), (False, 503)])
def test_the_health_page_says_how_it_is(well, code):
    port = ports(1)
    with health.told_at("127.0.0.1", port, lambda: {"well": well}):
        assert asked(port, "/health") == (code, {"well": well})
        assert asked(port, "/health?x=1")[0] == asked(port, "/other")[0] == 404
    with pytest.raises(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2)


def test_a_home_without_room_is_not_well(two, tmp_path, monkeypatch):
    served, _ = two
    monkeypatch.setattr(health, "_answers", lambda port, address: True)
    assert health.state(served, tmp_path)["well"]
    monkeypatch.setattr(health, "free", lambda place: 1000)
    assert not health.state(served, tmp_path)["well"]
    assert not health.state(served, tmp_path / "gone")["writable"]


def asked(port: int, path: str):
    try:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{port}{path}", timeout=5
        ) as told:
            return told.status, json.load(told)
    except urllib.error.HTTPError as fault:
        body = fault.read()
        return fault.code, json.loads(body) if body.startswith(b"{") else None
