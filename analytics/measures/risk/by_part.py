"""Whether a risk is as good for everybody: the same for parts of the people."""

from dataclasses import replace

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.persons import among
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.measures.population.groups import GROUPS as PARTS
from analytics.measures.population.groups import NOT_KNOWN, described
from analytics.measures.result import Column, Result
from analytics.measures.risk.judged import result_of, tested
from analytics.measures.risk.learned import Learned, TooLittle
from analytics.methods.risk.judge import c_statistic
from analytics.store.dataset import Dataset

PRACTICE = "practice"
BY = {**{by: one.title for by, one in PARTS.items()}, PRACTICE: "Practice"}


def by_part(
    dataset: Dataset, filters: Filters, kind: EventKind, group: str, by: str
) -> Result:
    """The same for parts of the people (BY): part, people, events, expected, ratio
    (came ÷ expected), c. Deprivation, ethnic group and practice are looked at here and
    are no features of the model."""
    rows: list[dict[str, object]] = []
    notes: tuple[str, ...] = ()
    try:
        found, those = tested(dataset, filters, kind, group)
        names, order = _parts(dataset, filters, found, by)
        of = names.iloc[those.rows].to_numpy()
        risk = those.risk[found.best]
        for part in order:
            inside = of == part
            if not inside.any():
                continue
            y, w = those.y[inside], those.w[inside]
            rows.append(
                {
                    "part": part,
                    "people": int(inside.sum()),
                    "events": int(y.sum()),
                    "expected": float(risk[inside].sum()),
                    "c": c_statistic(y, risk[inside], w).value,
                }
            )
    except TooLittle as fault:
        notes = (f"{fault}.",)
    return result_of(
        dataset,
        filters,
        f"risk_by_{by}_{group}_{kind.slug}",
        rows,
        (
            Column("part", BY[by]),
            Column("people", "People", "count"),
            Column("events", "Came to be above the rule", "count"),
            Column("expected", "Expected", "count"),
            Column(
                "ratio",
                "Came ÷ expected",
                "ratio",
                numerator="events",
                denominator="expected",
                decimals=2,
            ),
            Column("c", "c-statistic", "number", decimals=2, of="events", nearest=0.05),
        ),
        kind,
        notes,
    )


def _parts(
    dataset: Dataset, filters: Filters, found: Learned, by: str
) -> tuple[pd.Series, list[str]]:
    """The part that each person of the test is in, and the parts in order."""
    persons = found.test.people["person"]
    scope = settle(dataset, filters)
    then = replace(scope, filters=scope.filters.with_(as_at=found.days.test))
    if by == PRACTICE:
        rows = registrations_on(found.days.test).semi_join(among(persons), "person")
        codes_of = rows.group_by("person").agg(code=_.practice_code.min())
        at = engine.run(dataset, codes_of)
        codes = persons.map(at.set_index("person")["code"])
        titles = known_places(dataset).set_index("practice_code")["practice"]
        names = codes.map(titles).replace("", None).fillna(NOT_KNOWN)
        return names, [*sorted(set(names) - {NOT_KNOWN}), NOT_KNOWN]
    one = PARTS[by]
    rows = described(then).select("person", value=_[one.column].cast("string"))
    at = engine.run(dataset, rows.semi_join(among(persons), "person"))
    values = persons.map(at.set_index("person")["value"])
    told = {value: one.named(pd.Series([value])).iloc[0] for value in values.unique()}
    names = values.map(told).fillna(NOT_KNOWN)
    return names, one.in_order(names)
