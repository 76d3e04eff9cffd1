"""Who attended the GP more than 25 times in a window: the product, plain SQL, and
pandas.

    python -m tests.benchmarks.questions.frequent_attenders --rows 16000000

Makes a canonical GP extract (three years, in order of time) and a small A&E extract as
Parquet, loads both through the product into a home of its own, and asks in one process,
in turn, several times: the product (answers from its dataset), hand-written DuckDB SQL
over the source Parquet, and pandas that reads three of its columns and groups them. The
answers must be equal. Prints medians, and the ratios product/SQL (budget: at most 0.5)
and pandas/product (at least 12), by the clock and by processor time (which says more on
a machine busy with other work).
"""

import argparse
import gc
import json
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.extract.cells import values
from analytics.extract.people import identity
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import gp_use
from analytics.measures.summary import totals
from analytics.store.dataset import open_dataset, table
from analytics.store.load.build import LoadInputs, load
from tests.benchmarks.questions.made_extracts import make_ae, make_gp

MORE_THAN = 25
SECRET = b"the benchmark's people do not exist"
WINDOWS = {
    "whole months": Filters(as_at=date(2024, 12, 31), gp_more_than=MORE_THAN),
    "not whole months": Filters(as_at=date(2024, 12, 17), gp_more_than=MORE_THAN),
}
BUDGET = {"product_to_sql": 0.5, "pandas_to_product": 12}


class Ways:
    """The ways to ask one question of one window; each gives people, and visits of
    each."""

    def __init__(self, dataset, source: Path, filters: Filters):
        self.dataset, self.filters = dataset, filters
        self.source, self.scope = source, settle(dataset, filters)
        self.con = duckdb.connect()
        self.after = filters.as_at + timedelta(days=1)

    def product(self) -> pd.DataFrame:
        """The number of people and their visits."""
        people = gp_use(self.scope).filter(_.gp_visits > MORE_THAN)
        return engine.run(
            self.dataset, people.agg(people=_.count(), visits=_.gp_visits.sum())
        )

    def product_list(self) -> pd.DataFrame:
        people = gp_use(self.scope).filter(_.gp_visits > MORE_THAN)
        return engine.run(
            self.dataset,
            people.join(table("people"), "person").select(
                "pseudonym", visits="gp_visits"
            ),
        )

    def product_overview(self) -> pd.DataFrame:
        """All that the overview says of both extracts, which holds the same two
        numbers."""
        return engine.run(self.dataset, totals(self.scope))

    def _grouped(self) -> str:
        return (
            f"SELECT patient_id, count(*) AS visits FROM read_parquet('{self.source}') "
            "WHERE status = 'attended' AND appointment_at >= TIMESTAMP "
            f"'{self.filters.start}' AND appointment_at < TIMESTAMP '{self.after}' "
            f"GROUP BY patient_id HAVING count(*) > {MORE_THAN}"
        )

    def sql(self) -> pd.DataFrame:
        return self.con.execute(
            f"SELECT count(*) AS people, sum(visits) AS visits FROM ({self._grouped()})"
        ).df()

    def sql_list(self) -> pd.DataFrame:
        return self.con.execute(self._grouped()).df()

    def pandas(self) -> pd.DataFrame:
        rows = pd.read_parquet(
            self.source, columns=["patient_id", "appointment_at", "status"]
        )
        rows = rows[
            (rows.status == "attended")
            & (rows.appointment_at >= pd.Timestamp(self.filters.start))
            & (rows.appointment_at < pd.Timestamp(self.after))
        ]
        visits = rows.groupby("patient_id").size()
        visits = visits[visits > MORE_THAN]
        return pd.DataFrame({"people": [len(visits)], "visits": [visits.sum()]})

    def check(self) -> tuple[int, int]:
        """The answer, after seeing that every way gives it, person by person."""
        said = {
            tuple(int(n) for n in way().iloc[0])
            for way in (self.product, self.sql, self.pandas)
        }
        overview = self.product_overview().iloc[0]
        said.add((int(overview.gp_frequent_people), int(overview.gp_frequent)))
        assert len(said) == 1, said
        by_hand = self.con.execute(
            f"SELECT {identity.pseudonym(SECRET, values.normal_id('patient_id'))} AS "
            f"pseudonym, visits FROM ({self._grouped()}) ORDER BY 1"
        ).df()
        ours = self.product_list().sort_values("pseudonym", ignore_index=True)
        assert list(by_hand.pseudonym) == list(ours.pseudonym)
        assert (by_hand.visits.to_numpy() == ours.visits.to_numpy()).all()
        people, visits = said.pop()
        assert len(ours) == people > 0
        return people, visits


def timed(ways: Ways, times: int) -> tuple[dict[str, float], dict[str, float]]:
    """Median seconds of each way, asked in turn: by the clock, and of processor
    time."""
    asked = ("product", "sql", "product_list", "sql_list", "product_overview", "pandas")
    clock, processor = {name: [] for name in asked}, {name: [] for name in asked}
    for _turn in range(times):
        for name in asked:
            began, used = time.perf_counter(), time.process_time()
            getattr(ways, name)()
            clock[name].append(time.perf_counter() - began)
            processor[name].append(time.process_time() - used)
            gc.collect()
    return tuple(
        {name: median(found) for name, found in one.items()}
        for one in (clock, processor)
    )


def ratios(took: dict[str, float]) -> dict[str, float]:
    return {
        "product_to_sql": round(took["product"] / took["sql"], 2),
        "list_to_sql": round(took["product_list"] / took["sql_list"], 2),
        "overview_to_sql": round(took["product_overview"] / took["sql"], 2),
        "pandas_to_product": round(took["pandas"] / took["product"], 1),
    }


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--rows", type=int, default=2_000_000)
    flags.add_argument("--times", type=int, default=5)
    flags.add_argument(
        "--keep", type=Path, help="where the extracts and the dataset stay"
    )
    flags.add_argument(
        "--loaded",
        action="store_true",
        help="with --keep: ask the dataset that an earlier run loaded there",
    )
    args = flags.parse_args()
    with tempfile.TemporaryDirectory(prefix="questions-benchmark-") as place:
        folder = args.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        gp, ae = folder / "gp.parquet", folder / "ae.parquet"
        if not (gp.exists() and ae.exists()):
            make_gp(gp, args.rows)
            make_ae(ae, args.rows // 20, args.rows * 3 // 20)
        began, home = time.perf_counter(), folder / "home"
        if args.loaded:
            dataset = open_dataset("questions", home)
        else:
            dataset = load(
                LoadInputs(gp=(gp,), ae=(ae,)), "questions", root=home, secret=SECRET
            )
            print(
                f"loaded in {time.perf_counter() - began:.1f} s",
                file=sys.stderr,
                flush=True,
            )
        for window, filters in WINDOWS.items():
            ways = Ways(dataset, gp, filters)
            people, visits = ways.check()
            clock, processor = timed(ways, args.times)
            print(
                json.dumps(
                    {
                        "rows": args.rows,
                        "window": window,
                        "people": people,
                        "visits": visits,
                        "seconds": {name: round(one, 3) for name, one in clock.items()},
                        **ratios(clock),
                        "by_processor_time": ratios(processor),
                        "budget": BUDGET,
                    }
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
