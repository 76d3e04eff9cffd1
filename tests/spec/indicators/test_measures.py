"""Indicators by a second route: plain pandas, with intervals by statsmodels."""

from datetime import date

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from analytics.definitions import indicators as definitions
from analytics.definitions.filters import Filters
from analytics.definitions.indicators import indicator
from analytics.disclosure import Audience, protect
from analytics.measures.indicators.by_place import by_place
from analytics.measures.indicators.course import course
from analytics.measures.indicators.panels import panels, there_are
from analytics.methods.xmr import LIMIT_FACTOR
from tests.spec.indicators.conftest import PRACTICES, counts, loaded, practices

WEIGHT = "weight_management_offered"
ALPHA = Filters(pcn=("Alpha",))


def seen(result):
    return protect(result, Audience.PSEUDONYMISED).table


def plain(name: str, codes) -> pd.DataFrame:
    """Numerator and denominator by period of some practices."""
    rows = counts()
    rows = rows[(rows["indicator"] == name) & rows["place"].isin(codes)]
    return rows.groupby("period")[["numerator", "denominator"]].sum()


@pytest.mark.parametrize("pcn", [(), ("Alpha",), ("Beta",)])
def test_the_last_period_is_added_up_with_wilsons_interval(counted, pcn):
    filters = Filters(pcn=pcn)
    names = practices()
    codes = names[names["pcn"].isin(pcn or ("Alpha", "Beta"))]["practice_code"]
    last = plain(WEIGHT, codes).loc["2023-12"]
    row = seen(panels(counted, filters)).set_index("indicator").loc[WEIGHT]
    assert tuple(row[["numerator", "denominator"]]) == tuple(last)
    low, high = proportion_confint(*last, method="wilson")
    assert row["value"] == pytest.approx(last["numerator"] / last["denominator"])
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-6)
    assert row["period"] == "December 2023" and row["verdict"] == "No target"


def test_a_pcn_whose_practices_have_no_counts_has_its_own(counted):
    row = seen(panels(counted, Filters(pcn=("Gamma",)))).iloc[0]
    assert (row["numerator"], row["denominator"], row["places"]) == (30, 60, "1 PCN")
    everybody = seen(panels(counted, Filters())).set_index("indicator")
    assert everybody.loc[WEIGHT, "places"] == "12 practices"


def test_a_period_after_the_day_asked_is_not_looked_at(counted):
    row = seen(panels(counted, Filters(as_at=date(2023, 6, 29))))
    assert set(row.set_index("indicator")["period"]) == {"May 2023"}


def test_few_people_cannot_be_judged(counted):
    row = seen(panels(counted, ALPHA)).set_index("indicator").loc["copd_spirometry"]
    assert row["denominator"] == 4 and row["verdict"] == "No target"
    hidden = protect(panels(counted, ALPHA), Audience.AGGREGATE)
    at = hidden.table.set_index("indicator").loc["copd_spirometry"]
    assert pd.isna(at["numerator"]) and pd.isna(at["value"]) and pd.isna(at["low"])
    assert at["verdict"] is None or pd.isna(at["verdict"])


def test_practices_are_in_order_of_name_and_one_stands_apart(counted):
    table = seen(by_place(counted, Filters(), WEIGHT))
    assert list(table["name"]) == sorted(table["name"]) and len(table) == 12
    apart = table[table["apart"] != "Within the limits"]
    assert list(apart["place"]) == ["Y03"]
    assert list(apart["apart"]) == ["Lower than the rest"]
    low, high = proportion_confint(
        table["numerator"], table["denominator"], method="wilson"
    )
    assert table["low"].to_numpy() == pytest.approx(low.to_numpy(), abs=1e-6)
    assert table["high"].to_numpy() == pytest.approx(high.to_numpy(), abs=1e-6)
    meeting = protect(by_place(counted, Filters(), WEIGHT), Audience.AGGREGATE).table
    assert meeting[["tau", "overall"]].isna().all().all()


def test_the_course_has_limits_where_periods_are_of_other_people(counted):
    by_month = plain(WEIGHT, PRACTICES)
    table = seen(course(counted, Filters(), WEIGHT))
    assert list(table["numerator"]) == list(by_month["numerator"])
    assert len(table) == 36 and table["season"].notna().all()
    assert table["mean"].between(table["lower"], table["upper"]).all()
    looks_back = seen(course(counted, Filters(), "smokers_offered_help"))
    assert looks_back["mean"].isna().all() and set(looks_back["kind"]) == {""}
    notes = course(counted, Filters(), "smokers_offered_help").notes
    assert any("looks back 24 months" in note for note in notes)


def test_limits_without_a_season_are_those_of_the_moving_range(tmp_path):
    rows = counts()
    rows = rows[(rows["indicator"] == WEIGHT) & (rows["period"] > "2022-06")]
    dataset = loaded(tmp_path, rows, "short")
    table = seen(course(dataset, Filters(), WEIGHT))
    by_month = (
        rows[rows["place"].isin(PRACTICES)]
        .groupby("period")[["numerator", "denominator"]]
        .sum()
    )
    share = by_month["numerator"] / by_month["denominator"]
    reach = LIMIT_FACTOR * share.diff().abs().mean()
    assert len(table) == 18 and table["season"].isna().all()
    assert table["lower"].iloc[0] == pytest.approx(share.mean() - reach)
    assert table["upper"].iloc[0] == pytest.approx(share.mean() + reach)


def test_adding_an_indicator_is_adding_a_file(tmp_path, monkeypatch):
    folder = tmp_path / "definitions"
    folder.mkdir()
    for path in indicator.FOLDER.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(indicator, "FOLDER", folder)
    (folder / "cervical_screening.toml").write_text(
        'panel = "Screening"\ntitle = "Cervical screening"\nwhat = "Finds it early."\n'
        'numerator = "Screened"\ndenominator = "Women aged 25 to 49"\n'
        'direction = "higher"\nsource = "QOF CS005"\nalso_called = ["CS005"]\n'
        '[target]\nlow = 0.8\nsource = "NHS Cervical Screening Programme"\n',
        encoding="utf-8",
    )
    rows = pd.DataFrame(
        {
            "place": PRACTICES,
            "indicator": "CS005",
            "period": "2022/23",
            "numerator": 850,
            "denominator": 1000,
        }
    )
    dataset = loaded(tmp_path / "data", rows, "screened")
    assert there_are(dataset, Filters()) == {"cervical_screening": "Cervical screening"}
    row = seen(panels(dataset, Filters())).iloc[0]
    assert row["verdict"] == "Target reached" and row["target"] == "80%"


def test_a_definition_with_faults_says_all_of_them(tmp_path, monkeypatch):
    monkeypatch.setattr(indicator, "FOLDER", tmp_path)
    (tmp_path / "odd.toml").write_text(
        'title = "Odd"\ndirection = "sideways"\ncolour = "red"\n[target]\nlow = 60\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError) as fault:
        definitions.every_indicator()
    said = str(fault.value)
    for part in ("panel", "source", "direction is one of", "colour", "a share", "who"):
        assert part in said
