"""Two neighbourhoods of one name are two: by their code, else by their place."""

from dataclasses import replace

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.filters.places import NEIGHBOURHOOD
from analytics.measures.counting.offered_values import offered_values
from analytics.measures.counting.settle import settle
from analytics.measures.places.by_place import by_area
from tests.names.test_codes import ASKED
from tests.support.shared import once
from tests.support.world import dataset

TOLD_BY = {
    "neighbourhood_code": (["N1", "N2", "N2"], ["Central (N1)", "Central (N2)"]),
    "place": (["Hill", "Vale", "vale "], ["Central (Hill)", "Central (Vale)"]),
}


def loaded(people, home, name: str, **areas):
    frames = replace(people, gp=None, caseload=None, areas=people.areas.assign(**areas))
    return once(home, name, lambda name: dataset(frames, home, name))


@pytest.mark.parametrize("column", TOLD_BY)
def test_neighbourhoods_of_one_name(column, people, data_home):
    said, called = TOLD_BY[column]
    names = ["Central", "Central ", " central"]
    made = loaded(
        people,
        data_home,
        f"alike-{column}",
        **{"neighbourhood": names, column: said},
    )
    apart = loaded(people, data_home, "own-names", neighbourhood=["A", "B", "B"])
    assert list(offered_values(made, NEIGHBOURHOOD)) == called
    codes = ("E01000002", "E01000003")
    for text in (called[1], called[1].upper()):
        assert settle(made, Filters(neighbourhood=(text,))).homes == codes
    both = settle(made, Filters(neighbourhood=("central",)))
    assert both.homes == ("E01000001", *codes)
    one, other = (
        by_area(d, ASKED, (AE,), "neighbourhood").table.set_index("name")
        for d in (made, apart)
    )
    assert list(one["people"][called]) == list(other["people"][["A", "B"]])


def test_without_either_a_name_is_one(people, data_home):
    made = loaded(people, data_home, "one-name", neighbourhood=["Central"] * 3)
    assert list(offered_values(made, NEIGHBOURHOOD)) == ["Central"]
