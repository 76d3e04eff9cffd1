"""Figures of indicators: titles, order, hidden numbers, and no league table."""

import pytest

from analytics.definitions.filters import Filters
from analytics.definitions.indicators import every_indicator
from analytics.disclosure import Audience, protect
from analytics.figures.indicators.course import course as course_figure
from analytics.figures.indicators.definition import definition
from analytics.figures.indicators.funnel import funnel
from analytics.figures.indicators.panels import finding
from analytics.figures.indicators.panels import panels as panels_figure
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.indicators.by_place import by_place
from analytics.measures.indicators.course import course
from analytics.measures.indicators.panels import panels, there_are
from analytics.store.usual_answers import kept

CENTRAL = Filters(pcn=("Central Basildon",))
SMOKING, LEARNING = "smokers_offered_help", "learning_disability_health_checks"


def seen(result, audience=Audience.PSEUDONYMISED):
    return protect(result, audience)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=lambda look: look.mode)
@pytest.mark.parametrize("audience", list(Audience))
def test_every_indicator_of_the_sample_has_its_figures(look, audience, sample):
    together = seen(kept(panels, sample, CENTRAL), audience)
    for name in there_are(sample, CENTRAL):
        for drawn in (
            panels_figure(together, look),
            funnel(seen(kept(by_place, sample, CENTRAL, name), audience), look),
            course_figure(seen(kept(course, sample, CENTRAL, name), audience), look),
        ):
            assert drawn.title and len(drawn.title.split()) <= 20 and drawn.alt
            if drawn.chart is not None:
                drawn.chart.to_dict()


def test_the_overview_counts_who_reaches_the_target(sample):
    table = seen(panels(sample, Filters())).table
    drawn = panels_figure(seen(panels(sample, Filters())), LIGHT)
    assert drawn.title == finding(table)
    assert drawn.title.startswith("Of 5 indicators with a target")
    judged = table[table["verdict"] != "No target"]
    assert len(judged) == 5
    row = drawn.table.set_index("Indicator").loc["Learning disability health checks"]
    assert row["Share"] == "86.15%" and row["Target"] == "60 to 80%"


def test_the_practice_made_apart_is_named_and_nothing_is_ranked(sample):
    found = seen(by_place(sample, Filters(), SMOKING))
    drawn = funnel(found, LIGHT)
    names = dict(zip(found.table["place"], found.table["name"], strict=True))
    assert names["Y99007"] in drawn.title and names["Y99031"] in drawn.title
    listed = list(drawn.table["Practice"])
    assert listed == sorted(listed)


def test_a_step_made_in_the_sample_is_seen_and_january_is_not_news(sample):
    spirometry = course_figure(
        seen(course(sample, Filters(), "copd_spirometry")), LIGHT
    )
    assert "higher than usual" in spirometry.title
    january = seen(course(sample, Filters(), "weight_management_offered"))
    rows = january.table.set_index("period")
    assert (rows.filter(like="January", axis=0)["kind"] == "usual").all()


def test_without_limits_the_course_says_why(sample):
    drawn = course_figure(seen(course(sample, CENTRAL, LEARNING)), LIGHT)
    assert drawn.title.startswith("86.2% in August 2024")
    assert "looks back 12 months" in drawn.note


def test_every_target_says_who_set_it_and_where_that_was_read(sample):
    found, targets = seen(panels(sample, Filters())), 0
    for name, one in every_indicator().items():
        said = " ".join(definition(found, name).cards[1].lines)
        if one.target is None:
            assert "nobody has published one" in said
            continue
        targets += 1
        assert one.target.source in said
        assert one.target.read in said if one.target.read else "not read" in said
    assert targets >= 5


def test_the_definition_says_whom_it_counts_and_what_to_beware_of(sample):
    cards = definition(seen(panels(sample, CENTRAL)), LEARNING).cards
    text = " ".join(line for card in cards for line in card.lines)
    for part in ("learning disability register", "60 to 80%", "HI-03", "Registers of"):
        assert part in text
