"""A world in which every name that comes from a file is bait: an image, a link, an
icon, a formula. A port of this machine hears of it if anything takes it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pandas as pd

from tests.support.world import AREAS, PRACTICES, World, world


@dataclass
class Bait:
    """The names, and who came to the port that they point to."""

    port: int
    came: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        there = f"http://127.0.0.1:{self.port}"
        return [
            f"![x]({there}/image.png)",
            f"<img src='{there}/html.png'>",
            f"[a]({there}/link)",
            f"{there}/bare",
            f"www.x.example {there}/after",
            ":material/home: :smile: :red[x]",
            "$x^2$ `y` *z* # w",
            f'=HYPERLINK("{there}/formula","x")',
            "@SUM(1)",
            "+1+2",
        ]

    def column(self, begins: str, rows: int) -> list[str]:
        """Different names for the rows of a column."""
        return [f"{self.names[n % len(self.names)]} {begins}{n}" for n in range(rows)]

    def of(self, old: pd.Series, begins: str) -> pd.Series:
        """A name for each different value of a column."""
        values = sorted(value for value in old.dropna().unique() if value)
        return old.map(dict(zip(values, self.column(begins, len(values)), strict=True)))


@contextmanager
def bait() -> Iterator[Bait]:
    """A port that notes who comes, as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        laid = Bait(listening.getsockname()[1])

        def note() -> None:
            while True:
                try:
                    one, _ = listening.accept()
                except OSError:
                    return
                with one:
                    laid.came.append(one.recv(200).decode("latin-1").split("\r")[0])

        threading.Thread(target=note, daemon=True).start()
        yield laid


def hostile(laid: Bait) -> World:
    """The world of the tests with bait for every name."""
    made = world(3)
    terms = laid.of(made.ae["diagnosis_term"], "D")
    practices = PRACTICES.assign(
        **{
            name: laid.of(PRACTICES[name], name)
            for name in ("name", "pcn", "place", "icb")
        }
    )
    # As many of a kind as there are baits, so that each stands in every place.
    areas = AREAS.assign(
        lsoa_name=laid.of(AREAS["lsoa_name"], "L"),
        neighbourhood=laid.of(AREAS["neighbourhood"], "N"),
    )
    gp = made.gp.assign(
        reason_code="",
        reason_term=laid.column("R", len(made.gp)),
        role=[laid.names[n % len(laid.names)] for n in range(len(made.gp))],
    )
    gp["reason_term"] = gp["reason_term"].str.replace(r"\d+$", "", regex=True)
    return replace(
        made,
        ae=made.ae.assign(diagnosis_code="", diagnosis_term=terms, code_system=""),
        gp=gp,
        patients=made.patients.assign(
            ethnicity=laid.of(made.patients["ethnicity"], "E"),
            conditions=laid.of(made.patients["conditions"], "C"),
        ),
        caseload=made.caseload.assign(outcome=laid.names[0], coordinator=laid.names[7]),
        practices=practices,
        areas=areas,
    )
