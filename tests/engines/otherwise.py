"""What is asked by no exhibit: by a control of a page, a command or the gate."""

from contextlib import suppress
from datetime import date

from analytics.definitions.filters import Filters, declared
from analytics.disclosure.cohorts import for_meetings
from analytics.errors import InputError
from analytics.measures.comparing.compare_with import choices
from analytics.measures.comparing.few_between import few_between
from analytics.measures.counting.empty_result import nobody_left
from analytics.measures.counting.offered_values import offered_values
from analytics.measures.footprint.whom import pseudonyms
from analytics.measures.need.ground import levels
from analytics.measures.neighbourhoods import by_hand, ground
from analytics.measures.over_time import changes
from analytics.measures.services import directory, look_from
from analytics.measures.who import decided, timeline
from analytics.measures.who.listing import listing
from analytics.measures.who.roles import visits_by_role
from analytics.store.dataset import Dataset

NOBODY = Filters(age_from=119)


def ask_otherwise(dataset: Dataset, filters: Filters) -> None:
    """Asks each of them of a dataset; what has no answer there is passed over."""
    for_meetings(dataset)
    for one in declared():
        offered_values(dataset, one)
    nobody_left(dataset, NOBODY)
    few_between(dataset, filters, next(iter(dict(choices(dataset, filters)))))
    visits_by_role(dataset, filters)
    pseudonyms(dataset, filters)
    somebody = listing(dataset, filters).table["pseudonym"].iloc[0]
    timeline.timeline(dataset, filters, somebody)
    decided.coordinators(dataset, filters)
    changes.people(dataset, filters, dataset)
    levels(dataset)
    by_hand.names(dataset, filters)
    directory.services(dataset, date(2024, 6, 30))
    look_from.of_postcode(dataset, "SS14 1EB")
    for one in (ground.lines, ground.nearest_joins, ground.ground):
        with suppress(InputError):  # without a map there is nothing to join
            one(dataset, filters)
