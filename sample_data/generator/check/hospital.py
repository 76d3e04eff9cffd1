"""Published figures of A&E: the PCN's frequent adults, the top 30, the catchment."""

from collections.abc import Sequence

import pandas as pd

from sample_data.generator.calendar import minutes_between
from sample_data.generator.check.counted import Figure, Tables, between, year_to

YEAR_ENDS = ("2023-04-14", "2023-03-31", "2023-04-15", "2023-04-16")


def ae_figures(tables: Tables) -> list[Figure]:
    """Adults of the PCN above 10 attendances, and what they were diagnosed with."""
    want = tables.published["pcn"]
    window = want["ae_year_before_int"]
    people = _frequent_adults(tables, window[1])
    rows = between(tables.pcn_ae, "arrived_at", window)
    terms = rows[rows.patient_id.isin(people)].diagnosis_term.value_counts()
    diagnoses = tables.published["frequent_adult_diagnoses"]["counts"]
    rest = terms.drop(list(diagnoses), errors="ignore")
    return [
        *(
            Figure(
                f"PCN, adults above 10 A&E attendances in the year to {last}",
                want["ae_frequent_adults"],
                len(_frequent_adults(tables, last)),
            )
            for last in YEAR_ENDS
        ),
        *(
            Figure(f"  their diagnoses: {term}", number, int(terms.get(term, 0)))
            for term, number in diagnoses.items()
        ),
        Figure("  every other diagnosis below 5", True, bool(rest.max() < 5)),
    ]


def _frequent_adults(tables: Tables, last: str) -> list[str]:
    """Adults of the PCN above 10 A&E attendances in the twelve months to a day."""
    year = between(tables.pcn_ae, "arrived_at", year_to(last))
    count = year.groupby("patient_id").size()
    high = count[count > tables.published["pcn"]["ae_more_than"]].index
    adult = pd.Timestamp(last).year - tables.born.reindex(high) >= 18
    return list(high[adult.to_numpy()])


def programme_figures(tables: Tables) -> list[Figure]:
    """The top 30 before and after."""
    want = tables.published["int"]
    year = between(tables.pcn_ae, "arrived_at", want["before"])
    before = year.groupby("patient_id").size().sort_values(ascending=False)
    top = before.index[: want["top"]]

    def made(window: Sequence[str]) -> int:
        rows = between(tables.pcn_ae, "arrived_at", window)
        return int(rows.patient_id.isin(top).sum())

    first, second = made(want["after"]), made(want["second_year"])
    no_tie = bool(before.iloc[want["top"] - 1] > before.iloc[want["top"]])
    half = int(before.iloc[: want["top"]].sum()) / 2
    return [
        Figure("top 30: no tie at the edge", True, no_tie),
        Figure(
            "top 30: half as many attendances in the year after", half, float(first)
        ),
        Figure("top 30: fewer again the year after that", True, second < first),
    ]


def catchment_figures(tables: Tables) -> list[Figure]:
    """The catchment's high attenders: people, attendances, cost, hours."""
    want = tables.published["catchment"]
    year = between(tables.ae, "arrived_at", want["year"])
    count = year.groupby("patient_id").size()
    high = count[count > want["more_than"]].index
    rows = year[year.patient_id.isin(high)]
    hours = minutes_between(rows.arrived_at, rows.departed_at).sum() / 60
    share = round(len(rows) / len(year) * 100, 1)
    cost = round(float(rows.cost_gbp.sum()), 2)
    return [
        Figure("catchment, people above 5 A&E attendances", want["people"], len(high)),
        Figure("  their attendances", want["attendances"], len(rows)),
        Figure("catchment, all attendances", want["all_attendances"], len(year)),
        Figure("  share of the high attenders, %", want["share_percent"], share),
        Figure("  their cost, £", want["cost_gbp"], cost),
        Figure("  their hours", want["hours"], round(hours, 2)),
    ]
