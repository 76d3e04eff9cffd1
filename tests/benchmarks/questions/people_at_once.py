"""Fifty people at once on a server of the dashboard, over its websocket as browsers use
it: how long from a click until the page is whole.

    python -m sample_data.generator --people 1200000 --years 2 --out DIR
    python -m tests.benchmarks.questions.people_at_once --extracts DIR --home HOME

Each person opens pages in an order of their own, half of the times of their own PCN,
and rests about ten seconds between clicks. Prints seconds a click (median, 95 %),
faults and the memory of the server. Budget: no fault, 95 % within 2 s.
"""

import argparse
import asyncio
import os
import random
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import numpy as np
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.benchmarks.questions.pages import APP, ready

REST = 10.0  # seconds between clicks, on average
PATIENCE = 120.0  # seconds until a click counts as a fault
LEFT_OUT = (
    "audit",
    "extracts",
    "definitions",
    "pack",
    "quality",
)  # not looked at in a meeting


class Person:
    """Somebody with the dashboard open, and how long each click took."""

    def __init__(self, address: str, pcns: list[str], seed: int):
        self.address = address
        self.dice = random.Random(seed)
        self.pcn = self.dice.choice(pcns)
        self.seconds: list[float] = []
        self.faults: list[str] = []
        self.pages: dict[str, str] = {}

    async def work(self, until: float) -> None:
        """Clicks until a time."""
        await asyncio.sleep(self.dice.uniform(0, REST))
        async with websockets.connect(
            self.address, max_size=None, subprotocols=["streamlit"]
        ) as line:
            await self._click(line, "", measured=False)
            while time.perf_counter() < until:
                await asyncio.sleep(self.dice.expovariate(1 / REST))
                await self._click(line, self.dice.choice(sorted(self.pages)))

    async def _click(self, line, page: str, measured: bool = True) -> None:
        asked = {"data": "icb"}
        if measured and self.dice.random() < 0.5:
            asked["pcn"] = self.pcn
        said = BackMsg()
        said.rerun_script.query_string = urllib.parse.urlencode(asked)
        said.rerun_script.page_script_hash = self.pages.get(page, "")
        began = time.perf_counter()
        await line.send(said.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                while not self._whole(ForwardMsg.FromString(await line.recv())):
                    pass
        except TimeoutError:
            self.faults.append(f"{page}: nothing within {PATIENCE:.0f} s")
        if measured:
            self.seconds.append(time.perf_counter() - began)

    def _whole(self, heard: ForwardMsg) -> bool:
        kind = heard.WhichOneof("type")
        if kind == "navigation":
            self.pages = {
                page.url_pathname: page.page_script_hash
                for page in heard.navigation.app_pages
                if page.url_pathname not in LEFT_OUT
            }
        if (
            kind == "delta"
            and heard.delta.new_element.WhichOneof("type") == "exception"
        ):
            self.faults.append(heard.delta.new_element.exception.type)
        return kind == "script_finished" and heard.script_finished != 2  # run again


def pcns_of(home: Path) -> list[str]:
    """The PCNs of the dataset `icb`."""
    from analytics.measures.counting.known_places import known_places
    from analytics.store.dataset import open_dataset

    return sorted(set(known_places(open_dataset("icb", home))["pcn"]) - {""})


def served(home: Path) -> tuple[subprocess.Popen, int]:
    """A server over a home, warmed as `make run` does; and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(APP)]
    flags = ["--server.port", str(port), "--server.headless", "true"]
    server = subprocess.Popen(
        [*command, *flags],
        cwd=APP.parent,
        env=os.environ | {"FREQUENT_ATTENDERS_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(240):
        try:
            address = f"http://127.0.0.1:{port}/_stcore/script-health-check"
            urllib.request.urlopen(address, timeout=60)
            return server, port
        except OSError:
            time.sleep(0.25)
    server.kill()
    raise SystemExit("The server did not start.")


def memory(server: subprocess.Popen) -> float:
    """Megabytes that the server holds."""
    pages = Path(f"/proc/{server.pid}/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


async def everybody(people: list[Person], seconds: float) -> None:
    until = time.perf_counter() + seconds
    await asyncio.gather(*(one.work(until) for one in people))


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--extracts", type=Path, required=True)
    flags.add_argument("--home", type=Path, required=True)
    flags.add_argument("--people", type=int, default=50)
    flags.add_argument("--minutes", type=float, default=10)
    args = flags.parse_args()
    ready(args.home, args.extracts)
    pcns = pcns_of(args.home)
    server, port = served(args.home)
    try:
        before = memory(server)
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        people = [Person(address, pcns, seed) for seed in range(args.people)]
        asyncio.run(everybody(people, 60 * args.minutes))
        seconds = np.concatenate([one.seconds for one in people])
        faults = [fault for one in people for fault in one.faults]
        print(
            f"{len(people)} people, {len(seconds)} clicks, {len(pcns)} PCNs: median "
            f"{np.median(seconds):.2f} s, 95 % {np.percentile(seconds, 95):.2f} s, "
            f"slowest {seconds.max():.1f} s; faults {len(faults)} {faults[:3]}; memory "
            f"{before:.0f} → {memory(server):.0f} MB"
        )
    finally:
        server.kill()


if __name__ == "__main__":
    main()
