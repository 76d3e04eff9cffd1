"""The story is asked, and says that it was asked, by one and the same question."""

import pytest

from analytics.definitions.filters import Filters
from analytics.export.story import headline, story


@pytest.mark.parametrize("rule", [5, 10])
def test_each_figure_was_counted_by_the_rule_that_stands_beside_it(rule, sample):
    asked = Filters(ae_more_than=rule)
    told = story(sample, asked).chosen
    assert told
    for one in told:
        assert f"More than {rule} A&E" in one.sentence
        if "More than" in one.figure.source:  # a cohort's figure has its own rule
            assert f"Rule: {one.sentence}" in one.figure.source
    spread = next(one.figure for one in told if one.figure.name == "distribution_ae")
    assert f"more than {rule} A&E attendances" in spread.title
    boxes = dict(box[:2] for box in headline(sample, asked).boxes)
    assert boxes[f"A&E, more than {rule}"].split()[0] in spread.title
