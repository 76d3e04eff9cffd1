"""What a dataset costs as it doubles, up to England's year: load, the number of
frequent attenders, the list of them, the first page.

    python -m tests.benchmarks.load.doubling --people 300000 600000 1200000
    python -m tests.benchmarks.load.doubling --world DIR --memory 7GB

Each world (one year of GP and A&E; `--world`: one that the generator has made) is
loaded and asked in processes of their own, the first time, with nothing kept. Prints
seconds by the clock and of processor time, and the peak of memory. Budget: frequent
attenders of England within 60 s and 8 GB, the summary within 5 s.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analytics.store.load.build import LoadInputs, load
from analytics.store.load.running import MEMORY
from sample_data.generator.inputs import SEED
from sample_data.generator.larger_worlds import write_world
from tests.benchmarks.questions.pages import GIVEN, PROJECT

MEASURED = """
import resource, sys, time
from pathlib import Path

from analytics.definitions.filters import Filters
from analytics.measures.summary import summary
from analytics.measures.who.listing import listing
from analytics.store.dataset import open_dataset
from tests.benchmarks.load.doubling import loaded

filters = Filters()
clock, work = time.perf_counter(), time.process_time()
said = {what}
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
took = time.perf_counter() - clock, time.process_time() - work
print(f"{{took[0]:.2f}} s, {{took[1]:.2f}} s, {{peak:.2f}} GB, {{said}}")
"""
STEPS = {
    "load": "loaded(Path({world!r}))",
    "how many frequent attenders": "summary(open_dataset('world'), filters)"
    "['gp']['frequent']['people']",
    "the list of them": "len(listing(open_dataset('world'), filters).table)",
}


def loaded(world: Path) -> str:
    """Loads a world as dataset `world`; says of how many rows it is."""
    given = {flag: (world / name,) for flag, name in GIVEN.items()}
    given = {flag: paths for flag, paths in given.items() if paths[0].exists()}
    spans = load(LoadInputs(**given), "world").manifest.spans
    return f"{sum(span.rows for span in spans):,} rows"


def cost(world: Path, home: Path, memory: str) -> None:
    """Prints what each step over a world costs: by the clock, of processor time, its
    process's peak of memory, and what came out."""
    env = os.environ | {
        "FREQUENT_ATTENDERS_HOME": str(home),
        "FREQUENT_ATTENDERS_MEMORY": memory,
    }
    for step, what in STEPS.items():
        if step == "load" and (home / "world").exists():
            continue
        code = MEASURED.format(what=what.format(world=str(world)))
        ran = subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env=env,
            capture_output=True,
            text=True,
        )
        print(f"  {step}: {ran.stdout.strip() or ran.stderr[-800:]}", flush=True)


def main() -> None:
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--people", type=int, nargs="*", default=[])
    flags.add_argument("--world", type=Path)
    flags.add_argument("--home", type=Path, help="where the world is, or is to be")
    flags.add_argument("--memory", default=MEMORY, help="of DuckDB while it loads")
    args = flags.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for people in args.people:
            world, home = Path(folder) / "made", Path(folder) / "home"
            write_world(people, 1.0, world, None, SEED, two_services=True)
            print(f"{people:,} people", flush=True)
            cost(world, home, args.memory)
            shutil.rmtree(world)
            shutil.rmtree(home)
        if args.world:
            print(args.world, flush=True)
            cost(args.world, args.home or Path(folder) / "home", args.memory)


if __name__ == "__main__":
    main()
