"""Times that cannot be meant: visits at night, stays over a day, births and costs that
are none."""

from collections.abc import Iterator

from ibis import _

from analytics import engine
from analytics.definitions import quality as limits
from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.codes import rows_read, table_of
from analytics.measures.quality.fields import counted_rows
from analytics.measures.quality.finding import Finding, Flaw
from analytics.store.dataset import Dataset

AT_NIGHT = Flaw(
    "at_night",
    "{rows} of {of} timed rows of {extract} ({share}) are at night, between 22:00 and "
    "06:00, though most are in the daytime",
    "the times may be of a clock of twelve hours without am or pm, or in another "
    "form; charts by hour are doubtful",
)
LONG_STAYS = Flaw(
    "long_stays",
    "{rows} of {of} stays in {extract} ({share}) are longer than a day",
    "some may have been closed late; hours in the department are then too high",
)
DOUBTFUL = Flaw(
    "doubtful_values",
    "{rows} rows of {extract} ({share}) hold what is not known or cannot be meant: "
    "{subject}",
    "see Warnings on loading; what is not known is in no total and no average",
)
FLAWS = (AT_NIGHT, LONG_STAYS, DOUBTFUL)
NIGHT, DAYTIME = (*range(6), 22, 23), range(8, 19)
MINUTES_A_DAY = 24 * 60
OF_LOADING = {  # rule of a warning of loading -> what is doubtful
    "birth_unlikely": "births after the last record, or ages over 110",
    "cost_unknown": "costs that are no number, infinite, negative or beyond sense",
    "codes_cut": "codes that a spreadsheet cut to 15 digits",
    "codes_icd9": "codes of ICD-9, which are in no diagnosis group",
    "status_missing": "no status, so that they do not count as visits",
    "time_twelve_hours": "times of a twelve-hour clock without am or pm",
}


def nights(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Events at night of a kind that is in the daytime."""
    for kind in dataset.kinds:
        if kind.round_the_clock:
            continue
        rows = counted_rows(kind, scope)
        at = rows[kind.time]
        hours = engine.run(
            dataset,
            rows.filter((at.hour() > 0) | (at.minute() > 0))
            .group_by(hour=at.hour())
            .agg(rows=_.count()),
        ).set_index("hour")["rows"]
        timed = int(hours.sum())
        night = int(hours[hours.index.isin(NIGHT)].sum())
        day = int(hours[hours.index.isin(DAYTIME)].sum())
        if (
            timed >= limits.ROWS_A_MONTH
            and night >= limits.NIGHT_AT_MOST * timed
            and day >= limits.DAYTIME_AT_LEAST * timed
        ):
            yield _found(AT_NIGHT, kind, night, timed)


def stays(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Stays of more than a day."""
    for kind in dataset.kinds:
        if kind.second is None or not kind.ends or kind.second.over_days:
            continue
        rows = counted_rows(kind, scope)
        found = engine.run(
            dataset,
            rows.agg(
                known=rows.minutes.notnull().sum().fill_null(0),
                long=(rows.minutes > MINUTES_A_DAY).sum().fill_null(0),
            ),
        ).iloc[0]
        known, long = int(found["known"]), int(found["long"])
        if long >= limits.LONG_STAYS and long >= limits.LONG_STAYS_AT_MOST * known:
            yield _found(LONG_STAYS, kind, long, known)


def doubtful(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """What was told on loading of values that cannot be."""
    read = rows_read(dataset)
    for problem in dataset.manifest.problems:
        if what := OF_LOADING.get(problem["rule"]):
            table = table_of(dataset, problem)
            yield Finding(
                DOUBTFUL,
                2,
                TABLES[table].title,
                subject=what,
                rows=problem["rows"],
                of=read.get(table, 0),
            )


def _found(flaw: Flaw, kind: EventKind, rows: int, of: int) -> Finding:
    return Finding(flaw, 2, kind.table.title, kind, rows=rows, of=of)
