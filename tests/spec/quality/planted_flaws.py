"""Flaws planted in steady extracts, each with the findings that must be told of it."""

from dataclasses import replace

import numpy as np
import pandas as pd

CHANGED = pd.Timestamp("2024-01-01")


def with_ae(frames, change):
    return replace(frames, ae=change(frames.ae.copy()))


def with_gp(frames, change):
    return replace(frames, gp=change(frames.gp.copy()))


def emptied(column, share, start=None):
    def change(rows):
        time = rows.columns.intersection(["arrived_at", "appointment_at"])[0]
        gone = np.random.default_rng(5).random(len(rows)) < share
        gone &= (rows[time] >= start) if start is not None else True
        rows[column] = rows[column].astype(object).where(~gone, None)
        return rows

    return change


def doubled(rows):
    some = rows[(rows["site_code"] == "S2") & (rows["arrived_at"] >= CHANGED)].copy()
    some["arrived_at"] += pd.Timedelta(minutes=7)
    return pd.concat([rows, some], ignore_index=True)


def without(rows, which):
    return rows[~which].reset_index(drop=True)


PLANTED = {
    "a field gone": (
        lambda f: with_ae(f, lambda a: a.drop(columns="cost_gbp")),
        "field_absent",
        "A&E attendances have no cost at all",
    ),
    "a field half empty": (
        lambda f: with_gp(f, emptied("role", 0.5)),
        "field_gaps",
        "Role is filled in",
    ),
    "a field lost from a month on": (
        lambda f: with_ae(f, emptied("department_type", 0.4, CHANGED)),
        "field_turned",
        "from 100% to",
    ),
    "a field empty at one practice": (
        lambda f: with_gp(
            f, lambda g: g.assign(role=g["role"].where(g["practice_code"] != "P3"))
        ),
        "field_places",
        "role at Practice 3 is filled in only 0%",
    ),
    "a month lost": (
        lambda f: with_gp(
            f, lambda g: without(g, g["appointment_at"].dt.to_period("M") == "2023-10")
        ),
        "month_empty",
        "GP appointments have almost no rows in October 2023",
    ),
    "days lost": (
        lambda f: with_ae(
            f, lambda a: without(a, a["arrived_at"].between("2024-03-11", "2024-03-16"))
        ),
        "days_missing",
        "5 days in a row without a row in March 2024",
    ),
    "a site that opens": (
        lambda f: with_ae(
            f,
            lambda a: without(
                a, (a["site_code"] == "S2") & (a["arrived_at"] < CHANGED)
            ),
        ),
        "place_begins_later",
        "Village centre, type 3 has no rows in A&E attendances before January 2024",
    ),
    "a practice that stops": (
        lambda f: with_gp(
            f,
            lambda g: without(
                g, (g["practice_code"] == "P2") & (g["appointment_at"] >= CHANGED)
            ),
        ),
        "place_ends_earlier",
        "Practice 2 has no rows in GP appointments after December 2023",
    ),
    "a site that doubles": (
        lambda f: with_ae(f, doubled),
        "level",
        "Village centre, type 3 doubled",
    ),
    "one extract ends early": (
        lambda f: with_gp(f, lambda g: without(g, g["appointment_at"] >= "2024-05-01")),
        "ends_apart",
        "GP appointments are complete to April 2024, A&E attendances to June 2024",
    ),
    "practices without a feed": (
        lambda f: with_gp(
            f, lambda g: without(g, g["practice_code"].isin(["P5", "P6"]))
        ),
        "covers_few",
        "come from 4 of the 6 practices",
    ),
    "ids that do not join": (
        lambda f: with_gp(
            f,
            lambda g: g.assign(
                patient_id=g["patient_id"].str.replace("^9", "8", regex=True)
            ),
        ),
        "joins_poorly",
        "only 0% of the people in A&E",
    ),
    "no list": (lambda f: replace(f, patients=None), "no_list", "no registered list"),
    "half a list": (
        lambda f: replace(f, patients=f.patients.iloc[::2]),
        "not_listed",
        "are on no registered list",
    ),
    "rows without a date": (
        lambda f: with_gp(f, emptied("appointment_at", 0.04)),
        "left_out",
        "left out: no date",
    ),
    "a strange status": (
        lambda f: with_gp(
            f,
            lambda g: g.assign(status=g["status"].where(g.index % 50 != 0, "Vanished")),
        ),
        "unknown_codes",
        "in status that no code list knows",
    ),
    "a month begun": (
        lambda f: with_ae(f, lambda a: without(a, a["arrived_at"] >= "2024-06-12")),
        "month_begun",
        "hold June 2024 only in part",
    ),
}
