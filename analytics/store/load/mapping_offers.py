"""What a load would have to be told: offers for every table given, and a mapping to
start from."""

from collections.abc import Iterable
from pathlib import Path

import duckdb

from analytics.definitions.contract import TABLES
from analytics.extract import profiles
from analytics.extract.fields.mapping import Mapping, line, plain_words
from analytics.extract.fields.offers import Offer, offer
from analytics.extract.people import id_columns
from analytics.extract.reading.inspection import open_all
from analytics.store.home import home
from analytics.store.load.inputs import LoadInputs, checked
from analytics.store.load.version_folders import scratch


def ask(
    inputs: LoadInputs, into: str | None = None, root: Path | None = None
) -> tuple[Offer, ...]:
    """What is not recognised in each table given; files that cannot be read are passed
    over.

    into: the dataset they are meant for, whose kept mapping then counts as said. Raises
    InputError for faults of the mapping or the profile, RuntimeError if a file breaks
    off while it is looked at.
    """
    mapping = checked(inputs, into, root, alone=True)
    profile = profiles.named(inputs.profile) if inputs.profile else None
    found = []
    with scratch(Path(root) if root else home()) as place:
        con = duckdb.connect()
        try:
            opened = {}
            for table in TABLES:
                if not inputs.paths(table):
                    continue
                part = mapping.part(table)
                files, matches, _ = open_all(
                    con, table, inputs.paths(table), profile, part, Path(place)
                )
                if files:
                    opened[table] = id_columns.Files(files, matches, part)
            # As a load does: what is offered is read by the same columns.
            chosen = id_columns.choose(con, opened, Path(place))
            for table, one in opened.items():
                matches = chosen.get(table, one.matches)
                found.append(
                    offer(
                        con,
                        table,
                        one.files,
                        matches,
                        one.part,
                        inputs.has_list,
                        Path(place),
                    )
                )
        except (
            duckdb.Error
        ) as fault:  # its words may quote a value, so they go no further
            raise RuntimeError(f"The look stopped ({type(fault).__name__}).") from None
        finally:
            con.close()
    return tuple(found)


def starting_file(offers: Iterable[Offer], said: Mapping) -> str:
    """A mapping file to start from: what was said already, and what is suggested behind
    a #."""
    lines = [
        (
            "# A mapping: which column is which field, what words mean, which way "
            "round dates are."
        ),
        "# A line behind a # is a suggestion: take the # off if it is right.",
        "",
    ]
    if said.dates:
        lines += [f'dates = "{said.dates}"', ""]
    for one in offers:
        part = said.parts.get(one.table)
        lines += [f"# {one.files}", f"[{one.table}.columns]"]
        lines += _lines(part.columns if part else {})
        for want in one.wanted:
            if want.suggestion:
                lines.append(
                    f"# {line(want.field, want.suggestion.header)}  "
                    f"# {want.suggestion.why}. Without it, {want.effect}."
                )
            elif want.required:
                lines.append(
                    f'# {want.field} = "your header"  # Without it, {want.effect}.'
                )
        spare = [column.header for column in one.columns]
        lines += [f"# Not used: {', '.join(spare)}"] if spare else []
        fixed = part.fixed if part else {}
        if fixed or any(want.field == "practice_code" for want in one.wanted):
            lines += ["", f"[{one.table}.fixed]", *_lines(fixed)]
        if any(want.field == "practice_code" for want in one.wanted):
            lines.append(
                '# practice_code = "Y00000"  # if every row is of one practice'
            )
        words = dict(part.codes) if part else {}
        for unknown in one.unknown:
            words.setdefault(unknown.field, {})
        for name, known in words.items():
            lines += ["", f"[{one.table}.codes.{name}]", *_lines(known)]
            for unknown in (u for u in one.unknown if u.field == name):
                lines += [
                    f"# {line(word, unknown.allowed[0])}  # {rows:,} rows; one of: "
                    f"{', '.join(unknown.allowed)}"
                    if shown
                    else f"# {rows:,} rows look like {word}"
                    for word, shown, rows in unknown.words
                ]
        orders = part.dates if part else {}
        if orders or one.unclear:
            lines += ["", f"[{one.table}.dates]", *_lines(orders)]
            lines += [
                f'# {unclear.field} = "day first"  # or "month first": column '
                f"{unclear.header}, {plain_words(unclear.field)}"
                for unclear in one.unclear
            ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _lines(pairs: dict[str, str]) -> list[str]:
    return [line(name, value) for name, value in pairs.items()]
