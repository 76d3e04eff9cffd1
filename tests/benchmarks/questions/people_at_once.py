"""Fifty people at once on a server of the dashboard, over its websocket as browsers use
it: how long from a click until the page is whole.

    python -m sample_data.generator --people 1200000 --years 2 --out DIR
    python -m tests.benchmarks.questions.people_at_once --extracts DIR --home HOME

Each person opens pages in an order of their own, every other one of their own PCN, and
rests about ten seconds between clicks. Answers are worked out beforehand, as `python -m
analytics beforehand` does on a server (`--cold`: of the whole dataset alone). Prints
seconds a click (median, 95 %), processor seconds of the server a click, faults, and its
memory minute by minute. Budget: no fault, 95 % within 2 s. `--processes N`: so many
servers, each person always at the same one, as the proxy would have it. `--wander`:
each click with filters nobody may have chosen before, to see whether memory is bounded.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

import numpy as np

from analytics.exhibits import beforehand
from analytics.measures.counting.known_places import known_places
from analytics.store.dataset import open_dataset
from tests.benchmarks.questions.clicking import REST, Click, Person
from tests.benchmarks.questions.pages import APP, ready


def pcns_of(home: Path) -> list[str]:
    """The PCNs of the dataset `icb`."""
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


def memory(servers: list[subprocess.Popen]) -> float:
    """Megabytes that the servers hold."""
    pages = [Path(f"/proc/{one.pid}/statm").read_text().split()[1] for one in servers]
    return sum(map(int, pages)) * os.sysconf("SC_PAGE_SIZE") / 1e6


def worked(servers: list[subprocess.Popen]) -> float:
    """Processor seconds that they have used."""
    stats = [Path(f"/proc/{one.pid}/stat").read_text() for one in servers]
    ticks = [sum(map(int, stat.rpartition(")")[2].split()[11:13])) for stat in stats]
    return sum(ticks) / os.sysconf("SC_CLK_TCK")


async def everybody(
    people: list[Person], seconds: float, servers: list[subprocess.Popen]
) -> list[float]:
    """Lets everybody click; gives the servers' megabytes, minute by minute."""
    until = time.perf_counter() + seconds
    held: list[float] = []

    async def look() -> None:
        while time.perf_counter() < until:
            await asyncio.sleep(60)
            held.append(memory(servers))

    await asyncio.gather(look(), *(one.work(until) for one in people))
    return held


def told(clicks: list[Click]) -> str:
    seconds = np.array([one.seconds for one in clicks])
    return (
        f"{len(clicks)} clicks: median {np.median(seconds):.2f} s, 95 % "
        f"{np.percentile(seconds, 95):.2f} s, slowest {seconds.max():.1f} s"
    )


def report(clicks: list[Click], minutes: float) -> None:
    """All clicks, those of the second half, and each page's."""
    print(told(clicks))
    middle = min(one.at for one in clicks) + 30 * minutes
    if late := [one for one in clicks if one.at > middle]:
        print(f"in the second half {told(late)}")
    pages = defaultdict(list)
    for one in clicks:
        pages[one.page or "first page"].append(one)
    for page, its in sorted(pages.items()):
        print(f"  {page}: {told(its)}")


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--extracts", type=Path, required=True)
    flags.add_argument("--home", type=Path, required=True)
    flags.add_argument("--people", type=int, default=50)
    flags.add_argument("--minutes", type=float, default=10)
    flags.add_argument("--rest", type=float, default=REST)
    flags.add_argument("--processes", type=int, default=1)
    flags.add_argument("--wander", action="store_true")
    flags.add_argument("--cold", action="store_true")
    args = flags.parse_args()
    ready(args.home, args.extracts)
    if not args.cold:
        beforehand.work_out_each(open_dataset("icb", args.home), "pcn")
    pcns = pcns_of(args.home)
    started = [served(args.home) for _ in range(args.processes)]
    servers = [server for server, _port in started]
    try:
        before, used = memory(servers), worked(servers)
        people = []
        for n in range(args.people):
            port = started[n // 2 % len(started)][1]
            address = f"ws://127.0.0.1:{port}/_stcore/stream"
            people.append(Person(address, pcns, n, args.rest, args.wander))
        held = asyncio.run(everybody(people, 60 * args.minutes, servers))
        clicks = [click for one in people for click in one.clicks]
        faults = [fault for one in people for fault in one.faults]
        report(clicks, args.minutes)
        print(
            f"{len(people)} people, {len(pcns)} PCNs, {len(servers)} servers; "
            f"{(worked(servers) - used) / len(clicks):.2f} processor seconds a click; "
            f"faults {len(faults)} {faults[:3]}; memory {before:.0f}, then by the "
            f"minute {' '.join(f'{one:.0f}' for one in held)} MB"
        )
    finally:
        for server in servers:
            server.kill()


if __name__ == "__main__":
    main()
