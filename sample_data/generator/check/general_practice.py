"""Published figures of general practice: the PCN, its selected practices, the three
deep-dive surgeries."""

import pandas as pd

from sample_data.generator.check.counted import Figure, Tables, between, year_to


def pcn_figures(tables: Tables) -> list[Figure]:
    """Registered people, visits, conditions and ARRS roles of the PCN."""
    want, gp = tables.published["pcn"], tables.gp
    year = between(gp, "appointment_at", year_to(want["as_at"]))
    people = tables.registered(want["as_at"], sorted(set(gp.practice_code)))
    visits = year.groupby("patient_id").size()
    often = int((visits > want["gp_more_than"]).sum())
    return [
        Figure(
            "PCN, registered 31 Aug 2024",
            want["registered"],
            people.patient_id.nunique(),
        ),
        Figure(
            "PCN, GP attended in 12 months", want["gp_attended_12_months"], len(year)
        ),
        Figure(
            "PCN, people with more than 25 GP visits",
            want["gp_frequent_people"],
            often,
        ),
        *_selected(tables, people, year),
        *_conditions(tables, people),
        *_roles(tables, year),
    ]


def _selected(tables: Tables, people: pd.DataFrame, year: pd.DataFrame) -> list[Figure]:
    part = tables.published["selected_population"]
    chosen = people[people.practice_code.isin(part["practices"])]
    visits = int(year.practice_code.isin(part["practices"]).sum())
    return [
        Figure(
            "selected practices, registered",
            part["registered"],
            chosen.patient_id.nunique(),
        ),
        Figure(
            "selected practices, GP attended in 12 months",
            part["gp_attended_12_months"],
            visits,
        ),
    ]


def _conditions(tables: Tables, people: pd.DataFrame) -> list[Figure]:
    each = people.drop_duplicates("patient_id").conditions.str.split(";").explode()
    have = each.value_counts()
    return [
        Figure(f"PCN, people with {name}", number, int(have.get(name, 0)))
        for name, number in tables.published["conditions"].items()
    ]


def _roles(tables: Tables, year: pd.DataFrame) -> list[Figure]:
    want, roles = tables.published["arrs_roles"], year.role.value_counts()
    total = int(roles.reindex(list(want)).sum())
    return [
        *(
            Figure(f"PCN, ARRS appointments, {name}", number, int(roles.get(name, 0)))
            for name, number in want.items()
        ),
        Figure("PCN, ARRS appointments", tables.published["arrs_total"], total),
    ]


def deep_dive_figures(tables: Tables) -> list[Figure]:
    """The three surgeries' frequent attenders and their sample week."""
    want = tables.published["deep_dive"]
    gp = tables.gp[tables.gp.practice_code.isin(want["practices"])]
    visits = between(gp, "appointment_at", want["year"]).groupby("patient_id").size()
    often = visits[visits > want["more_than"]].index
    age = pd.Timestamp(want["year"][1]).year - tables.born.reindex(often)
    mostly = bool(age.between(*want["mostly_aged"]).mean() > 0.5)
    words = "|".join(want["mental_health_conditions"])
    mental = tables.conditions.reindex(often).str.contains(words, regex=True)
    week = between(gp, "appointment_at", want["week"])
    codes = week.groupby(["reason_code", "reason_term"]).size()
    return [
        Figure(
            "three surgeries, people with more than 10 GP visits",
            want["people"],
            len(often),
        ),
        Figure("  most of them aged 15 to 45", True, mostly),
        Figure(
            "  with depression or anxiety (52 %)",
            want["mental_health_people"],
            int(mental.fillna(False).astype(bool).sum()),
        ),
        Figure(
            "three surgeries, sample week's appointments",
            want["week_appointments"],
            len(week),
        ),
        *(
            Figure(f"  {code} {term}", number, int(codes.get((code, term), 0)))
            for code, term, number in want["week_read_codes"]
        ),
    ]
