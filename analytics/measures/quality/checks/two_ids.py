"""May one person stand under two ids? Counted, never said of anybody."""

from collections.abc import Iterator

from analytics.definitions import quality as limits
from analytics.definitions.contract import TABLES
from analytics.definitions.filters import Filters
from analytics.definitions.tables_of_people import PATIENTS
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.codes import rows_read, table_of
from analytics.measures.quality.finding import Finding, Flaw
from analytics.measures.quality.under_two_ids import alike, ended_and_begun
from analytics.store.dataset import Dataset

OTHER_KIND = Flaw(
    "two_ids",
    "{rows} rows of {extract} ({share}) have another kind of id than the rest, so that "
    "one person may stand under two ids",
    "these people are counted twice, and what they use is split; have the ids traced "
    "at the source",
)
SWAPPED = Flaw(
    "ids_swapped",
    "{rows} ids of {extract} differ from another id only by two digits that changed "
    "places, and are of the same year of birth, sex and place: one person may stand "
    "under two ids",
    "what these people use is split, so that some who attend often are not found; have "
    "the ids traced at the source",
)
ENDED_AND_BEGUN = Flaw(
    "ids_ended_and_begun",
    "{rows} of the {of} ids in {extract} that end do so where an id of the same year "
    "of birth, sex and place begins; chance would give about {rows_before}: one person "
    "may stand under two ids",
    "what these people use is split, and they look like people who stopped coming, so "
    "that before and after shows falls that are none; ask whether ids were changed",
)
ALIKE = Flaw(
    "ids_alike",
    "among {of} people, {rows} pairs are of the same year of birth, sex, small area "
    "and practice; chance would give about {rows_before}: one person may stand under "
    "two ids",
    "what these people use is split, so that some who attend often are not found, and "
    "there seem to be more people than there are; have the ids traced at the source",
)
FLAWS = (OTHER_KIND, SWAPPED, ENDED_AND_BEGUN, ALIKE)
# Problems of loading, when the ids were there to be compared
ON_LOADING = {"id_other_kind": OTHER_KIND, "ids_swapped": SWAPPED}


def two_ids(dataset: Dataset, filters: Filters, scope: Scope) -> Iterator[Finding]:
    """People who may be under two ids: by the ids, as met on loading; by ids that end
    where others begin; by people whom nothing but the id tells apart."""
    read = rows_read(dataset)
    for problem in dataset.manifest.problems:
        if flaw := ON_LOADING.get(problem["rule"]):
            name = table_of(dataset, problem)
            yield Finding(
                flaw,
                2,
                TABLES[name].title,
                rows=problem["rows"],
                of=read.get(name, 0),
            )
    for kind in dataset.kinds_with_rule:
        found = ended_and_begun(dataset, scope, kind)
        if found.sure(limits.ENDED_AT_LEAST):
            yield Finding(
                ENDED_AND_BEGUN,
                2,
                kind.table.title,
                kind,
                rows=found.found,
                of=found.of,
                rows_before=found.by_chance,
            )
    found = alike(dataset, scope)
    if found.sure(max(limits.ALIKE_AT_LEAST, int(limits.ALIKE_AT_MOST * found.of))):
        yield Finding(
            ALIKE,
            2,
            PATIENTS.title,
            rows=found.found,
            of=found.of,
            rows_before=found.by_chance,
        )
