"""`pack`: the whole story as slides, a workbook and one A4 page, protected for a
meeting."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.export.make import MAKERS, make
from analytics.export.pack import About, Chosen, data_of, of_whom, own_words
from analytics.export.story import TITLE, headline, story
from analytics.store.usual_answers import kept


def add_arguments(parser) -> None:
    """Where each file goes, the title on it, and one's own words in it."""
    for name, maker in MAKERS.items():
        parser.add_argument(
            f"--{name}", metavar="FILE", help=f"{maker.title} ({maker.suffix})"
        )
    parser.add_argument(
        "--folder",
        metavar="FOLDER",
        help="all of them in this folder, their names with the place and the day",
    )
    parser.add_argument("--title", default=TITLE)
    parser.add_argument(
        "--message",
        action="append",
        default=[],
        metavar="TEXT",
        help="a key message of your own instead of the findings; up to three",
    )
    parser.add_argument(
        "--comment",
        action="append",
        default=[],
        nargs=2,
        metavar=("FIGURE", "TEXT"),
        help="your own words on a figure, by the name that --json lists it under",
    )


def run(dataset, filters, args) -> dict:
    """Writes the files asked for. Raises InputError where none is asked for or one
    cannot be, and for words that name somebody."""
    wanted = {name: Path(getattr(args, name)) for name in MAKERS if getattr(args, name)}
    _can_be_written(wanted, args.folder)
    told = story(dataset, filters, kept)
    about = About(
        args.title,
        (data_of(dataset),),
        datetime.now(),
        **of_whom(told.chosen),
        messages=tuple(own_words(one, "key message") for one in args.message)
        or told.messages,
    )
    if args.folder:
        wanted = {
            name: Path(args.folder) / about.file_name(maker.suffix)
            for name, maker in MAKERS.items()
        } | wanted
    figures = _commented(told.chosen, dict(args.comment))
    numbers = headline(dataset, filters, kept)
    for name, path in wanted.items():
        path.write_bytes(make(name, figures, about, numbers))
    return {
        "files": {name: str(path) for name, path in wanted.items()},
        "messages": list(about.messages),
        "figures": [one.figure.title for one in figures],
        "names": [one.figure.name for one in figures],
        "changed": list(told.changed),
        "left_out": [problem.at_command_line() for problem in told.left_out],
    }


def _commented(figures: tuple[Chosen, ...], said: dict[str, str]) -> list[Chosen]:
    """The figures with what is said of each; a fault where one is not there."""
    there = [one.figure.name for one in figures]
    if strange := [name for name in said if name not in there]:
        raise InputError(
            Problem(
                rule="flag",
                found=f"--comment: no figure of this pack is called {strange[0]!r}.",
                remedy=f"There are: {', '.join(there)}.",
            )
        )
    return [replace(one, comment=said.get(one.figure.name, "")) for one in figures]


def _can_be_written(wanted: dict[str, Path], folder: str | None) -> None:
    faults = []
    if not wanted and not folder:
        flags = ", ".join(
            f"--{name} FILE{maker.suffix}" for name, maker in MAKERS.items()
        )
        faults.append(
            Problem(
                rule="flag",
                found="No file was asked for.",
                remedy=f"Give --folder FOLDER, or one or more of {flags}.",
            )
        )
    if folder and not Path(folder).is_dir():
        faults.append(
            Problem(
                rule="file",
                found=f"--folder: there is no folder {folder!r}.",
                remedy="Make the folder first, or give another.",
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
            *found["messages"],
            f"{len(found['figures'])} figures, protected for a meeting:",
            *found["figures"],
            *found["changed"],
            *(f"Left out: {words}" for words in found["left_out"]),
            f"Written: {', '.join(found['files'].values())}.",
        ]
    )
