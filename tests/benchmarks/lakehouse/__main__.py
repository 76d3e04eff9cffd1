"""A dataset built from canonical tables and asked, on DuckDB or Spark.

    python -m sample_data.generator --people 2850000 --years 2 --two-services --out DIR
    PYSPARK_SUBMIT_ARGS="--driver-memory 11g \
        --conf spark.sql.shuffle.partitions=24 pyspark-shell" \
        python -m tests.benchmarks.lakehouse --tables DIR --home HOME --engine spark

2,850,000 people have about 35 million appointments in two years. Prints one JSON
object: rows, seconds of the build and of each question by the clock, processor seconds
of Python and of Spark's Java, peak memory of Python. The sum of numbers of each answer
tells that another engine's are the same.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.lakehouse.build import build
from analytics.lakehouse.inputs import LakehouseInputs
from analytics.measures.summary import summary
from analytics.measures.who.listing import listing

TICKS = os.sysconf("SC_CLK_TCK")


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a piece of work gives, and its seconds by the clock."""
    began = time.perf_counter()
    found = work()
    return found, round(time.perf_counter() - began, 1)


def java_seconds() -> float:
    """Processor seconds of Spark's Java so far; 0 where there is none."""
    if "pyspark" not in sys.modules:
        return 0.0
    from pyspark import SparkContext

    gateway = SparkContext._gateway
    if gateway is None:
        return 0.0
    said = Path(f"/proc/{gateway.proc.pid}/stat").read_text()
    used = said.rsplit(")", 1)[1].split()[11:13]
    return round(sum(map(int, used)) / TICKS, 1)


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--tables", required=True)
    flags.add_argument("--home", required=True, type=Path)
    flags.add_argument("--engine", choices=engine.ENGINES, default="spark")
    args = flags.parse_args()
    os.environ["FREQUENT_ATTENDERS_ENGINE"] = args.engine
    args.home.mkdir(parents=True, exist_ok=True)

    def told(step: str, done: float) -> None:
        print(f"{time.strftime('%X')} {done:4.0%} {step}", file=sys.stderr, flush=True)

    inputs = LakehouseInputs(args.tables)
    dataset, built = timed(lambda: build(inputs, "lakehouse", args.home, told))
    filters = Filters(as_at=dataset.default_as_at)
    said, first = timed(lambda: summary(dataset, filters))
    _, again = timed(lambda: summary(dataset, filters))
    people, named = timed(lambda: listing(dataset, filters).table)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "engine": args.engine,
                "rows": {one.table: one.rows for one in dataset.manifest.spans},
                "build_seconds": built,
                "summary_seconds": [first, again],
                "list_seconds": named,
                "python_seconds": round(used.ru_utime + used.ru_stime, 1),
                "java_seconds": java_seconds(),
                "python_gb": round(used.ru_maxrss / 1e6, 2),
                "summary": said,
                "listed": len(people),
            },
            default=str,
        )
    )


if __name__ == "__main__":
    main()
