"""Command line of the generator: `python -m sample_data.generator --help`."""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from sample_data.generator.exports.templates import write_templates
from sample_data.generator.files import contents
from sample_data.generator.inputs import HOME, SEED
from sample_data.generator.larger_worlds import write_world
from sample_data.generator.sample import make

SMALL = ("caseload.csv", "truth.json")  # kept as they were last made


def main(arguments: list[str] | None = None) -> None:
    """Writes the sample, its kept files, or a larger world."""
    parser = argparse.ArgumentParser(
        prog="python -m sample_data.generator",
        description="Makes the sample of synthetic people, or a larger world.",
    )
    parser.add_argument("--out", type=Path, help="folder to write to")
    parser.add_argument(
        "--renew",
        action="store_true",
        help="write the files that are kept in sample_data/ from a new sample",
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--people", type=int, help="an uncalibrated world of so many people"
    )
    parser.add_argument("--years", type=float, default=1.0, help="its length in years")
    parser.add_argument("--pieces", type=int, help="how many pieces to write it in")
    parser.add_argument(
        "--two-services",
        action="store_true",
        help="of a larger world: GP and A&E alone, without the rest of care",
    )
    args = parser.parse_args(arguments)
    if bool(args.out) == args.renew:
        parser.error("one of --out and --renew is needed")
    if args.renew and args.people:
        parser.error("--people needs --out: another world is not the sample")
    if args.two_services and not args.people:
        parser.error("--two-services needs --people: the sample has all of care")
    began = time.perf_counter()
    if args.renew:
        _renew(args.seed)
    elif args.people:
        write_world(
            args.people,
            args.years,
            args.out,
            args.pieces,
            args.seed,
            two_services=args.two_services,
        )
    else:
        make(args.out, args.seed, _report)
    print(f"written to {args.out or HOME} in {time.perf_counter() - began:.1f} s")


def _renew(seed: int) -> None:
    """Make the sample beside, and keep what is small of it."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        make(made, seed, _report)
        for name in SMALL:
            shutil.copyfile(made / name, HOME / name)
        write_templates(made, HOME / "extracts")
        contents.keep(made)


def _report(step: str, done: float) -> None:
    """One line a step: the share done, a tab, what is being made."""
    print(f"{done:.2f}\t{step}", flush=True)


if __name__ == "__main__":
    main()
