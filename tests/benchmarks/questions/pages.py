"""How long each page takes to draw over an ICB's year: first draw, re-run, and after a
filter moved.

    python -m sample_data.generator --people 1200000 --years 2 --out DIR
    python -m tests.benchmarks.questions.pages --extracts DIR

Loads the extracts as dataset `icb` into a home of its own, opens each page through
`app.py` in one process (no browser), and prints a table in seconds, by the clock and of
processor time (all threads), and, for each page, what took longest. The peer of a first
draw is a bare scan: DuckDB counting the rows and people of every event table. First
draw: nobody has asked this page anything yet. Re-run: the same answers again (budget:
95 % within 0.3 s). Moved: a filter nobody has chosen before.
`--only overview,places` for some pages.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import duckdb
import numpy as np

PROJECT = Path(__file__).resolve().parents[3]
APP = PROJECT / "app.py"
PAGES = sorted(p for p in PROJECT.glob("pages/*/*.py") if p.parent.name != "shell")
FIRST_VISIT = "pages/understand/overview.py"
GIVEN = {
    "gp": "gp_appointments",
    "ae": "ae_attendances",
    "inpatient": "inpatient_spells",
    "outpatient": "outpatient_appointments",
    "community": "community_contacts",
    "urgent": "urgent_calls",
    "patients": "patients",
    "practices": "practices.csv",
    "areas": "areas.csv",
}
BUDGET = {"first": 2.0, "re-run": 0.3}


def ready(home: Path, extracts: Path) -> None:
    """A data home with the sample and the dataset `icb`."""
    os.environ["FREQUENT_ATTENDERS_HOME"] = str(home)
    from analytics.exhibits import beforehand
    from analytics.store.home import datasets
    from analytics.store.load.build import LoadInputs, load
    from analytics.store.sample import ensure_sample

    ensure_sample()
    if "icb" in datasets():
        return
    given = {flag: (extracts / name,) for flag, name in GIVEN.items()}
    given = {flag: paths for flag, paths in given.items() if paths[0].exists()}
    began = now()
    dataset = load(LoadInputs(**given), "icb")
    loaded = now()
    beforehand.work_out(dataset)  # as the command and the page do
    done = now()
    print(
        f"loaded in {seconds(began, loaded)}, worked out beforehand in "
        f"{seconds(loaded, done)}; peak "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB",
        file=sys.stderr,
        flush=True,
    )


def now() -> tuple[float, float]:
    """The clock, and the processor time of all threads of this process."""
    return time.perf_counter(), time.process_time()


def seconds(began: tuple[float, float], done: tuple[float, float]) -> str:
    clock, processor = (two - one for one, two in zip(began, done, strict=True))
    return f"{clock:.2f} s ({processor:.2f} s of processor time)"


def bare_scan(extracts: Path) -> float:
    """Processor seconds in which DuckDB counts rows and people of the same tables."""
    began = time.process_time()
    with duckdb.connect() as con:
        for name in GIVEN.values():
            if (extracts / name).is_dir() and name != "patients":
                con.execute(
                    "SELECT count(*), count(DISTINCT patient_id) FROM "
                    f"read_parquet('{extracts / name}/*.parquet')"
                ).fetchall()
    return time.process_time() - began


class Watch:
    """Seconds of each measure asked and each figure shown, by name, as the pages
    run."""

    def __init__(self):
        from pages.shell import session, view

        self.seconds = defaultdict(float)
        asked, shown = session.answer, view.View.show

        def answer(measure, dataset, filters, *more):
            with self.timing(
                f"{measure.__module__.removeprefix('analytics.')}.{measure.__name__}"
            ):
                return asked(measure, dataset, filters, *more)

        def show(this, exhibit, *about, **options):
            with self.timing(f"showing {exhibit.name}"):
                return shown(this, exhibit, *about, **options)

        session.answer = answer
        view.View.show = show

    def timing(self, name):
        watch = self

        class Timing:
            def __enter__(self):
                self.began = time.perf_counter()

            def __exit__(self, *_ignored):
                watch.seconds[name] += time.perf_counter() - self.began

        return Timing()

    def slowest(self, runs: int = 1, most: int = 4) -> str:
        """What took longest of the runs since it was cleared, in seconds a run; and
        clears it."""
        found = sorted(
            ((name, total / runs) for name, total in self.seconds.items()),
            key=lambda pair: -pair[1],
        )[:most]
        self.seconds.clear()
        return ", ".join(
            f"{name} {seconds:.2f}" for name, seconds in found if seconds >= 0.01
        )


class PageFails(Exception):
    """A page showed a fault of ours, so its time says nothing."""


class Took(float):
    """Seconds by the clock; processor: of processor time."""

    processor: float


def timed(work) -> Took:
    began = now()
    at = work()
    done = now()
    took = Took(done[0] - began[0])
    took.processor = done[1] - began[1]
    if at.exception or any("our side" in one.value for one in at.error):
        raise PageFails
    return took


def opened(page: Path):
    """The app on a page of `icb` whose answers nobody has asked for; how long its first
    draw took."""
    import streamlit as st
    from streamlit.testing.v1 import AppTest

    from analytics.measures.before_after import course, impact
    from pages.shell.drawing import kept

    st.cache_data.clear()
    kept.forget()
    impact._kept.cache_clear()
    impact.panel_of.cache_clear()
    course._of_everybody.cache_clear()
    at = AppTest.from_file(APP, default_timeout=600)
    at.query_params["data"] = "icb"
    first = timed(at.run)
    if str(page.relative_to(PROJECT)) == FIRST_VISIT:
        return at, first
    WATCH.seconds.clear()
    return at, timed(lambda: at.switch_page(str(page)).run())


def main() -> None:
    global WATCH
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--extracts", type=Path, required=True)
    flags.add_argument("--home", type=Path, help="a data home to use again")
    flags.add_argument("--times", type=int, default=20)
    flags.add_argument("--only", default="")
    args = flags.parse_args()
    with tempfile.TemporaryDirectory(prefix="pages-benchmark-") as place:
        ready(args.home or Path(place), args.extracts)
        WATCH = Watch()
        opened(PROJECT / FIRST_VISIT)  # whatever a process does once
        every = []
        scan = bare_scan(args.extracts)
        print(f"A bare scan of the same tables: {scan:.2f} s of processor time.\n")
        print(
            "| page | first draw | processor | ÷ scan | re-run, median | re-run, 95 % "
            "| moved filter | processor | slowest of the first draw | of a re-run |"
        )
        print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
        for page in PAGES:
            if args.only and page.stem not in args.only.split(","):
                continue
            WATCH.seconds.clear()
            try:
                at, first = opened(page)
                slowest = WATCH.slowest()
                again = [timed(at.run) for _turn in range(args.times)]
                slowest_again = WATCH.slowest(args.times, 2)
                moved = [
                    timed(at.number_input(key="gp_more_than").set_value(20 + n).run)
                    for n in range(3)
                ]
            except PageFails:
                print(f"| {page.stem} | fails | | | | | | | | |", flush=True)
                continue
            every += again
            print(
                f"| {page.stem} | {first:.2f} | {first.processor:.2f} | "
                f"{first.processor / scan:.1f} | {np.median(again):.2f} | "
                f"{np.percentile(again, 95):.2f} | {np.median(moved):.2f} | "
                f"{np.median([one.processor for one in moved]):.2f} | {slowest} "
                f"| {slowest_again} |",
                flush=True,
            )
        print(
            f"\n95 % of {len(every)} re-runs within {np.percentile(every, 95):.2f} s; "
            f"budget {BUDGET}"
        )


if __name__ == "__main__":
    main()
