"""The server processes: started, started again when one dies or hangs, all stopped
together.

Streamlit keeps a session, its uploads and its downloads in one process, so whatever
stands before several has to bring the same person to the same one.
"""

import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from analytics import settings
from analytics.operation.hanging import Patience, hangs
from analytics.operation.serving import APP, Serving
from analytics.operation.warm import warm
from analytics.store.home import PROJECT

EVERY = 0.3  # seconds between two looks
LONG = 30.0  # seconds after which a process counts as having started well
TRIES = 5  # starts in a row that end sooner, then it is given up
LONGEST_PAUSE = 20.0  # seconds before the next start
TO_END = 10.0  # seconds that a process has to end before it is killed
STOPS = tuple(
    getattr(signal, name)
    for name in ("SIGTERM", "SIGINT", "SIGHUP")
    if hasattr(signal, name)
)
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
# Streamlit's own settings, which we set and nobody else.
ADDRESS, PORT_OF_ONE = "STREAMLIT_SERVER_ADDRESS", "STREAMLIT_SERVER_PORT"
Told = Callable[[str], None]


@dataclass
class Process:
    """One server process: its port, how often it was started again, how often in a row
    it ended early, how often it was ended since it hung, and when it may be started
    next."""

    port: int
    command: list[str]
    running: "subprocess.Popen[bytes] | None" = None
    began: float = 0.0
    starts: int = 0
    early: int = 0
    hung: int = 0
    not_before: float = 0.0

    @property
    def restarts(self) -> int:
        return max(self.starts - 1, 0)


@dataclass
class Processes:
    """Those of one `serve`. `run` stays until it is told to stop, or gives up."""

    serving: Serving
    told: Told
    patience: Patience = Patience()
    every: list[Process] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        secret = settings.COOKIE_SECRET.given() or secrets.token_hex(32)
        # The same for all, and through a restart: an upload under way goes on.
        self.environment = settings.for_processes(
            **{settings.COOKIE_SECRET.name: secret, ADDRESS: self.serving.address}
        )
        self.every = [Process(port, command()) for port in self.serving.ports]

    def run(self) -> bool:
        """Whether it was stopped as asked; False where a process would not stay. Call
        it in the main thread, which signals come to."""
        before = {one: signal.signal(one, self._stop) for one in STOPS}
        try:
            while not self.stopping.is_set():
                for one in self.every:
                    if not self._looked_after(one):
                        return False
                self.stopping.wait(EVERY)
            return True
        finally:
            self.stopping.set()
            self._end()
            for one, was in before.items():
                signal.signal(one, was)

    def _stop(self, number: int, _frame: object) -> None:
        self.stopping.set()

    def _looked_after(self, one: Process) -> bool:
        """Starts a process that is not running; False where that is given up."""
        now = time.monotonic()
        if one.running is not None:
            code = one.running.poll()
            if code is None:
                return True
            one.running = None
            one.early = 0 if now - one.began > LONG else one.early + 1
            if one.early >= TRIES:
                self.told(
                    f"The process on port {one.port} ended {TRIES} times soon after "
                    f"its start (code {code}): given up."
                )
                return False
            pause = min(2.0**one.early - 1, LONGEST_PAUSE)
            one.not_before = now + pause
            self.told(
                f"The process on port {one.port} ended (code {code}); it is started "
                f"again{f' in {pause:.0f} seconds' if pause else ''}."
            )
        if now >= one.not_before:
            one.running, one.began = self._started(one), now
            one.starts += 1
            threading.Thread(target=self._warm, args=(one.port,), daemon=True).start()
            watch = (one, one.running)
            threading.Thread(target=self._watch, args=watch, daemon=True).start()
        return True

    def _started(self, one: Process) -> "subprocess.Popen[bytes]":
        linux = sys.platform == "linux"
        return subprocess.Popen(
            one.command,
            cwd=PROJECT,
            env=self.environment | {PORT_OF_ONE: str(one.port)},
            start_new_session=True,  # Ctrl-C comes to us, and we end them
            preexec_fn=_die_with_parent if linux else None,
        )

    def _warm(self, port: int) -> None:
        warm(port, self.serving.address, lambda: not self.stopping.is_set())

    def _watch(self, one: Process, running: "subprocess.Popen[bytes]") -> None:
        """Ends a process that hangs; `run` then finds it ended and starts it again."""

        def wanted() -> bool:
            return not self.stopping.is_set() and running.poll() is None

        if hangs(one.port, self.serving.address, self.patience, wanted):
            one.hung += 1
            self.told(
                f"The process on port {one.port} runs and does not answer "
                f"({self.patience.misses} looks in a row): it is ended."
            )
            _ended([running])

    def _end(self) -> None:
        _ended([one.running for one in self.every if one.running is not None])


def command() -> list[str]:
    """What starts one server process; where it listens is in its environment."""
    return [sys.executable, "-m", "streamlit", "run", str(APP)]


def _ended(there: "list[subprocess.Popen[bytes]]") -> None:
    """Asks processes to end, and kills those that do not."""
    for one in there:
        one.terminate()
    until = time.monotonic() + TO_END
    for one in there:
        try:
            one.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()


def _die_with_parent() -> None:
    """A server whose `serve` was killed ends too."""
    import ctypes

    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)
    if os.getppid() == 1:  # it was killed meanwhile
        os._exit(1)
