"""Somebody with the dashboard open, clicking over the websocket as browsers do."""

import asyncio
import random
import time
import urllib.parse
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

REST = 10.0  # seconds between clicks, on average
PATIENCE = 120.0  # seconds until a click counts as a fault
LEFT_OUT = (  # not looked at in a meeting
    "audit",
    "extracts",
    "definitions",
    "pack",
    "quality",
)


@dataclass(frozen=True)
class Click:
    """page: its address. asked: what the address chose. seconds until it was whole."""

    page: str
    asked: str
    at: float
    seconds: float


@dataclass
class Person:
    """Opens pages in an order of their own; every other person of their own PCN. Where
    they `wander`, with filters that nobody may have chosen before."""

    address: str
    pcns: list[str]
    seed: int
    rest: float = REST
    wander: bool = False
    clicks: list[Click] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.pcn = self.dice.choice(self.pcns)

    async def work(self, until: float) -> None:
        """Clicks until a time."""
        await asyncio.sleep(self.dice.uniform(0, self.rest))
        async with websockets.connect(
            self.address, max_size=None, subprotocols=["streamlit"]
        ) as line:
            await self._click(line, "", {}, measured=False)
            while time.perf_counter() < until:
                await asyncio.sleep(self.dice.expovariate(1 / self.rest))
                page = self.dice.choice(sorted(self.pages))
                await self._click(line, page, self._chosen())

    def _chosen(self) -> dict[str, str]:
        # A control keeps what was chosen, so a PCN is of a person, not of a click.
        chosen = {"pcn": self.pcn} if self.seed % 2 else {}
        if self.wander:
            chosen["ae_more_than"] = str(self.dice.randrange(3, 20))
            chosen["gp_more_than"] = str(self.dice.randrange(10, 40))
            chosen["age_from"] = str(self.dice.randrange(0, 60))
        return chosen

    async def _click(
        self, line, page: str, chosen: dict[str, str], measured: bool = True
    ) -> None:
        said = BackMsg()
        said.rerun_script.query_string = urllib.parse.urlencode(
            {"data": "icb"} | chosen
        )
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
            asked = " ".join(f"{name} {value}" for name, value in chosen.items())
            took = time.perf_counter() - began
            self.clicks.append(Click(page, asked, began, took))

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
