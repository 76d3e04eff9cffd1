"""Every published figure beside the one the committed files give, in plain pandas.

Run ``python -m sample_data.generator.check`` to print the table. It shares no code with
the dashboard, so it is an independent count of the same things.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sample_data.generator.places import CENTRAL, HOME


@dataclass(frozen=True)
class Figure:
    """One published number and its reproduction."""

    what: str
    published: object
    reproduced: object

    @property
    def agrees(self) -> bool:
        return self.published == self.reproduced

    def line(self) -> str:
        mark = "  " if self.agrees else "≠ "
        return f"{mark}{self.what:<78}{self.published!s:>14}{self.reproduced!s:>14}"


class Files:
    """The sample's tables, read once."""

    def __init__(self, home: Path = HOME):
        self.gp = pd.read_parquet(home / "gp_appointments.parquet", columns=[
            "patient_id", "appointment_at", "practice_code", "status", "role", "reason_code",
            "reason_term"])  # fmt: skip
        self.gp = self.gp[self.gp.status == "attended"]
        self.ae = pd.read_parquet(home / "ae_attendances.parquet", columns=[
            "patient_id", "arrived_at", "departed_at", "attendance_category", "practice_code",
            "diagnosis_term", "cost_gbp"])  # fmt: skip
        self.ae = self.ae[self.ae.attendance_category.isin(["1", "2", "3"])]
        self.patients = pd.read_parquet(home / "patients.parquet")
        self.practices = pd.read_csv(home / "practices.csv")
        self.published = json.loads(
            (HOME / "published.json").read_text(encoding="utf-8")
        )
        pcn = set(self.practices[self.practices.pcn == CENTRAL].practice_code)
        self.pcn_ae = self.ae[self.ae.practice_code.isin(pcn)]
        self.born = (
            self.patients.drop_duplicates("patient_id")
            .set_index("patient_id")
            .birth_year
        )


def between(table: pd.DataFrame, column: str, window) -> pd.DataFrame:
    """Rows from the first to the last day of a window, both included."""
    start, stop = (
        pd.Timestamp(window[0]),
        pd.Timestamp(window[1]) + pd.Timedelta(days=1),
    )
    return table[(table[column] >= start) & (table[column] < stop)]


def year_to(last: str) -> tuple[str, str]:
    """The twelve months ending on a day."""
    end = pd.Timestamp(last)
    first = end + pd.Timedelta(days=1) - pd.DateOffset(months=12)
    return str(first.date()), str(end.date())


def registered(files: Files, as_at: str, practices) -> pd.DataFrame:
    """People with a spell open on a day at some practices."""
    p, day = files.patients, pd.Timestamp(as_at)
    start, stop, died = (pd.to_datetime(p[c]) for c in ("registered_from", "registered_to",
                                                        "died_on"))  # fmt: skip
    here = p.practice_code.isin(practices) & (start <= day)
    return p[here & (stop.isna() | (stop > day)) & (died.isna() | (died > day))]


def pcn_figures(files: Files) -> list[Figure]:
    want, gp = files.published["pcn"], files.gp
    year = between(gp, "appointment_at", year_to(want["as_at"]))
    people = registered(files, want["as_at"], set(gp.practice_code))
    visits = year.groupby("patient_id").size()
    found = [
        Figure(("PCN, " "registered " "31 " "Aug " "2024"), want["registered"], people.patient_id.nunique()),
        Figure(("PCN, " "GP " "attended " "in " "12 " "months"), want["gp_attended_12_months"], len(year)),
        Figure("PCN, people with more than 25 GP visits", want["gp_frequent_people"],
               int((visits > want["gp_more_than"]).sum())),
    ]  # fmt: skip
    part = files.published["selected_population"]
    chosen = people[people.practice_code.isin(part["practices"])]
    found += [
        Figure(("selected " "practices, " "registered"), part["registered"], chosen.patient_id.nunique()),
        Figure(("selected " "practices, " "GP " "attended " "in " "12 " "months"), part["gp_attended_12_months"],
               int(year.practice_code.isin(part["practices"]).sum())),
    ]  # fmt: skip
    have = (
        people.drop_duplicates("patient_id")
        .conditions.str.split(";")
        .explode()
        .value_counts()
    )
    found += [Figure(f"PCN, people with {name}", n, int(have.get(name, 0)))
              for name, n in files.published["conditions"].items()]  # fmt: skip
    roles = year.role.value_counts()
    found += [Figure(f"PCN, ARRS appointments, {name}", n, int(roles.get(name, 0)))
              for name, n in files.published["arrs_roles"].items()]  # fmt: skip
    total = int(roles.reindex(list(files.published["arrs_roles"])).sum())
    return [
        *found,
        Figure("PCN, ARRS appointments", files.published["arrs_total"], total),
    ]


def deep_dive_figures(files: Files) -> list[Figure]:
    want = files.published["deep_dive"]
    gp = files.gp[files.gp.practice_code.isin(want["practices"])]
    visits = between(gp, "appointment_at", want["year"]).groupby("patient_id").size()
    often = visits[visits > want["more_than"]].index
    age = pd.Timestamp(want["year"][1]).year - files.born.reindex(often)
    low, high = want["mostly_aged"]
    conditions = (
        files.patients.drop_duplicates("patient_id").set_index("patient_id").conditions
    )
    words = "|".join(want["mental_health_conditions"])
    mental = (
        conditions.reindex(often)
        .str.contains(words, regex=True)
        .fillna(False)
        .astype(bool)
    )
    week = between(gp, "appointment_at", want["week"])
    codes = week.groupby(["reason_code", "reason_term"]).size()
    found = [
        Figure(("three surgeries, people " "with " "more " "than " "10 " "GP " "visits"), want["people"], len(often)),
        Figure(("  most " "of " "them " "aged " "15 " "to " "45"), True, bool(age.between(low, high).mean() > 0.5)),
        Figure("  with depression or anxiety (52 %)", want["mental_health_people"],
               int(mental.sum())),
        Figure("three surgeries, sample week's appointments", want["week_appointments"],
               len(week)),
    ]  # fmt: skip
    return found + [
        Figure(f"  {code} {term}", n, int(codes.get((code, term), 0)))
        for code, term, n in want["week_read_codes"]
    ]


def frequent_adults(files: Files, last: str) -> list[str]:
    """Adults of the PCN above 10 A&E attendances in the twelve months to a day."""
    count = (
        between(files.pcn_ae, "arrived_at", year_to(last)).groupby("patient_id").size()
    )
    high = count[count > files.published["pcn"]["ae_more_than"]].index
    adult = pd.Timestamp(last).year - files.born.reindex(high) >= 18
    return list(high[adult.to_numpy()])


def ae_figures(files: Files) -> list[Figure]:
    want = files.published["pcn"]
    found = [
        Figure(f"PCN, adults above 10 A&E attendances in the year to {last}",
               want["ae_frequent_adults"], len(frequent_adults(files, last)))
        for last in ("2023-04-14", "2023-03-31", "2023-04-15", "2023-04-16")
    ]  # fmt: skip
    window = want["ae_year_before_int"]
    people = frequent_adults(files, window[1])
    rows = between(files.pcn_ae, "arrived_at", window)
    terms = rows[rows.patient_id.isin(people)].diagnosis_term.value_counts()
    diagnoses = files.published["frequent_adult_diagnoses"]
    found += [Figure(f"  their diagnoses: {term}", n, int(terms.get(term, 0)))
              for term, n in diagnoses["counts"].items()]  # fmt: skip
    rest = terms.drop(list(diagnoses["counts"]), errors="ignore")
    return [
        *found,
        Figure("  every other diagnosis below 5", True, bool(rest.max() < 5)),
    ]


def programme_figures(files: Files) -> list[Figure]:
    want = files.published["int"]
    before = (
        between(files.pcn_ae, "arrived_at", want["before"]).groupby("patient_id").size()
    )
    before = before.sort_values(ascending=False)
    top = before.index[: want["top"]]

    def made(window) -> int:
        return int(
            between(files.pcn_ae, "arrived_at", window).patient_id.isin(top).sum()
        )

    first, second = made(want["after"]), made(want["second_year"])
    tie = bool(before.iloc[want["top"] - 1] > before.iloc[want["top"]])
    return [
        Figure("top 30: no tie at the edge", True, tie),
        Figure("top 30: half as many attendances in the year after",
               int(before.iloc[: want["top"]].sum()) / 2, float(first)),
        Figure("top 30: fewer again the year after that", True, second < first),
    ]  # fmt: skip


def catchment_figures(files: Files) -> list[Figure]:
    want = files.published["catchment"]
    year = between(files.ae, "arrived_at", want["year"])
    count = year.groupby("patient_id").size()
    rows = year[year.patient_id.isin(count[count > want["more_than"]].index)]
    hours = (rows.departed_at - rows.arrived_at).dt.total_seconds().sum() / 3600
    return [
        Figure("catchment, people above 5 A&E attendances", want["people"],
               rows.patient_id.nunique()),
        Figure("  their attendances", want["attendances"], len(rows)),
        Figure("catchment, all attendances", want["all_attendances"], len(year)),
        Figure("  share of the high attenders, %", want["share_percent"],
               round(len(rows) / len(year) * 100, 1)),
        Figure((" " " " "their " "cost, " "£"), want["cost_gbp"], round(float(rows.cost_gbp.sum()), 2)),
        Figure("  their hours", want["hours"], round(hours, 2)),
    ]  # fmt: skip


def published_figures(home: Path = HOME) -> list[Figure]:
    """All figures, published and reproduced."""
    files = Files(home)
    found: list[Figure] = []
    for part in (pcn_figures, deep_dive_figures, ae_figures, programme_figures,
                 catchment_figures):  # fmt: skip
        found += part(files)
    return found


if __name__ == "__main__":
    figures = published_figures()
    print("\n".join(figure.line() for figure in figures))
    print(f"{sum(f.agrees for f in figures)} of {len(figures)} agree")
