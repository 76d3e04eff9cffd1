"""The steps of a load that are for appointments and attendances."""

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.reading.source import Source
from analytics.store.load import events, left_out, row_accounts, write
from analytics.store.load.row_accounts import Counted
from analytics.store.load.run import Run

JOIN_POORLY = 0.05  # share of the smaller extract's people seen in the other
SORTED_AT = (
    0.52,
    0.93,
)  # of a load, the share from and to which events are sorted and written


def write_events(run: Run) -> None:
    """Sort, count and write the extracts that were staged. Raises InputError with every
    problem."""
    practices = [
        row[0]
        for row in run.con.execute(
            "SELECT DISTINCT practice_code FROM registrations WHERE practice_code "
            "IS NOT NULL"
        ).fetchall()
    ]
    sizes = [
        run.con.execute(
            f"SELECT count(*) FROM {run.staged[source.table].name}"
        ).fetchall()[0][0]
        for source in run.events
    ]
    shares = run.shares(SORTED_AT, sizes)
    for source, rows, (begins, ends) in zip(run.events, sizes, shares, strict=True):
        _event_table(run, source, practices, rows, begins, ends)
    run.stop_if_faulty()


def _event_table(run: Run, source: Source, practices, rows, begins, ends) -> None:
    con, table, half = run.con, source.table, (begins + ends) / 2
    staged, title = run.staged[table], TABLES[table].title

    def sorted_and_counted() -> Counted:
        counted = Counted()
        counted.problems += events.dictionaries(con, source, staged, practices)
        events.sort(
            con,
            source,
            staged,
            lambda statement: run.watch.run(
                statement, f"Sorting {title} by person and time", begins, half, rows
            ),
        )
        row_accounts.events(
            con,
            source,
            staged,
            counted,
            lambda: left_out.relation(
                con, source, staged, run.today, run.secret, run.workspace
            ),
            run.out,
            run.wrong_ids.get(table, 0),
        )
        return counted

    run.counted(table, sorted_and_counted)
    con.execute(f"DROP TABLE {staged.name}")
    if table not in run.counts or any(problem.stops for problem in run.problems):
        return
    filled = events.fill_practice(con, source)
    if filled:
        run.notes.append(
            f"{filled:,} rows of {source.label} had no practice: that of the "
            "person's registration on the day was used."
        )
    if table == "gp_appointments" and not source.has("status"):
        run.notes.append("No status in the GP extract: every row counts as attended.")
    span, run.kept[table] = write.event_table(
        con,
        source,
        run.out,
        len(run.events) > 1,
        lambda statement: run.watch.run(
            statement, f"Writing {title}", half, ends, rows
        ),
    )
    run.spans.append(span)
    if span.rows == 0:
        run.problems.append(_nothing_counted(source))


def _nothing_counted(source: Source) -> Problem:
    title = TABLES[source.table].title
    if source.table == "gp_appointments":
        return Problem(
            "nothing_counted",
            f"No row of {title} has a status that means attended.",
            "Check the status column; say what its words mean in a mapping; or leave "
            "the column out, then every row counts.",
            file=source.label,
            column=source.header("status"),
        )
    return Problem(
        "nothing_counted",
        f"Every row of {title} is a planned follow-up (category 4).",
        "Export unplanned attendances (categories 1 to 3) too.",
        file=source.label,
        column=source.header("attendance_category"),
    )


def joins(con) -> list[Problem]:
    """Warnings if few people are in both extracts. Needs `gp_people` and
    `ae_people`."""
    gp, ae, both = con.execute(
        "SELECT (SELECT count(*) FROM gp_people), (SELECT count(*) FROM ae_people), "
        "(SELECT count(*) FROM gp_people SEMI JOIN ae_people USING (person))"
    ).fetchone()
    if both == 0:
        return [
            Problem(
                "ids_do_not_join",
                "No person of the GP extract appears in the A&E extract; "
                "both-service figures will be empty.",
                "Check that both carry the same kind of id (both NHS numbers, or both "
                "made by the same pseudonymisation).",
                column="patient_id",
                stops=False,
            )
        ]
    share = both / max(1, min(gp, ae))
    if share < JOIN_POORLY:
        return [
            Problem(
                "ids_join_poorly",
                f"Only {both:,} people are in both extracts ({gp:,} in the GP "
                f"extract, {ae:,} in the A&E extract).",
                "Check that both carry the same kind of id and cover the same people.",
                column="patient_id",
                stops=False,
            )
        ]
    return []
