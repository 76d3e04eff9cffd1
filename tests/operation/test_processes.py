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

from analytics.operation import hanging, health, processes
from analytics.operation.hanging import Patience
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


def test_one_that_hangs_is_ended_and_started_again_and_the_other_goes_on(
    two, tmp_path, monkeypatch
):
    served, told = two
    served.patience = Patience(every=0.05, wait=0.3, misses=3)
    monkeypatch.setattr(processes, "TO_END", 0.3)  # who is stopped hears no SIGTERM
    monkeypatch.setattr(processes, "LONGEST_PAUSE", 0.0)
    hung = []

    def do():
        until(lambda: health.state(served, tmp_path)["well"])
        first, second = (one.running for one in served.every)
        hung.append(first)
        os.kill(first.pid, signal.SIGSTOP)
        until(lambda: served.every[0].running not in (first, None))
        until(lambda: health.state(served, tmp_path)["well"])
        assert [one.hung for one in served.every] == [1, 0]
        assert served.every[1].running is second and second.poll() is None
        found = health.state(served, tmp_path)["processes"]
        assert [(one["restarts"], one["hung"]) for one in found] == [(1, 1), (0, 0)]

    raised = beside(do)
    assert served.run() is True and raised == []
    assert hung[0].returncode == -signal.SIGKILL
    port = served.every[0].port
    assert f"port {port} runs and does not answer (3 looks" in told[0]
    assert "is started again" in told[1] and len(told) == 2


BUSY = """
import threading, time
def work():
    end = time.monotonic() + 3
    while time.monotonic() < end:
        sum(i * i for i in range(10_000))
for _ in range(4):
    threading.Thread(target=work, daemon=True).start()
"""


def test_one_that_is_busy_or_slow_to_begin_is_not_taken_for_hung(two):
    served, told = two
    served.patience = Patience(every=0.05, wait=1.0, misses=2, to_begin=20)
    slow = [sys.executable, "-c", f"import time; time.sleep(1){SERVES}"]
    served.every[0].command = slow
    served.every[1].command = [sys.executable, "-c", BUSY + SERVES]
    answered = []

    def do():
        for one in served.every:
            until(lambda one=one: hanging.well(one.port, "127.0.0.1", 1))
        end = time.monotonic() + 1.5
        while time.monotonic() < end:
            answered.append(hanging.well(served.every[1].port, "127.0.0.1", 1))

    raised = beside(do)
    assert served.run() is True and raised == [] and told == []
    assert all(answered) and [one.starts for one in served.every] == [1, 1]


def test_one_that_never_begins_to_answer_hangs_after_its_time(two):
    served, _ = two
    patience = Patience(every=0.01, wait=0.1, misses=2, to_begin=0.3)
    began = time.monotonic()
    assert hanging.hangs(served.every[0].port, "127.0.0.1", patience, lambda: True)
    assert time.monotonic() - began > 0.3


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
    monkeypatch.setattr(health, "well", lambda *asked: True)
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
