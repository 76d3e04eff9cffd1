"""One address that says whether all is well: `/health`, 200 or 503, as JSON. It tells
nothing of any data."""

import json
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from analytics.extract.disk_space import KEEP_FREE, free
from analytics.operation.hanging import well
from analytics.operation.processes import Processes

PATH = "/health"
WAIT_SECONDS = 5.0


def state(processes: Processes, root: Path) -> dict[str, Any]:
    """well: whether all of it is; processes: each by port, whether it answers, how
    often it was started again, how often of these since it hung; writable, room: of
    the data home."""
    with ThreadPoolExecutor(len(processes.every)) as beside:
        found = beside.map(
            lambda one: well(one.port, processes.serving.address, WAIT_SECONDS),
            processes.every,
        )
        each = [
            {
                "port": one.port,
                "well": fine,
                "restarts": one.restarts,
                "hung": one.hung,
            }
            for one, fine in zip(processes.every, found, strict=True)
        ]
    writable, room = _writable(root), _room(root)
    return {
        "well": all(one["well"] for one in each) and writable and room,
        "processes": each,
        "writable": writable,
        "room": room,
    }


@contextmanager
def told_at(
    address: str, port: int, state_now: Callable[[], dict[str, Any]]
) -> Iterator[None]:
    """Tells the state at a port for as long as the block lasts; nowhere for port 0."""
    if not port:
        yield
        return

    class Asked(BaseHTTPRequestHandler):
        server_version, sys_version = "health", ""
        timeout = WAIT_SECONDS * 4

        def do_GET(self) -> None:
            if self.path != PATH:
                self.send_error(404)
                return
            found = state_now()
            said = json.dumps(found).encode() + b"\n"
            self.send_response(200 if found["well"] else 503)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *said: object) -> None:
            """A look at the health every few seconds is nothing to write down."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = _family(address)

    server = Server((address.strip("[]"), port), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


def _family(address: str) -> socket.AddressFamily:
    where = address.strip("[]") or None
    return socket.getaddrinfo(where, 0, flags=socket.AI_PASSIVE)[0][0]


def _writable(root: Path) -> bool:
    try:
        with tempfile.NamedTemporaryFile(dir=root, prefix=".probe-"):
            return True
    except OSError:
        return False


def _room(root: Path) -> bool:
    try:
        return free(root) >= KEEP_FREE
    except OSError:
        return False
