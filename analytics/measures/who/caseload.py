"""Who is on the caseload of the neighbourhood team on a day, and since when."""

from datetime import date

import ibis
from ibis import _

from analytics.store.dataset import Dataset, table

ON, OFFERED, ENDED, NEVER = "On it", "Offered, not started", "Ended", "Never on it"


def caseload_on(dataset: Dataset, day: date) -> ibis.Table:
    """The people offered a place by a day, once each: person, caseload (ON, OFFERED or
    ENDED), caseload_since (the day that began).

    Of several referrals of one person the last by then counts. Without a column of
    starts, help is taken to begin on referral.
    """
    on = ibis.date(str(day))
    rows = table("caseload").filter(_.referred_on <= on)
    starts = rows.started_on
    if "started_on" in dataset.manifest.span("caseload").missing:
        starts = rows.referred_on
    rows = rows.mutate(
        started=ibis.ifelse(starts <= on, starts, ibis.null("date")),
        ended=ibis.ifelse(rows.ended_on <= on, rows.ended_on, ibis.null("date")),
        nth=ibis.row_number().over(
            group_by="person", order_by=[ibis.desc("referred_on")]
        ),
    )
    return rows.filter(_.nth == 0).select(
        "person",
        caseload=ibis.cases(
            (_.ended.notnull(), ENDED), (_.started.notnull(), ON), else_=OFFERED
        ),
        caseload_since=ibis.coalesce(_.ended, _.started, _.referred_on),
    )
