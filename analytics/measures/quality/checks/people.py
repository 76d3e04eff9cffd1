"""Are the rows of an id one person's?"""

from collections.abc import Iterator

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
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
FLAWS = (SEVERAL_PEOPLE, ABSURD_SHARE)


def one_person(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """Ids whose rows cannot be one person's."""
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
