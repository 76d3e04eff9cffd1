"""`pack`: the whole story as slides, a workbook and one A4 page, protected for a
meeting."""

from datetime import datetime
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.export.make import MAKERS, make
from analytics.export.pack import About, data_of
from analytics.export.story import TITLE, headline, story


def add_arguments(parser) -> None:
    """Where each file goes, and the title on it."""
    for name, maker in MAKERS.items():
        parser.add_argument(
            f"--{name}", metavar="FILE", help=f"{maker.title} ({maker.suffix})"
        )
    parser.add_argument("--title", default=TITLE)


def run(dataset, filters, args) -> dict:
    """Writes the files asked for. Raises InputError where none is asked for or one
    cannot be."""
    wanted = {name: Path(getattr(args, name)) for name in MAKERS if getattr(args, name)}
    _can_be_written(wanted)
    told = story(dataset, filters)
    about = About(args.title, (data_of(dataset),), datetime.now())
    numbers = headline(dataset, filters)
    for name, path in wanted.items():
        path.write_bytes(make(name, told.chosen, about, numbers))
    return {
        "files": {name: str(path) for name, path in wanted.items()},
        "figures": [one.figure.title for one in told.chosen],
        "changed": list(told.changed),
        "left_out": [problem.at_command_line() for problem in told.left_out],
    }


def _can_be_written(wanted: dict[str, Path]) -> None:
    faults = []
    if not wanted:
        flags = ", ".join(
            f"--{name} FILE{maker.suffix}" for name, maker in MAKERS.items()
        )
        faults.append(
            Problem(
                rule="flag",
                found="No file was asked for.",
                remedy=f"Give one or more of {flags}.",
            )
        )
    for name, path in wanted.items():
        if path.suffix != MAKERS[name].suffix:
            faults.append(
                Problem(
                    rule="flag",
                    found=f"--{name}: expected a file ending in {MAKERS[name].suffix}, "
                    f"found {path.name!r}.",
                    remedy=f"Give a name ending in {MAKERS[name].suffix}.",
                )
            )
        elif not path.resolve().parent.is_dir():
            faults.append(
                Problem(
                    rule="file",
                    file=path.name,
                    found="There is no such folder.",
                    remedy="Make the folder first, or give another.",
                )
            )
    if faults:
        raise InputError(faults)


def as_text(found: dict) -> str:
    """What was written, for people."""
    return "\n".join(
        [
            f"{len(found['figures'])} figures, protected for a meeting:",
            *found["figures"],
            *found["changed"],
            *(f"Left out: {words}" for words in found["left_out"]),
            f"Written: {', '.join(found['files'].values())}.",
        ]
    )
