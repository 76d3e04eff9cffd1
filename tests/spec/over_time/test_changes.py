"""What a new version changed, by two routes: over two stored versions, and in plain
pandas."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.disclosure.rounding import NEAREST
from analytics.figures.quality import changes as figures
from analytics.figures.theme import LIGHT
from analytics.measures.over_time import changes
from analytics.measures.over_time.change_in_words import COARSE, moved
from analytics.store.dataset import open_dataset
from analytics.store.earlier import version_before
from analytics.store.live import make_live
from tests.spec import plain
from tests.support.world import World, dataset, world

LATE = pd.Timestamp("2024-03-01")


@pytest.fixture(scope="module")
def frames() -> dict[str, World]:
    """April's load of the world, and June's: two months more, and March found to lack
    rows."""
    june = world(21, 400)
    gp, ae = june.gp, june.ae
    missing = (gp["appointment_at"].dt.to_period("M") == "2024-03") & (
        gp.index % 5 == 0
    )
    gp = gp[(gp["appointment_at"] < "2024-05-01") & ~missing].reset_index(drop=True)
    ae = ae[ae["arrived_at"] < "2024-05-01"].reset_index(drop=True)
    april = replace(
        june,
        gp=gp.assign(status=gp["status"].where(gp.index % 40 != 0, "Vanished")),
        ae=ae,
        patients=june.patients.iloc[10:],
    )
    return {"old": april, "new": june}


@pytest.fixture(scope="module")
def versions(frames, tmp_path_factory):
    root = tmp_path_factory.mktemp("home")
    old = dataset(frames["old"], root, "monthly")
    return dataset(frames["new"], root, "monthly"), old, root


def counted(frames: World) -> dict:
    ae = frames.ae.loc[frames.ae["attendance_category"] != "4", "arrived_at"]
    gp = frames.gp.loc[frames.gp["status"] == "attended", "appointment_at"]
    return {
        title: times.dt.to_period("M").dt.to_timestamp().value_counts()
        for title, times in (("A&E attendances", ae), ("GP appointments", gp))
    }


def test_rows_by_month(versions, frames):
    new, old, _ = versions
    found = changes.by_month(new, Filters(), old).table.set_index(["extract", "month"])
    then, now = counted(frames["old"]), counted(frames["new"])
    for title in then:
        for month in now[title].index:
            row = found.loc[(title, month)]
            assert (
                row["before"] == then[title].get(month, 0)
                and row["after"] == now[title][month]
            )
    assert set(found.loc["A&E attendances"].query("state == 'new month'").index) == {
        pd.Timestamp("2024-05-01"),
        pd.Timestamp("2024-06-01"),
    }
    assert found.loc[("GP appointments", LATE), "state"] == "late change"
    assert set(found.loc["A&E attendances"]["state"]) == {"the same", "new month"}


def test_people_by_pseudonym(versions, frames):
    new, old, _ = versions
    found = changes.people(new, Filters(), old).table.set_index("what")["people"]

    def ids(frames):
        return set().union(
            *(
                getattr(frames, t)["patient_id"]
                for t in ("gp", "ae", "patients", "caseload")
            )
        )

    before, after = ids(frames["old"]), ids(frames["new"])
    assert found["In both versions"] == len(before & after)
    assert found["New"] == len(after - before) and found["No longer there"] == len(
        before - after
    )


def test_figures_told_before_are_told_again_over_the_same_window(versions, frames):
    new, old, _ = versions
    found = changes.figures(new, Filters(), old).table
    then = plain.summary(frames["old"], "2024-04-30")
    again = plain.summary(frames["new"], "2024-04-30")
    now = plain.summary(frames["new"], "2024-06-30")
    same, moved = found.iloc[: len(found) // 2], found.iloc[len(found) // 2 :]
    for table, expected in ((same, again), (moved, now)):
        rows = table.set_index("figure")
        for title, key in (
            ("A&E attendances", "ae_attendances"),
            ("GP visits", "gp_appointments"),
            ("People frequent at A&E", "ae_frequent_people"),
            ("Their A&E attendances", "ae_frequent"),
            ("People frequent at the GP", "gp_frequent_people"),
            ("People frequent at both", "both"),
        ):
            assert rows.loc[title, "before"] == then[key], title
            assert rows.loc[title, "after"] == expected[key], title


def test_problems_new_and_gone(versions):
    new, old, _ = versions
    found = changes.problems(new, Filters(), old).table.set_index("what")
    row = found.loc["Code unknown"]
    assert (row["state"], row["after"]) == ("gone", 0)
    assert row["before"] == sum(
        p["rows"] for p in old.manifest.problems if p["rule"] == "code_unknown"
    )
    back = changes.problems(old, Filters(), new).table.set_index("what")
    assert back.loc["Code unknown", "state"] == "new"


def test_the_words_point_out_the_month_that_changed_late(versions):
    new, old, _ = versions
    for audience in Audience:
        drawn = figures.months(
            protect(changes.by_month(new, Filters(), old), audience), LIGHT
        )
        assert (
            drawn.title.startswith("March 2024 has ")
            and "more GP appointments" in drawn.title
        )
        assert "2 new months of A&E attendances" in drawn.title
        told = set(drawn.table["What changed"])
        assert {"late change", "new month"} <= told and "the same" not in told
        for figure in (figures.people, figures.figures, figures.problems):
            name = figure.__name__
            assert figure(
                protect(getattr(changes, name)(new, Filters(), old), audience)
            ).title


def test_the_same_version_changed_nothing(versions):
    new, _, _ = versions
    assert set(changes.by_month(new, Filters(), new).table["state"]) == {"the same"}
    found = changes.figures(new, Filters(), new).table
    assert (found["before"] == found["after"]).all()
    assert changes.people(new, Filters(), new).table["people"].tolist()[1:] == [0, 0]
    drawn = figures.months(
        protect(changes.by_month(new, Filters(), new), Audience.PSEUDONYMISED), LIGHT
    )
    assert drawn.title == "Every month has the same rows as before"


def test_another_key_is_told(frames, tmp_path, monkeypatch, versions):
    new = versions[0]
    monkeypatch.setenv(
        "FREQUENT_ATTENDERS_KEY", "quite another key, and as long as it must be"
    )
    other = dataset(frames["old"], tmp_path, "monthly")
    drawn = figures.people(
        protect(changes.people(new, Filters(), other), Audience.PSEUDONYMISED)
    )
    assert (
        drawn.title == "Nobody is in both versions" and "different keys" in drawn.note
    )


def test_going_back_leaves_both_versions(versions):
    new, old, root = versions
    assert (
        open_dataset("monthly", root) == new and version_before(new) == old.folder.name
    )
    make_live("monthly", old.folder.name, root)
    assert open_dataset("monthly", root) == old
    assert version_before(open_dataset("monthly", root)) is None
    make_live("monthly", new.folder.name, root)


def test_what_changed_is_no_finer_than_the_counts_of_a_meeting():
    """One row more is told by no word: before and after read the same in a meeting."""
    assert COARSE == NEAREST
    assert moved(100, 101) == moved(100, 98) == "the same"
    assert (moved(100, 103), moved(103, 100)) == ("more", "fewer")
