"""The rules of a kind of need, met by one person each."""

import pandas as pd
import pytest

from analytics.definitions.kinds_of_need import KINDS
from analytics.methods.segments.rules import FITS, by_rule


def rules_of(**row) -> str:
    person = {
        "age": 50,
        "conditions": 0,
        "groups": 2,
        "ae_attendances": 12,
        "gp_visits": 4,
        "frequent_ae": True,
        "span_days": 300,
        "share_admitted": 0.5,
        "share_mental_health": 0.0,
        "share_neurological": 0.0,
        "share_substance_use": 0.0,
    }
    return by_rule(pd.DataFrame([person | row])).iloc[0]


@pytest.mark.parametrize(
    "row, slug",
    [
        ({"age": 7, "share_mental_health": 0.9}, "children"),
        (
            {"share_mental_health": 0.2, "share_substance_use": 0.2},
            "mind_high_intensity",
        ),
        (
            {
                "share_mental_health": 0.9,
                "frequent_ae": False,
                "ae_attendances": 1,
                "gp_visits": 30,
            },
            "unclassified",
        ),  # 31 contacts, fewer than three a month
        (
            {"share_neurological": 0.5, "frequent_ae": False, "gp_visits": 40},
            "mind_high_intensity",
        ),
        ({"age": 65, "conditions": 2}, "older_multimorbid"),
        ({"age": 64, "conditions": 2}, "unclassified"),
        ({"age": 80, "conditions": None, "groups": 4}, "older_multimorbid"),
        ({"age": 80, "conditions": 1, "groups": 4}, "unclassified"),
        ({"share_admitted": 0.05}, "lower_severity"),
        ({"span_days": 182}, "lower_severity"),
        ({"span_days": 183}, "unclassified"),
        ({"age": None, "share_admitted": None}, "lower_severity"),
        ({}, "unclassified"),
    ],
)
def test_rules(row, slug):
    assert rules_of(**row) == slug


def test_each_rule_has_words_and_a_source():
    assert all(kind.definition and kind.source and kind.name for kind in KINDS)
    assert list(FITS) == [kind.slug for kind in KINDS]
