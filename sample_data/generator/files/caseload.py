"""The caseload as a table, and the truth about it."""

from collections import Counter

import numpy as np
import pandas as pd
import pyarrow as pa

from sample_data.generator.calendar import NEVER, day
from sample_data.generator.events import support
from sample_data.generator.events.support import Offer
from sample_data.generator.world import AE_SPAN, AS_AT, World

YEAR_FROM = day("2023-09-01")  # of the window that ends on AS_AT


def offers_of(world: World, seed: int) -> list[Offer]:
    """Every offer of support of a world."""
    spells, caseload = world.spells, world.caseload
    need = np.zeros(spells.people, np.int8)
    need[spells.person] = spells.need
    codes = np.array(world.practice_codes)
    where = []
    for person, when in zip(caseload.person, caseload.referred, strict=True):
        own = np.flatnonzero(spells.person == person)
        there = own[(spells.start[own] <= when) & (spells.stop[own] > when)]
        where.append(str(codes[spells.practice[(there if len(there) else own)[0]]]))
    rng = np.random.default_rng([seed, 9])
    return support.offers(rng, caseload, need, np.array(where), AE_SPAN[1])


def caseload_table(offers: list[Offer], ids: pa.StringArray) -> pd.DataFrame:
    """One row an offer: dates as text, empty where there is none."""
    return pd.DataFrame(
        {
            "patient_id": [ids[one.person].as_py() for one in offers],
            **{
                f"{name}_on": [_date(getattr(one, name)) for one in offers]
                for name in ("referred", "accepted", "declined", "started", "ended")
            },
            "status": [one.status for one in offers],
            "reason": [one.reason for one in offers],
            "referred_by": [one.referred_by for one in offers],
            "coordinator": [one.coordinator for one in offers],
            "services": [";".join(one.services) for one in offers],
            "outcome": [one.outcome for one in offers],
        }
    )


def truth_of(offers: list[Offer]) -> dict[str, object]:
    """What there is to find on the as-at day, from what happened: people by where
    their last offer stood, days from referral to start, weeks of the rota, links to
    services, needs without one, why support ended."""
    made = [one for one in offers if one.referred <= AS_AT]
    last = {one.person: one for one in made}
    begun = [one for one in made if one.started <= AS_AT]
    waits = [one.started - one.referred for one in begun]
    year = [one for one in made if one.referred >= YEAR_FROM]
    weeks = {(one.coordinator, (one.referred + 3) // 7) for one in year}
    of_each = Counter(one.person for one in made)
    return {
        "as_at": _date(AS_AT),
        "offers": len(made),
        "people": len(last),
        "offered_twice": sum(number > 1 for number in of_each.values()),
        "standing": Counter(one.stood(AS_AT) for one in last.values()),
        "wait_days": {
            "median": float(np.median(waits)),
            "nine_in_ten": float(np.quantile(waits, 0.9)),
        },
        "reasons": Counter(one.reason for one in last.values()),
        "helped_without_service": Counter(
            one.reason for one in begun if not one.services
        ),
        "links": Counter(name for one in begun for name in one.services),
        "ended": Counter(one.outcome for one in begun if one.ended <= AS_AT),
        "new_in_year": Counter(one.coordinator for one in year),
        "weeks_of_rota_in_year": Counter(who for who, _week in sorted(weeks)),
    }


def _date(when: int) -> str:
    return "" if when >= NEVER else str(np.datetime64(int(when), "D"))
