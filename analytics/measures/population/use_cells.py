"""The cells that use is counted in: how often people of a place, age, sex and
deprivation fifth came, and how many are registered there."""

from itertools import product

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.published.standard_population import (
    FIFTHS,
    SEXES,
    standard,
)
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.places.in_view import practices_in_view
from analytics.measures.population.groups import described, listed
from analytics.measures.who.attenders import AGE_BANDS, band_title
from analytics.store.dataset import Dataset

CELL = ["age_band", "sex", "fifth"]
UNNAMED = "Not named"  # of practices that the data put in no PCN
LEVELS = {"pcn": "pcn", "practice": "practice"}  # column of `known_places`


def use_cells(
    dataset: Dataset, scope: Scope, kind: EventKind, level: str
) -> pd.DataFrame:
    """place ("" where it is not known), age_band, sex, fifth; registered (people on the
    as-at day), events (how many there were in the window at the place's practices),
    squares (of how many each person had, summed), users (people with one).

    An event counts at the practice that its row names, else at the one where the person
    is registered. Whoever made it counts, those who have left since too: so the events
    of a place are those of its extract.
    """
    known = practices_in_view(dataset, scope, (kind,))
    names = known[["practice_code", LEVELS[level]]].set_axis(["code", "place"], axis=1)
    names["place"] = names["place"].replace("", UNNAMED)
    names = ibis.memtable(names.astype({"code": "string", "place": "string"}))
    here = listed(scope, kind)
    everybody = (
        here.inner_join(names, here.practice_code == names.code)
        .group_by("place", *CELL)
        .agg(registered=_.count())
    )
    used = _used(kind, scope)
    homes = here.select(home_person="person", home="practice_code")
    used = used.left_join(homes, used.person == homes.home_person)
    used = used.mutate(code=ibis.coalesce(_.practice_code, _.home)).select(
        "person", "code", "n"
    )
    used = used.left_join(names, "code").select(
        "person", "n", place=_.place.fill_null("")
    )
    each = used.group_by("person", "place").agg(n=_.n.sum())
    each = each.left_join(described(scope), "person")
    came = each.group_by("place", *CELL).agg(
        events=_.n.sum(), squares=(_.n * _.n).sum(), users=_.count()
    )
    both = [engine.run(dataset, rows) for rows in (everybody, came)]
    both = [rows.fillna({"age_band": "", "fifth": "", "sex": ""}) for rows in both]
    found = both[0].merge(both[1], how="outer", on=["place", *CELL])
    counted = ["registered", "events", "squares", "users"]
    found[counted] = found[counted].fillna(0).astype("int64")
    return found


def _used(kind: EventKind, scope: Scope) -> ibis.Table:
    """How many events each person had at each practice: person, practice_code (null
    where the kind names none), n."""
    if scope.filters.whole_months:
        rows, n = scoped.months(kind, scope), _[kind.months_count].sum()
    else:
        rows, n = scoped.events(kind, scope), _.count()
    if "practice_code" not in rows.columns:
        rows = rows.mutate(practice_code=ibis.null("string"))
    return rows.group_by("person", "practice_code").agg(n=n.cast("int64"))


def standard_cells() -> pd.DataFrame:
    """The standard population cell by cell: age_band, sex, fifth, share (of it)."""
    whole = standard()
    rows = [
        (
            band_title(*band),
            sex,
            fifth,
            whole.share(*band) / len(SEXES) / len(FIFTHS),
        )
        for band, sex, fifth in product(AGE_BANDS, SEXES, FIFTHS)
    ]
    return pd.DataFrame(rows, columns=[*CELL, "share"])
