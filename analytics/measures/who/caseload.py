"""Who is on the caseload of the neighbourhood team on a day, and since when."""

from datetime import date

import ibis
from ibis import _

from analytics.definitions.pathway import REFUSED, Status
from analytics.measures.support.offers import made_by
from analytics.store.dataset import Dataset

ON, OFFERED, ENDED, NEVER = "On it", "Offered, not started", "Ended", "Never on it"
DECLINED = "Declined or not suitable"


def caseload_on(dataset: Dataset, day: date) -> ibis.Table:
    """The people offered a place by a day, once each: person, caseload (ON, OFFERED,
    DECLINED or ENDED), caseload_since (the day that began).

    Of several offers to one person the last by then counts.
    """
    on = ibis.date(str(day))
    rows = made_by(day).filter(_.nth == 0)
    days = {
        name: ibis.ifelse(rows[name] <= on, rows[name], ibis.null("date"))
        for name in ("declined_on", "started_on", "ended_on")
    }
    began = {
        ON: days["started_on"],
        ENDED: days["ended_on"],
        DECLINED: days["declined_on"],
    }
    said = ibis.cases(
        (rows.standing == str(Status.ENDED), ENDED),
        (rows.standing == str(Status.ACTIVE), ON),
        (
            rows.standing.isin([str(one) for one in REFUSED]),
            DECLINED,
        ),
        else_=OFFERED,
    )
    since = ibis.cases(*((said == word, first) for word, first in began.items()))
    return rows.select(
        "person", caseload=said, caseload_since=ibis.coalesce(since, rows.referred_on)
    )
