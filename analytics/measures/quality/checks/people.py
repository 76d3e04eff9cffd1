"""Are the rows of an id one person's, and those of one person under one id?"""

from collections.abc import Iterator

from analytics import engine
from analytics.definitions.contract import TABLES
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.codes import rows_read, table_of
from analytics.measures.quality.fields import counted_rows
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.one_person import ABSURD, SEVERAL, doubtful_people
from analytics.store.dataset import Dataset

SEVERAL_PEOPLE = Flaw(
    "several_people",
    "the rows of {rows} of {of} ids in {extract} cannot be one person's: years of "
    "birth, sexes or home areas do not go together",
    "several people are counted as one, who then seems to attend often; they are "
    "marked in the list of who attends most; have these ids looked at where they come "
    "from",
)
ABSURD_SHARE = Flaw(
    "absurd_share",
    "{rows} of {of} rows of {extract} ({share}) are of {subject}: such a share of all "
    "rows cannot be one person's",
    "a number that stands for people not known is likely; marked in the list of who "
    "attends most; leave it out at the source, or have it looked at",
)
TWO_IDS = Flaw(
    "two_ids",
    "{rows} rows of {extract} ({share}) have another kind of id than the rest, so that "
    "one person may stand under two ids",
    "these people are counted twice, and what they use is split; have the ids traced "
    "at the source",
)
FLAWS = (SEVERAL_PEOPLE, ABSURD_SHARE, TWO_IDS)


def one_person(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Ids whose rows cannot be one person's, and people who may be under two ids."""
    for kind in dataset.kinds:
        found = doubtful_people(dataset, scope, kind)
        if found.empty:
            continue
        rows = counted_rows(kind, scope)
        of = engine.run(
            dataset, rows.agg(rows=rows.count(), people=rows.person.nunique())
        ).iloc[0]
        title = kind.table.title
        several, absurd = (found[found["why"] == why] for why in (SEVERAL, ABSURD))
        if len(several):
            yield Finding(
                SEVERAL_PEOPLE, 2, title, kind, rows=len(several), of=of["people"]
            )
        if len(absurd):
            yield Finding(
                ABSURD_SHARE,
                2,
                title,
                kind,
                subject="one id" if len(absurd) == 1 else "a few ids",
                rows=absurd["rows"].sum(),
                of=of["rows"],
            )
    read = rows_read(dataset)
    for problem in dataset.manifest.problems:
        if problem["rule"] == "id_other_kind":
            name = table_of(dataset, problem)
            yield Finding(
                TWO_IDS,
                2,
                TABLES[name].title,
                rows=problem["rows"],
                of=read.get(name, 0),
            )
