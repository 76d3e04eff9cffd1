"""A kind of event that the product does not know: every measure counts it, draws it and
names it, by the plain route too."""

from argparse import ArgumentParser
from datetime import date

import pytest

from analytics.commands import impact as impact_command
from analytics.commands.summary import as_text
from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.figures import attenders as attender_figures
from analytics.figures import overview
from analytics.figures.people.listing import listing as list_figure
from analytics.figures.places.funnel import funnel_figure
from analytics.figures.process import months as process_chart
from analytics.figures.profile import age_and_sex as age_figure
from analytics.figures.theme import LIGHT
from analytics.measures.before_after.impact import impact_of, index_date_of
from analytics.measures.before_after.question import Question
from analytics.measures.comparing.side_by_side import side_by_side
from analytics.measures.over_time.trend import monthly
from analytics.measures.over_time.unusual_months import unusual_months
from analytics.measures.places.funnel import practices_compared
from analytics.measures.places.rule import called, rules_of
from analytics.measures.savings.worth import costs_to_choose, own_cost
from analytics.measures.summary import headlines, summary
from analytics.measures.who.distribution import concentration, distribution, sensitivity
from analytics.measures.who.list_choice import ListChoice
from analytics.measures.who.listing import listing
from analytics.measures.who.overlap import overlap, pairs
from analytics.measures.who.profile import age_and_sex
from analytics.methods.impact.words import finding
from tests.spec.third_kind.asked import ASKED, PICKED, each, shown
from tests.support.third_kind import DENTAL


def test_summary(dataset, events):
    found, one = summary(dataset, ASKED), each(events)
    often = one[one > 6]
    assert found["dental"] == {
        "appointments": one.sum(),
        "people": len(one),
        "frequent": {
            "more_than": 6,
            "people": len(often),
            "appointments": often.sum(),
            "share": round(often.sum() / one.sum(), 4),
        },
    }
    at_ae = each(events, kind=AE)
    assert found["both"]["people"] == len(
        often.index.intersection(at_ae[at_ae > 10].index)
    )
    assert len(often) > 20 and found["gp"]["appointments"] is None
    mid = Filters(as_at=date(2023, 11, 17), months=6, dental_more_than=3)
    half = each(events, "2023-05-18", "2023-11-18")
    assert summary(dataset, mid)["dental"]["frequent"]["people"] == (half > 3).sum()
    text = as_text(found)
    assert f"Dental appointments: {one.sum():,} by {len(one)} people." in text
    assert (
        "More than 6 Dental appointments" in text and "GP" not in text.split("\n", 1)[1]
    )


def test_headlines_and_their_boxes(dataset, events):
    table = headlines(dataset, ASKED).table
    assert list(table["setting"]) == ["A&E", "Dental"]
    boxes = overview.headline(shown(headlines(dataset, ASKED))).numbers
    assert boxes[2][0] == "Dental, more than 6" and boxes[3][0] == "Their appointments"
    turned = overview.side_by_side(shown(headlines(dataset, ASKED))).table
    assert list(turned.columns) == ["Number", "A&E", "Dental"]


def test_attenders_one_by_one(dataset, events):
    one, at_ae = each(events), each(events, kind=AE)
    result = listing(dataset, ASKED)
    frame = result.table.set_index("pseudonym")
    assert {"dental_appointments", "frequent_dental"} <= set(frame)
    assert frame["frequent_dental"].sum() == (one > 6).sum()
    assert len(frame) == len(set(one[one > 6].index) | set(at_ae[at_ae > 10].index))
    most = ListChoice(DENTAL).of(result.table)["dental_appointments"]
    assert list(most) == sorted(one[one > 6], reverse=True)
    drawn = list_figure(shown(result), ListChoice(DENTAL), LIGHT)
    assert list(drawn.grid.frame)[2] == "Dental" and "in dentistry" in drawn.title


def test_how_use_is_spread(dataset, events):
    one = each(events)
    found = distribution(dataset, ASKED, DENTAL)
    assert found.table["people"].sum() == len(one)
    assert found.table.loc[found.table["frequent"], "people"].sum() == (one > 6).sum()
    drawn = attender_figures.distribution(shown(found), DENTAL, LIGHT)
    assert f"{(one > 6).sum()} people with more than 6 Dental" in drawn.title
    rules = sensitivity(dataset, ASKED, DENTAL).table
    assert list(rules["rule"]) == ["More than 6 dental"]
    assert rules["people"].tolist() == [(one > 6).sum()]
    own = sensitivity(dataset, ASKED.with_(dental_more_than=4), DENTAL).table
    assert list(own["rule"]) == ["More than 6 dental", "More than 4 Dental"]
    tenth = concentration(dataset, ASKED, DENTAL).table.iloc[-1]
    assert tenth["attendances"] == sum(sorted(one, reverse=True)[: tenth["people"]])


def test_who_attends_both_often(dataset, events):
    assert pairs(dataset) == ((AE, DENTAL),)
    one, at_ae = each(events), each(events, kind=AE)
    filters = ASKED.with_(ae_more_than=4)
    found = overlap(dataset, filters, AE, DENTAL)
    people = found.table.set_index("group")["people"]
    often, there = set(one[one > 6].index), set(at_ae[at_ae > 4].index)
    assert people.to_dict() == {
        "A&E only": len(there - often),
        "Both": len(there & often),
        "Dental only": len(often - there),
    }
    drawn = attender_figures.overlap(shown(found), AE, DENTAL, LIGHT)
    assert "frequent both at A&E and in dentistry" in drawn.title


def test_ages_and_months(dataset, events):
    ages = age_and_sex(dataset, ASKED, DENTAL)
    assert ages.table["people"].sum() == (each(events) > 6).sum()
    assert age_figure(shown(ages), LIGHT).chart is not None
    by_months = monthly(dataset, ASKED, DENTAL).table.set_index("month")
    march = each(events, "2024-03-01", "2024-04-01").sum()
    assert by_months.loc["2024-03-01", "attendances"] == march
    chart = process_chart(shown(unusual_months(dataset, ASKED, DENTAL)), DENTAL, LIGHT)
    assert chart.title.startswith("Dental appointments of everybody")


@pytest.mark.parametrize("cohort", ["top:30", "rule"])
def test_before_and_after(cohort, dataset, events):
    found = impact_of(dataset, ASKED, Question(DENTAL, cohort, PICKED))
    before = each(events, "2022-04-15", "2023-04-15")
    picked = before[before > 6] if cohort == "rule" else before.nlargest(30)
    assert found.people == len(picked) and found.before == picked.sum()
    best = found.best
    title = finding(found.kind, found.cohort, found.crude_change, best)
    whom = "people with more than 6 Dental appointments"
    assert title.startswith(
        "Appointments of "
        + (whom if cohort == "rule" else "the top 30 Dental attenders")
    )
    assert best.method in ("matched", "earlier", "range") and found.crude_change < 0


def test_the_command_line_and_the_money(dataset):
    parser = ArgumentParser()
    impact_command.add_arguments(parser)
    args = parser.parse_args(["--setting", "dental", "--index-date", "2023-04-15"])
    assert impact_command.question(args) == Question(DENTAL, "top:30", PICKED)
    assert index_date_of(dataset, DENTAL) == date(2023, 7, 1)
    own = own_cost(dataset, ASKED, DENTAL).table.to_dict("records")
    assert costs_to_choose(DENTAL, own) == (), "nobody has published one"


def test_places(dataset, events):
    assert list(rules_of(dataset)) == ["ae", "dental", "either"]
    assert called(rules_of(dataset)["either"]) == "A&E or Dental"
    compared = practices_compared(dataset, ASKED, (DENTAL,))
    assert compared.table["people"].sum() == (each(events) > 6).sum()
    drawn = funnel_figure(shown(compared), LIGHT)
    assert "Dental frequent attenders" in drawn.subtitle
    beside = side_by_side(dataset, ASKED.with_(practice=("P1",)), "practice:P2").table
    assert list(beside["kind"]) == ["ae", "ae", "dental", "dental"]


def test_the_two_kinds_of_the_product_are_not_changed(dataset):
    assert summary(dataset, ASKED)["ae"]["frequent"]["more_than"] == 10
    assert GP not in dataset.kinds
