"""Columns that could identify somebody: never read, and listed so that the user
knows."""

from dataclasses import replace

from analytics.definitions.contract import TABLES, WITH_PEOPLE
from analytics.errors import Problem
from analytics.extract.people import identifiers


def drop_identifiers(con, source, samples) -> None:
    """List columns that could identify somebody, and take away fields whose values
    do."""
    for number, (file, found) in enumerate(
        zip(source.files, source.matches, strict=True)
    ):
        taken = set(found.headers.values())
        spare = [header for header in file.headers if header not in taken]
        personal, headers = [], dict(found.headers)
        if source.table in WITH_PEOPLE:
            kinds = {}
            for name, header in headers.items():
                if name in TABLES[source.table].names and TABLES[source.table].field(
                    name
                ).kind in ("code", "text", "category"):
                    kinds[name] = identifiers.kind_of(
                        _values_of(con, file, header, samples[number]),
                        names=name == "coordinator",
                    )
            for name, what in kinds.items():
                if what:
                    personal.append(headers.pop(name))
                    source.problems.append(
                        Problem(
                            "identifier_dropped",
                            f"The values look like {what}, so the column was dropped.",
                            (
                                "Give a code that identifies nobody if this column is "
                                "wanted."
                            ),
                            file=file.name,
                            column=found.headers[name],
                            stops=False,
                        )
                    )
            for header in spare:
                if identifiers.by_header(header) or identifiers.kind_of(
                    _values_of(con, file, header, samples[number])
                ):
                    personal.append(header)
            source.matches[number] = replace(found, headers=headers)
        source.dropped.append(tuple(personal))
        source.unused.append(
            tuple(header for header in spare if header not in personal)
        )


def _values_of(con, file, header, sample) -> list[str]:
    column = file.column(header)
    rows = con.execute(
        f"SELECT trim(CAST({column} AS VARCHAR)) AS v FROM {sample} "
        f"WHERE {column} IS NOT NULL LIMIT 500"
    ).fetchall()
    return [row[0] for row in rows if row[0]]
