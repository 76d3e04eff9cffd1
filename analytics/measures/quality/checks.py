"""The checks behind the quality page: each yields the flaws of one kind, as rows of
`findings`.

A row has `kind`, `weight` and `extract`, and whichever numbers its sentence needs.
"""

import pandas as pd

from analytics.definitions import quality as limits
from analytics.definitions.quality import TITLES, needed
from analytics.definitions.words import listed
from analytics.measures import coverage as loaded
from analytics.measures.quality import codes as quality_codes
from analytics.measures.quality import joins
from analytics.measures.quality.coverage import place_rows
from analytics.measures.quality.fields import cells, long, practice_titles
from analytics.measures.quality.levels import changes_of
from analytics.measures.quality.months import (
    DAYS_MISSING,
    NEXT_TO_NOTHING,
    PARTIAL,
    WHOLE,
    extracts,
    months,
)
from analytics.measures.quality.units import EVERYBODY, PRACTICE, grids

NAMED = 3  # places that a sentence names
RECENT = 12  # months before the window's end in which a change bears on its figures
TURNED, SIDE = (
    0.25,
    3,
)  # of the rows by which a field's share moves, months on each side
TOGETHER = 4  # practices that change in one month: a system, not a practice


def month_ends(dataset, filters, scope):
    """Months that are not whole: missing days, stray rows, extracts that end apart."""
    frame = months(dataset, filters).table
    as_at = pd.Timestamp(dataset.default_as_at).to_period("M").to_timestamp()
    last = {}
    for extract, part in frame.groupby("extract", sort=False):
        part = part.reset_index(drop=True)
        whole = part.index[part["state"] == WHOLE]
        if not len(whole):
            continue
        last[extract] = part["month"][whole[-1]]
        usual = part["counted"].median()
        for at, row in part.iterrows():
            inside = whole[0] < at < whole[-1]
            found = dict(
                extract=extract,
                month=_words(row["month"]),
                rows=row["counted"],
                of=usual,
            )
            if row["state"] == DAYS_MISSING:
                yield found | dict(kind="days_missing", weight=2, number=row["gap"])
            elif row["state"] == NEXT_TO_NOTHING and inside:
                yield found | dict(kind="month_empty", weight=3)
            elif row["state"] == NEXT_TO_NOTHING and row["month"] == as_at:
                yield found | dict(kind="window_empty", weight=3)
            elif row["state"] == PARTIAL and at == part.index[-1]:
                yield found | dict(kind="month_begun", weight=1)
    if len(set(last.values())) > 1:
        first, *_more = sorted(last, key=last.get)
        other = next(name for name in last if last[name] != last[first])
        yield dict(
            kind="ends_apart",
            weight=1,
            extract=first,
            month=_words(last[first]),
            subject=f"{other} to {_words(last[other])}",
        )


def fields(dataset, filters, scope):
    """Fields that are empty everywhere, too often, at some practices, or from some
    month on."""
    for name in [*extracts(dataset), *(["people"] if dataset.has("patients") else [])]:
        wide = cells(dataset, scope, name, weight=1)
        titles = practice_titles(dataset)
        whole = long(
            wide.assign(all_of_it="")
            .groupby("all_of_it")
            .sum(numeric_only=True)
            .reset_index(),
            name,
            "all_of_it",
        )
        place = long(
            wide.groupby("practice").sum(numeric_only=True).reset_index(),
            name,
            "practice",
        )
        for row in whole.itertuples():
            field = needed(name, row.field)
            if not row.rows:
                continue
            share = row.filled / row.rows
            found = dict(
                extract=TITLES[name], subject=row.field, rows=row.filled, of=row.rows
            )
            least = (
                limits.SELDOM_AT_LEAST
                if field.name in limits.SELDOM
                else limits.FILLED_AT_LEAST
            )
            if share == 0:
                yield found | dict(kind="field_absent", weight=field.weight)
            elif share < least:
                yield found | dict(
                    kind="field_gaps", weight=max(field.weight - (share > 0.5), 1)
                )
            else:
                low = place[
                    (place["field"] == row.field) & (place["rows"] >= limits.PLACE_ROWS)
                ]
                low = low[
                    low["filled"] / low["rows"]
                    < min(limits.PLACE_FILLED_AT_LEAST, least)
                ]
                if len(low):
                    yield found | dict(
                        kind="field_places",
                        weight=min(field.weight, 2),
                        number=len(low),
                        rows=low["filled"].sum(),
                        of=low["rows"].sum(),
                        subject=f"{row.field} at {named(low['cell'].map(titles))}",
                    )
        if name != "people":
            yield from _turned(wide, name)


def _turned(wide, name):
    """Fields whose share filled moved suddenly and stayed: half a year against the half
    before."""
    monthly = wide.groupby("month").sum(numeric_only=True).reset_index()
    for field, part in long(monthly, name, "month").groupby("field", sort=False):
        part = part[part["rows"] >= limits.PLACE_ROWS].reset_index(drop=True)
        share = part["filled"] / part["rows"]
        for at in range(SIDE, len(part) - SIDE + 1):
            apart = max(
                share[at : at + SIDE].min() - share[at - SIDE : at].max(),
                share[at - SIDE : at].min() - share[at : at + SIDE].max(),
            )
            if apart >= TURNED:
                before, after = part[max(at - 6, 0) : at], part[at : at + 6]
                yield dict(
                    kind="field_turned",
                    weight=min(needed(name, field).weight, 2),
                    extract=TITLES[name],
                    subject=field,
                    month=_words(part["cell"][at]),
                    rows=after["filled"].sum(),
                    of=after["rows"].sum(),
                    rows_before=before["filled"].sum(),
                    of_before=before["rows"].sum(),
                )
                break


def codes(dataset, filters, scope):
    """Diagnoses in the group "other", and values that no code list knows."""
    for row in quality_codes.codes(dataset, filters).table.itertuples():
        share = row.rows / row.of if row.of else 0
        found = dict(extract=row.extract, subject=row.column, rows=row.rows, of=row.of)
        if row.what == quality_codes.OTHER and share > limits.OTHER_AT_MOST:
            yield found | dict(kind="other", weight=1)
        if row.what == quality_codes.OUTSIDE and share > limits.UNKNOWN_AT_MOST:
            yield found | dict(kind="unknown_codes", weight=2)


def left_out(dataset, filters, scope):
    """Rows left out on loading, and rows that repeat another, where there are many."""
    frame = loaded.left_out(dataset).table
    for table, part in frame.groupby("table", sort=False):
        repeats = part["reason"].str.startswith("repeats")
        for kind, some, most, weight in (
            ("left_out", part[~repeats], limits.LEFT_OUT_AT_MOST, 2),
            ("repeated", part[repeats], limits.REPEATS_AT_MOST, 1),
        ):
            read, rows = part["before"].max(), some["rows"].sum()
            if rows > most * read:
                yield dict(
                    kind=kind,
                    weight=weight,
                    extract=table,
                    rows=rows,
                    of=read,
                    subject=listed(some["reason"]),
                )


def places(dataset, filters, scope):
    """Places missing from months, GP practices too few, and sudden changes of level."""
    seen = {name: grids(dataset, filters, name) for name in extracts(dataset)}
    for name, by_kind in seen.items():
        for kind, grid in by_kind.items():
            if kind != EVERYBODY:
                yield from _gaps(place_rows(grid), name, kind)
        yield from _levels(dataset, name, by_kind)
    if len(seen) == 2:
        gp, ae = seen["gp_appointments"][PRACTICE], seen["ae_attendances"][PRACTICE]
        large = [place for place in ae if ae[place].median() >= limits.ROWS_A_MONTH]
        both = [place for place in large if place in gp.columns]
        if large and len(both) < limits.FILLED_AT_LEAST * len(large):
            yield dict(
                kind="covers_few",
                weight=2,
                extract=TITLES["gp_appointments"],
                number=len(both),
                number_of=len(large),
            )


def _gaps(frame, name, kind):
    flawed = frame[frame["flaw"] != ""]
    for flaw, part in flawed.groupby("flaw", sort=False):
        first = part.iloc[0]
        month = first["first"] if flaw == "begins later" else first["last"]
        yield dict(
            kind=f"place_{flaw.split(',')[0].replace(' ', '_')}",
            weight=2,
            extract=TITLES[name],
            subject=named(part["place"]),
            number=len(part),
            month=month if len(part) == 1 else "",
            rows=part["counted"].sum(),
            number_of=len(frame),
        )


def _levels(dataset, name, by_kind):
    end = pd.Timestamp(dataset.default_as_at)
    for kind, found in changes_of(by_kind, name).groupby("kind", sort=False):
        for month, part in found.groupby("month", sort=False):
            recent = month > end - pd.DateOffset(months=RECENT)
            row = dict(
                extract=TITLES[name], weight=2 if recent else 1, month=_words(month)
            )
            if kind == PRACTICE and len(part) >= TOGETHER:
                yield row | dict(
                    kind="levels_together",
                    number=len(part),
                    number_of=by_kind[kind].shape[1],
                    rows=part["after"].sum(),
                    rows_before=part["before"].sum(),
                    subject=named(part["place"]),
                )
                continue
            for one in part.itertuples():
                yield row | dict(
                    kind="level",
                    subject="" if kind == EVERYBODY else one.place,
                    rows=one.after,
                    rows_before=one.before,
                )


def joined(dataset, filters, scope):
    """Ids that do not join, and people in an extract who are on no list."""
    frame = joins.by_practice(dataset, scope)
    titles = practice_titles(dataset)
    known = (
        frame[frame["in_gp"].notna()]
        if len(extracts(dataset)) == 2
        else frame.iloc[0:0]
    )
    if known["ae_people"].sum() >= limits.PLACE_ROWS:
        both, people = known["in_gp"].sum(), known["ae_people"].sum()
        found = dict(extract="Both extracts", rows=both, of=people)
        low = known[
            (known["ae_people"] >= limits.PLACE_ROWS)
            & (known["in_gp"] < limits.JOINED_AT_LEAST * known["ae_people"])
        ]
        if both < limits.JOINED_AT_LEAST * people:
            yield found | dict(kind="joins_poorly", weight=3)
        elif len(low):
            yield found | dict(
                kind="joins_poorly_at",
                weight=2,
                number=len(low),
                rows=low["in_gp"].sum(),
                of=low["ae_people"].sum(),
                subject=named(low["practice"].map(titles)),
            )
    if not dataset.has("patients"):
        yield dict(kind="no_list", weight=2, extract=TITLES["people"])
        return
    for setting, name in (("ae", "ae_attendances"), ("gp", "gp_appointments")):
        seen = frame[frame[f"{setting}_listed"].notna()]
        people, on = seen[f"{setting}_people"].sum(), seen[f"{setting}_listed"].sum()
        if people >= limits.PLACE_ROWS and on < limits.LISTED_AT_LEAST * people:
            yield dict(
                kind="not_listed",
                weight=2,
                extract=TITLES[name],
                rows=people - on,
                of=people,
            )


def named(names) -> str:
    """ "Ash Lane, Birch Road, Cedar House and 4 more"."""
    names = list(names)
    some = names[:NAMED] + (
        [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    )
    return listed(some)


def _words(month) -> str:
    return f"{month:%B %Y}"


ALL = (month_ends, joined, fields, places, left_out, codes)
