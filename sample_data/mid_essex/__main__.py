"""Command line: `python -m sample_data.mid_essex --out DIR` writes the tables."""

import argparse
import time
from pathlib import Path

from sample_data.mid_essex.inputs import SEED
from sample_data.mid_essex.make import make


def main(arguments: list[str] | None = None) -> None:
    """Writes the example."""
    parser = argparse.ArgumentParser(
        prog="python -m sample_data.mid_essex",
        description="Makes the example of Mid Essex: invented people in real areas.",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--seed", type=int, default=SEED)
    args = parser.parse_args(arguments)
    began = time.perf_counter()
    make(args.out, args.seed, _report)
    print(f"written to {args.out} in {time.perf_counter() - began:.1f} s")


def _report(step: str, done: float) -> None:
    """One line a step: the share done, a tab, what is being made."""
    print(f"{done:.2f}\t{step}", flush=True)


if __name__ == "__main__":
    main()
