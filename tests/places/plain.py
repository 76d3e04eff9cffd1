"""Frequent attenders of the made-up district by plain pandas."""

import pandas as pd

from analytics.definitions.filters import Filters

RULE = Filters(ae_more_than=3, gp_more_than=5)
DAY = pd.Timestamp("2024-08-31")
LISTED = {
    "gp": ["P1", "P2", "P3"],
    "either": ["P1", "P2", "P3"],
    "ae": ["P1", "P2", "P3", "P4", "P5", "P6"],
}


def counts(tables, filters=RULE):
    """gp and ae of each person in the year to 31 August 2024, and who meets which
    rule."""
    people = tables["people"].set_index("person")
    for name, when in (("gp", "gp_appointments"), ("ae", "ae_attendances")):
        column = "appointment_at" if name == "gp" else "arrived_at"
        events = tables[when]
        inside = events[
            (events[column] >= "2023-09-01") & (events[column] < "2024-09-01")
        ]
        if filters.practice:
            inside = inside[inside["practice_code"].isin(filters.practice)]
        people[name] = inside.groupby("person").size()
    people = people.fillna({"gp": 0, "ae": 0})
    age = 2024 - people["birth_year"].astype(float)
    if filters.age_from is not None:
        people = people[(age >= filters.age_from).to_numpy()]
    people["by_gp"] = people["gp"] > filters.gp_more_than
    people["by_ae"] = people["ae"] > filters.ae_more_than
    people["by_either"] = people["by_gp"] | people["by_ae"]
    return people


def listed(tables, people, rule):
    """People on the list on the day at the practices that the rule's extracts cover."""
    spells = tables["registrations"]
    start, end = spells["registered_from"], spells["registered_to"]
    spells = spells[(start.isna() | (start <= DAY)) & (end.isna() | (end >= DAY))]
    home = spells.groupby("person")["practice_code"].min().rename("practice_code")
    both = people.join(home, how="inner")
    return both[both["died_on"].isna() & both["practice_code"].isin(LISTED[rule])]
