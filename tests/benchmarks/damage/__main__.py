"""Every damage alone in every format, and a sample of pairs; writes docs/damage.md.

    python -m tests.benchmarks.damage --pairs 400 --write
    python -m tests.benchmarks.damage --only "dates as" --formats csv --pairs 0

`--part 1/2` and `--part 2/2` share the work between two processes; their `--keep` files
together are read with `--table`. What is in a `--keep` file is not tried again, so that
a run that was stopped, or that `--at-most` ended, goes on where it was.
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path

from tests.benchmarks.damage.table import written
from tests.damage.judge import judged, passes
from tests.damage.kinds import DAMAGES
from tests.damage.pairs import pairs, rotated
from tests.damage.writing import FORMATS

DOCS = Path(__file__).resolve().parents[3] / "docs" / "damage.md"


def main() -> int:
    """Run what is asked; exit code 1 if anything was silent or worse."""
    args = _arguments()
    if args.table:
        found = [one for name in args.table for one in _kept(Path(name))]
        DOCS.write_text(written(found), encoding="utf-8")
        return int(any(not one["passes"] for one in found))
    chosen = [
        one for one in DAMAGES if re.search(args.only, f"{one.group}: {one.name}")
    ]
    work = [
        ((one,), kind) for one in chosen for kind in args.formats if kind in one.formats
    ]
    if args.rotate:
        work = [((one,), rotated(one)) for one in chosen]
    work += pairs(args.pairs, args.seed, args.formats)
    number, of = map(int, args.part.split("/"))
    work = work[number - 1 :: of]
    found = _kept(Path(args.keep))
    tried = {(*one["damages"], one["format"]) for one in found}
    left = [
        (damages, kind)
        for damages, kind in work
        if (*(one.name for one in damages), kind) not in tried
    ]
    with open(args.keep, "a", encoding="utf-8") as kept:
        for damages, kind in left[: args.at_most]:
            found.append(_one(damages, kind))
            kept.write(json.dumps(found[-1]) + "\n")
            kept.flush()
    bad = [one for one in found if not one["passes"]]
    print(
        f"{len(found)} tried, {len(left[args.at_most :])} left, "
        f"{len(bad)} neither right nor told nor stopped",
        file=sys.stderr,
    )
    if args.write and args.part.endswith("/1"):
        DOCS.write_text(written(found), encoding="utf-8")
    return int(bool(bad))


def _kept(file: Path) -> list[dict]:
    """The results in a file of them; none where it is not there."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    return [json.loads(line) for line in text.splitlines()]


def _one(damages, kind) -> dict:
    began = time.process_time()
    verdict = judged(damages, kind)
    return {
        "damages": [one.name for one in damages],
        "groups": [one.group for one in damages],
        "format": kind,
        "outcome": verdict.outcome,
        "passes": passes(damages, verdict),
        "why": verdict.why,
        "messages": list(verdict.messages),
        "seconds": round(time.process_time() - began, 2),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="damages whose name holds this")
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=FORMATS)
    parser.add_argument("--rotate", action="store_true", help="one format a damage")
    parser.add_argument("--pairs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--keep", default="damage.jsonl", help="where results go")
    parser.add_argument(
        "--at-most", type=int, default=100_000, help="loads in this run"
    )
    parser.add_argument(
        "--table", nargs="+", default=[], help="results to make the table of"
    )
    parser.add_argument("--write", action="store_true", help="write docs/damage.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
