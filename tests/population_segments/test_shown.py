"""What a meeting sees of segments of few people, and what the command line tells."""

import json
from datetime import date

from analytics.__main__ import main
from analytics.commands.population.segments import segments_as_text
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits.population import by_segment
from analytics.figures.theme import LIGHT
from analytics.measures.population_segments import sizes, two_stories, used_by
from analytics.store.usual_answers import kept
from tests.population_segments.cases import CASES

ASKED = Filters(as_at=date(2024, 6, 30))


def test_a_tiny_segment_is_hidden_and_cannot_be_had_by_subtraction(hand_made):
    gate = Gate(hand_made, ASKED, Audience.PSEUDONYMISED).for_meeting[0]
    true = sizes.sizes(hand_made, ASKED, "segment").table.set_index("group")["people"]
    seen = gate.ask(sizes.sizes, "segment").table.set_index("group")
    few = true[true <= 7].index
    assert len(few) >= 5 and seen.loc[few, "people"].isna().all()
    assert seen.loc[few, "share"].isna().all()
    used = gate.ask(used_by.used_by, "segment").table.set_index("group")
    assert used.loc[few, ["rate_ae", "rate_inpatient"]].isna().all().all()
    assert not used.loc[few, "pounds"].gt(0).any()


def test_of_parts_of_an_age_none_is_the_rest(sample):
    """Where one part of an age is hidden, its total leaves it more than one value."""
    gate = Gate(sample, Filters(), Audience.PSEUDONYMISED, kept).for_meeting[0]
    found = gate.ask(two_stories.two_stories)
    hidden = found.table["people"].isna()
    assert hidden.any() and not hidden.all()
    true = kept(two_stories.two_stories, sample, Filters()).table
    for age, rows in found.table.groupby("age"):
        missing = rows["people"].isna()
        if missing.sum() == 1 and rows["of_age"].notna().all():
            least = rows["of_age"].iloc[0] - 2 - (rows["people"].sum() + 2 * 2)
            most = rows["of_age"].iloc[0] + 2 - (rows["people"].sum() - 2 * 2)
            assert min(most, 7) > max(least, 1), age
    assert true["people"].sum() > 0


def test_headings_say_one_finding(sample):
    asked = Filters(as_at=date(2024, 8, 31), pcn=("Central Basildon",))
    gate = Gate(sample, asked, Audience.PSEUDONYMISED, kept)
    (story,) = by_segment.STORIES.drawn(gate, LIGHT)
    assert story.title.startswith("Under 40, 85% of those who attend often have mental")
    assert "from 40 on, 20% have frailty" in story.title
    assert list(by_segment.parted_by(sample).values()) == [
        "segment",
        "conditions",
        "frailty",
    ]
    for by in by_segment.parted_by(sample).values():
        (size,) = by_segment.SIZES.drawn(gate, LIGHT, by)
        (cost,) = by_segment.COST.drawn(gate, LIGHT, by)
        assert "of those who attend often" in size.title and "a head" in cost.title
    (told,) = by_segment.TOLD_BY.drawn(gate, LIGHT)
    assert told.title == "7 of 8 segments can be asked of these data in full"


def test_without_a_list_nothing_is_drawn(only_ae, only_gp):
    for data in (only_ae, only_gp):
        gate = Gate(data, Filters(), Audience.PSEUDONYMISED)
        for one in by_segment.EVERY:
            about = ("segment",) if one in (by_segment.SIZES, by_segment.COST) else ()
            assert one.drawn(gate, LIGHT, *about) == ()


def test_the_command_tells_the_segments(hand_made, capsys):
    flags = ["population", "--data", hand_made.name, "--as-at", "2024-06-30", "--json"]
    assert main(flags) == 0
    found = json.loads(capsys.readouterr().out)["segments"]
    assert set(found["by"]) == {"segment", "conditions", "frailty"}
    first = found["by"]["segment"]["sizes"][0]
    many = sum(one.segment == "frailty" for one in CASES)
    assert first["group"] == "Frailty or dementia" and first["people"] == many
    assert "rate_inpatient" in found["by"]["segment"]["use"][0]
    assert len(found["told_by"]) == 8 and found["notes"]
    assert f"- Frailty or dementia: {many} (" in segments_as_text(found)[1]
