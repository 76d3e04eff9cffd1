"""`areas save`: a plan becomes the neighbourhoods of a dataset, in a new version."""

import csv
from collections import Counter
from pathlib import Path
from typing import Any

from analytics.definitions.filters import Filters
from analytics.definitions.words import counted
from analytics.errors import InputError, Problem
from analytics.store.dataset import Dataset
from analytics.store.load.anew.neighbourhoods import save

CODE, NAME = "lsoa_code", "neighbourhood"
BIGGEST = 20_000_000  # bytes; all of England's small areas take a tenth of it


def add_arguments(parser: Any) -> None:
    """Where the plan is."""
    parser.add_argument(
        "--plan", metavar="F.csv", help="to save: a file with lsoa_code, neighbourhood"
    )


def run(dataset: Dataset, _filters: Filters, args: Any) -> dict[str, Any]:
    """Saves the plan; the version made. Raises InputError with every fault of the file
    and of the plan."""
    if not args.plan:
        raise InputError(
            Problem("flag", "--plan: no file was named.", "Give --plan plan.csv.")
        )
    within = _read(Path(args.plan))
    now = save(dataset.name, within, dataset.fingerprint)
    return {
        "saved": now.folder.name,
        "neighbourhoods": len(set(within.values())),
        "areas": len(within),
    }


def _read(path: Path) -> dict[str, str]:
    def fault(found: str, remedy: str, **more: Any) -> Problem:
        return Problem("plan_file", found, remedy, file=path.name, **more)

    try:
        if path.stat().st_size > BIGGEST:
            raise InputError(fault("The file is no plan.", "Give that of areas plan."))
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = {CODE, NAME} - set(table.fieldnames or ())
            rows = [] if missing else list(table)
    except (OSError, UnicodeDecodeError, csv.Error):
        raise InputError(
            fault("The file cannot be read.", "Give the file of areas plan.")
        ) from None
    if missing:
        raise InputError(
            fault(
                f"Without the column {' and '.join(sorted(missing))}.",
                "Give the file of areas plan.",
            )
        )
    codes = [(row[CODE] or "").strip().upper() for row in rows]
    empty = [n for n, code in enumerate(codes, 2) if not code]
    times = Counter(code for code in codes if code)
    twice = [n for n, code in enumerate(codes, 2) if times[code] > 1]
    faults = [
        fault(
            f"{counted(len(at), 'row')} {told}.",
            remedy,
            column=CODE,
            rows=len(at),
            examples=tuple(at[:3]),
        )
        for at, told, remedy in (
            (empty, "without the code of an area", "Fill them, or leave them out."),
            (twice, "of areas that stand there more than once", "Keep one of each."),
        )
        if at
    ]
    if faults:
        raise InputError(faults)
    return {c: (row[NAME] or "").strip() for c, row in zip(codes, rows, strict=True)}


def as_text(found: dict[str, Any]) -> str:
    """What was saved, for people."""
    return (
        f"{counted(found['areas'], 'area')} in "
        f"{counted(found['neighbourhoods'], 'neighbourhood')} saved as version "
        f"{found['saved']}. Go back with versions --make-live."
    )
