"""A fixed cohort: who belongs to it stays, whatever comes; and no file of it that was
changed is believed."""

import re
import stat
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.measures.before_after.impact import ask_about, impact_of
from analytics.measures.before_after.impact_otherwise import asked_otherwise
from analytics.measures.before_after.question import Question
from analytics.measures.cohorts.fixing import fix
from analytics.measures.cohorts.followed import followed
from analytics.measures.cohorts.members import persons_of
from analytics.measures.summary import summary
from analytics.methods.impact import impact
from analytics.store import cohorts
from analytics.store.dataset import open_dataset
from tests.cohorts import plain
from tests.support.world import dataset

DAY = plain.DAY.date()
OLD = "age >= 65 or condition Asthma"


def told(ask) -> str:
    with pytest.raises(InputError) as fault:
        ask()
    return str(fault.value)


@pytest.fixture(scope="module")
def moved_on(homes, data_home):
    """(the dataset as a cohort was fixed in it, its next version): a further month, two
    members dead, one who left, one no longer in any file, one new condition and one
    corrected age."""
    first = dataset(homes, data_home, "moving")
    fix(first, "Old", OLD, DAY)
    ids = sorted(plain.OLD(homes))
    later = homes.patients.copy()
    at = later["patient_id"]
    later.loc[at.isin(ids[:2]), "died_on"] = pd.Timestamp("2024-07-03")
    later.loc[at == ids[2], "registered_to"] = pd.Timestamp("2024-07-05")
    later.loc[~at.isin(plain.OLD(homes)), "conditions"] = "Asthma"
    later.loc[at == ids[4], "birth_year"] = 2000
    later = later[at != ids[3]]
    more = homes.ae.assign(arrived_at=homes.ae["arrived_at"] + pd.Timedelta(days=31))
    both = pd.concat([homes.ae, more[more["arrived_at"] >= "2024-07-01"]])
    refused = homes.caseload.assign(declined_on=pd.Timestamp("2023-06-01"))
    refused = refused.assign(patient_id=ids[5 : 5 + len(refused)] or None)
    next_month = replace(
        homes,
        ae=both[both["patient_id"] != ids[3]].drop(columns=["departed_at"]),
        gp=homes.gp[homes.gp["patient_id"] != ids[3]],
        patients=later,
        caseload=refused,
    )
    return first, dataset(next_month, data_home, "moving")


def test_a_new_month_changes_nobody_of_it(moved_on):
    first, then = moved_on
    assert then.fingerprint != first.fingerprint
    before, after = (cohorts.called(one, "old") for one in moved_on)
    assert before == after and before.members() == after.members()
    row = followed(then, Filters(as_at=date(2024, 7, 31)), "Old")
    found = row.row()
    assert found["people"] == before.people == len(before.members())
    assert found["lost"] == 1 and found["died"] >= 2 and found["left"] >= 1
    assert found["people"] == sum(found[n] for n in ("here", "died", "left", "lost"))
    said = " ".join(one.in_full for one in row.numbered)
    assert "Worked out anew" in said, "the definition is of others now"


def test_refusers_and_the_dead_are_followed_with_the_rest(moved_on):
    _first, then = moved_on
    found = followed(then, Filters(as_at=date(2024, 7, 31)), "Old").row()
    assert found["refused"] > 0
    impact = impact_of(then, Filters(), Question(AE, "Old"))
    assert impact.people == found["people"] - found["lost"]
    assert impact.died >= 2 and impact.narrowed
    assert impact.cohort == "the cohort “Old”" and impact.index_date.date() == DAY


def test_as_a_filter_it_is_those_people(moved_on, homes):
    first, _then = moved_on
    old = cohorts.called(first, "Old")
    assert len(persons_of(first, old)) == old.people
    counted = summary(first, Filters(cohorts=("old",)))
    assert "in the cohort “Old”" in counted["rule"]
    ids = plain.OLD(homes) | plain.has("Asthma")(homes)
    assert old.people == len(ids)
    seen = homes.ae[homes.ae["patient_id"].isin(ids)]
    year = seen[
        (seen["arrived_at"] >= "2023-07-01") & (seen["attendance_category"] < "4")
    ]
    assert counted["ae"]["attendances"] == len(year)


def test_who_has_none_is_compared_with_who_has_none(loaded):
    """Most of such a cohort have no attendance: beside people who all have some, their
    visits would seem to be expected to fall by half and more."""
    asked = ask_about(loaded, Filters(), Question(AE, "Women"))
    panels = asked.panel, replace(asked.panel, complete_from=1)
    found, wrong = (impact(panel, asked.rule, asked.on).best for panel in panels)
    assert asked.panel.complete_from == 0
    assert found.method == "matched" and found.lower < 1 < found.upper
    assert wrong.method != "matched" and wrong.lower > 1


def test_it_is_followed_from_its_day_alone(moved_on):
    first, _then = moved_on
    asked = Question(AE, "Old", date(2023, 6, 1))
    assert "followed from the day it was fixed" in told(
        lambda: impact_of(first, Filters(), asked)
    )
    early = Question(AE, "rule", date(2023, 3, 1))
    assert "fixed later" in told(
        lambda: impact_of(first, Filters(cohorts=("Old",)), early)
    )
    ways = asked_otherwise(first, Filters(), Question(AE, "Old")).table["variant"]
    assert not ways.str.startswith("Picked ").any()


def test_a_name_is_given_once(in_homes):
    fix(in_homes, "Given once", "age >= 70", DAY)
    for name in ("given ONCE", "Given-once!"):
        assert "was given" in told(
            lambda name=name: fix(in_homes, name, "age > 3", DAY)
        )
    kept = cohorts.called(in_homes, "Given once").file
    for file in (kept, kept.with_suffix(".csv")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        file.unlink()
    assert "was given" in told(lambda: fix(in_homes, "Given once", "age > 3", DAY))
    assert "means something else" in told(
        lambda: fix(in_homes, "top:5", "age > 3", DAY)
    )
    assert "needs a name" in told(lambda: fix(in_homes, " !", "age > 3", DAY))


def test_what_is_wrong_is_told_at_once(in_homes, only_ae):
    said = told(
        lambda: fix(
            in_homes,
            "rule",
            "condition Gout and practice X and age < 5",
            date(2030, 1, 1),
        )
    )
    assert "means something else" in said and "1 January 2030" in said
    assert "no 'Gout'" in said and "no 'X'" in said
    assert "Nobody fits" in told(lambda: fix(in_homes, "None", "age > 119", DAY))
    lacking = told(
        lambda: fix(
            only_ae,
            "Lacking",
            "condition Asthma and household where anybody (age > 3) and pcn North and "
            "neighbourhood South and on caseload and more than 3 gp and deprivation "
            "fifth 1",
            DAY,
        )
    )
    for what in ("names none", "households", "registrations", "caseload", "GP visits"):
        assert what in lacking, what
    assert "deprivation" in lacking and not cohorts.saved(only_ae)


@pytest.mark.parametrize(
    "change, why",
    [
        (lambda text: text.replace(">= 65", ">= 60"), "was changed"),
        (lambda text: text.replace("2023-04-15", "2023-04-14"), "was changed"),
        (lambda text: text.replace("name =", "name ", 1), "cannot be read as TOML"),
        (lambda text: re.sub("seal = .*", "", text), "written by hand"),
    ],
)
def test_a_file_changed_by_hand_is_not_believed(change, why, homes, tmp_path):
    data = dataset(replace(homes, gp=None, caseload=None), tmp_path, "hand")
    kept = fix(data, "By hand", "age >= 65", DAY).cohort
    text = kept.file.read_text(encoding="utf-8")
    kept.file.write_text(change(text) + "\n", encoding="utf-8")
    assert not cohorts.saved(data) and why in cohorts.unreadable(data)[0].sentence()
    assert why in told(lambda: summary(data, Filters(cohorts=("By hand",))))
    kept.file.write_text(text, encoding="utf-8")
    assert cohorts.called(data, "by hand").people == kept.people
    list_of = kept.file.with_suffix(".csv")
    lines = list_of.read_text(encoding="utf-8").splitlines(keepends=True)
    list_of.write_text("".join(lines[:-1]), encoding="utf-8")
    assert "was changed" in cohorts.unreadable(data)[0].sentence()


def test_under_another_key_nobody_is_taken_for_another(moved_on, monkeypatch):
    first, _then = moved_on
    old = cohorts.called(first, "Old")
    other = replace(old, key="0" * 16)
    assert "another key" in told(lambda: persons_of(first, other))
    assert open_dataset("moving", first.folder.parents[1]).manifest.key == old.key
