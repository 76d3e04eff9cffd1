"""A pack of every sort of dataset, each file opened again and drawn; writes
docs/pack/tried.md.

    python -m tests.benchmarks.packs --icb 120000

Slides and workbooks are drawn by LibreOffice where it is on the machine (Debian:
libreoffice-impress-nogui, libreoffice-calc-nogui), the A4 page by PDFium. --icb: people
of a larger world, of one year, that is made for it (1,200,000 are an ICB).
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.export.make import MAKERS
from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from sample_data.generator.larger_worlds import write_world
from tests.export.packs.datasets import SORTS, Sort
from tests.export.packs.drawn import drawn
from tests.export.packs.making import figures_of, files_of
from tests.export.packs.opened import OPEN
from tests.support.world import dataset

DOCS = Path(__file__).resolve().parents[3] / "docs" / "pack" / "tried.md"
OFFICE = shutil.which("soffice")


def main() -> int:
    """Exit code 1 if a pack is not made, or a file of it does not open."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="names of sorts")
    parser.add_argument("--icb", type=int, default=0, help="people of a larger world")
    args = parser.parse_args()
    rows, bad = [], 0
    with TemporaryDirectory(prefix="packs-") as place:
        os.environ["FREQUENT_ATTENDERS_HOME"] = place
        os.environ["FREQUENT_ATTENDERS_KEY"] = "a key for tests only, not a secret"
        sorts = [one for one in SORTS if not args.only or one.name in args.only]
        work = [(one, lambda one=one: _small(one, Path(place))) for one in sorts]
        if args.icb:
            larger = Sort(f"an-icb ({args.icb:,} people, a year)", lambda: None)
            work.append((larger, lambda: _larger(args.icb, Path(place))))
        for sort, held in work:
            try:
                rows.append(_tried(sort, held(), Path(place)))
            except Exception as fault:  # the others are tried all the same
                bad += 1
                rows.append((sort.name, f"{type(fault).__name__}: {fault}"[:120]))
            print(*rows[-1], flush=True)
    if not args.only:
        DOCS.write_text(_page(rows), encoding="utf-8")
    print(f"{len(rows)} tried, {bad} without a pack", file=sys.stderr)
    return int(bool(bad))


def _small(sort: Sort, home: Path) -> Dataset:
    return dataset(sort.made(), home, sort.name)


def _larger(people: int, home: Path) -> Dataset:
    """A year of so many people, by the sample's generator."""
    files = home / "larger_files"
    write_world(people, 1.0, files, None, 1)
    given = {
        "gp": (files / "gp_appointments",),
        "ae": (files / "ae_attendances",),
        "patients": (files / "patients",),
        "practices": (files / "practices.csv",),
        "areas": (files / "areas.csv",),
    }
    return load(LoadInputs(**given), into="larger", root=home)


def _tried(sort: Sort, held: Dataset, place: Path) -> tuple:
    began = time.perf_counter()
    figures, numbers = figures_of(sort, held)
    files = files_of(figures, numbers, held)
    seconds = time.perf_counter() - began
    pages = {}
    for kind, data in files.items():
        OPEN[kind](data, figures)
        pages[kind] = len(_drawn(kind, data, place))
    return (sort.name, len(figures), *pages.values(), f"{seconds:.1f}")


def _drawn(kind: str, data: bytes, place: Path) -> list[str]:
    """The words of each page of a file, once it is drawn."""
    if MAKERS[kind].suffix == ".pdf":
        return drawn(data)
    if not OFFICE:
        return []
    given = place / f"file{MAKERS[kind].suffix}"
    given.write_bytes(data)
    profile = f"-env:UserInstallation=file://{place}/office"
    how = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(place)]
    subprocess.run([*how, str(given)], check=True, capture_output=True, timeout=180)
    made = given.with_suffix(".pdf")
    found = drawn(made.read_bytes())
    made.unlink()
    return found


def _page(rows: list[tuple]) -> str:
    heads = ("dataset", "figures", "slides", "pages of the workbook", "A4", "seconds")
    lines = [
        "# Packs that were tried",
        "",
        "Written by `python -m tests.benchmarks.packs`. Each file was opened again by",
        "another library, and drawn (slides and workbook by LibreOffice; 0: not on the",
        "machine) with no word beyond its page. Seconds: figures and all three files.",
        "",
        f"| {' | '.join(heads)} |",
        f"|{'---|' * len(heads)}",
        *(f"| {' | '.join(map(str, row))} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
