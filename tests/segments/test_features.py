"""Each feature, counted by the measure and again by plain pandas from the stored
rows."""

import pandas as pd
import pytest

from analytics.definitions.diagnosis_groups import CLINICAL
from analytics.definitions.filters import Filters
from analytics.kept_tables import keeping
from analytics.measures.counting.features import features
from analytics.measures.counting.settle import settle
from analytics.methods.segments.feature_table import FEATURES, REASONS, UNTOLD
from tests.segments.small import planted_dataset


@pytest.fixture(scope="module", params=[("gp", "ae"), ("gp",), ("ae",)], ids="-".join)
def dataset(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    return planted_dataset(folder, people=45, others=15, extracts=request.param)


def counted(dataset, filters=None) -> pd.DataFrame:
    frame = features(dataset, settle(dataset, filters or Filters()))
    return frame.set_index("person")


def by_hand(dataset, first="2023-09-01", last="2024-08-31") -> pd.DataFrame:
    """The same table the slow, obvious way: a loop over people."""

    def read(name, at):
        frame = pd.read_parquet(dataset.folder / f"{name}.parquet")
        return frame[
            frame[at].between(
                first, pd.Timestamp(last) + pd.Timedelta(days=1), inclusive="left"
            )
        ]

    people = pd.read_parquet(dataset.folder / "people.parquet").set_index("person")
    ae, gp = (
        read("ae_attendances", "arrived_at"),
        read("gp_appointments", "appointment_at"),
    )
    rows = {}
    for person, who in people.iterrows():
        mine, all_gp = ae[ae["person"] == person], gp[gp["person"] == person]
        visits = all_gp[all_gp["counted"].astype(bool)]
        if len(mine) <= 10 and len(visits) <= 25:
            continue
        at = pd.concat([mine["arrived_at"], visits["appointment_at"]])
        day = at.dt.normalize().sort_values()
        group = pd.concat([mine["diagnosis_group"], visits["reason_group"]])
        told = group[~group.isin(UNTOLD)]
        hour = mine["arrived_at"].dt.hour
        rows[person] = {
            "ae_attendances": len(mine),
            "gp_visits": len(visits),
            "cost_gbp": mine["cost_gbp"].sum(),
            "max_in_30_days": max(
                ((day <= end) & (day > end - pd.Timedelta(days=30))).sum()
                for end in day
            ),
            "span_days": (day.max() - day.min()).days + 1,
            "reasons": len(told),
            "groups": told[told.isin(CLINICAL)].nunique(),
            "sites": mine["site_code"].nunique(),
            "share_out_of_hours": ((hour >= 17) | (hour < 9)).mean()
            if len(mine)
            else None,
            "share_by_ambulance": (mine["arrival_mode"] == "ambulance").mean()
            if len(mine)
            else None,
            "share_admitted": (mine["discharge_destination"] == "306706006").mean()
            if len(mine)
            else None,
            "share_left": (
                (mine["discharge_status"] == "1066301000000103")
                | (mine["diagnosis_group"] == "left_before_being_seen")
            ).mean()
            if len(mine)
            else None,
            "dnas": (all_gp["status"] == "did_not_attend").sum(),
            "age": 2024 - who["birth_year"],
            "female": float(who["sex"] == "female"),
            "imd_decile": who["imd_decile"],
            "conditions": len(who["conditions"]),
            **{
                f"share_{name}": told.isin(groups).mean() if len(told) else None
                for name, groups in REASONS.items()
            },
        }
    return pd.DataFrame.from_dict(rows, orient="index").astype("float64")


def test_features_are_what_plain_pandas_counts(dataset):
    expected = by_hand(dataset)
    got = counted(dataset)[list(expected)].astype("float64")
    pd.testing.assert_frame_equal(
        got, expected, check_names=False, check_index_type=False, rtol=1e-9
    )


def test_features_of_a_window_that_ends_within_a_month(dataset):
    expected = by_hand(dataset, "2023-12-16", "2024-08-15")
    got = counted(dataset, Filters(as_at=pd.Timestamp("2024-08-15").date(), months=8))
    pd.testing.assert_frame_equal(
        got[list(expected)].astype("float64"),
        expected,
        check_names=False,
        check_index_type=False,
        rtol=1e-9,
    )


def test_every_feature_has_a_column_and_a_meaning(dataset):
    frame = counted(dataset)
    for feature in FEATURES:
        assert feature.name in frame, feature.name
        assert (
            feature.meaning
            and feature.unit
            and feature.transform in ("log", "share", "plain")
        )
        assert not feature.of or feature.of in frame


def test_reasons_by_group_add_up_to_the_contacts(dataset):
    frame = counted(dataset)
    groups = frame[[c for c in frame if c.startswith("reasons_")]].sum(axis=1)
    assert (groups == frame["ae_attendances"] + frame["gp_visits"]).all()


def test_the_words_that_loading_leaves_are_understood(loaded):
    filters = Filters(ae_more_than=3, gp_more_than=999)
    frame = counted(loaded, filters)
    window = settle(loaded, filters)
    ae = pd.read_parquet(loaded.folder / "ae_attendances.parquet")
    ae = ae[
        ae["arrived_at"].between(str(window.start), str(window.end), inclusive="left")
        & ae["attendance_category"].isin(["1", "2", "3"])
        & ae["person"].isin(frame.index)
    ]
    for name, told in (
        ("admitted", ae["discharge_destination"] == "admitted"),
        ("by_ambulance", ae["arrival_mode"] == "ambulance"),
        ("left", ae["discharge_status"] == "left_before_treatment"),
    ):
        assert told.sum() > 0
        share = (frame[f"share_{name}"].astype(float) * frame["ae_attendances"]).sum()
        assert share == pytest.approx(told.sum())


def test_a_page_that_moves_the_rule_counts_the_same_features(dataset):
    """Within `keeping`, where SQL is made once and whom it is of is handed over."""
    for n in (11, 9, 11):
        filters = Filters(ae_more_than=n, gp_more_than=n)
        with keeping():
            kept = counted(dataset, filters)
        pd.testing.assert_frame_equal(kept, counted(dataset, filters))
