"""Segments: planted kinds come back, chance gives none, and the same seed the same
answer."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from analytics.methods.segments import cluster
from analytics.methods.segments.names import age_word, names
from analytics.methods.segments.rules import cards_by_rule
from analytics.methods.segments.scale import standardised, weighted
from analytics.methods.segments.segmentation import NONE, TOO_FEW, segment


def test_planted_kinds_are_found(people, found):
    assert found.k == 3 and found.stability == "stable"
    assert adjusted_rand_score(people["person"] % 3, found.labels) > 0.95
    assert [card.people for card in found.segments] == [30, 30, 30]
    assert sum(card.share for card in found.segments) == pytest.approx(1)


def test_the_same_seed_gives_the_same_answer_and_the_order_of_people_does_not_matter(
    people, found
):
    again = segment(people)
    assert again.segments == found.segments and again.tried == found.tried
    pd.testing.assert_frame_equal(again.picture.points, found.picture.points)
    turned = people.sample(frac=1, random_state=5)
    other = segment(turned).labels.set_axis(turned["person"]).sort_index().to_numpy()
    assert adjusted_rand_score(other, found.labels) == 1


@pytest.mark.parametrize("size", [40, 200])
def test_chance_alone_gives_no_segments(people, size):
    rng = np.random.default_rng(4)
    wrong = 0
    for _ in range(5):
        drawn = people.sample(size, replace=True, random_state=rng)
        shuffled = drawn.apply(lambda column: rng.permutation(column.to_numpy()))
        nothing = segment(shuffled)
        wrong += nothing.found
        if not nothing.found:
            assert (nothing.k, nothing.stability, nothing.segments) == (1, NONE, ())
            assert "No separate kinds" in nothing.in_words()
            assert sum(card.people for card in cards_by_rule(shuffled)) == size
    assert wrong == 0


def test_people_all_alike_are_one_group(people):
    alike = pd.concat([people.iloc[[0]]] * 40, ignore_index=True)
    assert segment(alike).stability == NONE


def test_too_few_people_get_the_rules_alone(people):
    few = segment(people.iloc[:23])
    assert (few.k, few.stability, few.segments, few.picture) == (0, TOO_FEW, (), None)
    assert sum(card.people for card in cards_by_rule(people.iloc[:23])) == 23
    nobody = people.iloc[:0]
    assert segment(nobody).people == 0
    assert all(card.people == 0 for card in cards_by_rule(nobody))


def test_no_segment_is_smaller_than_the_disclosure_threshold(people):
    some = people.sample(60, random_state=1)
    assert all(card.people >= 8 for card in segment(some).segments)


def test_many_people_are_parted_in_bounded_time(people):
    many = pd.concat([people] * 60, ignore_index=True)
    many["age"] = many["age"] + np.random.default_rng(1).normal(0, 3, len(many))
    large = segment(many)
    assert large.k == 3 and sum(card.people for card in large.segments) == len(many)
    assert len(large.picture.points) <= 1500


def test_names_say_what_is_unusual(people, found):
    by_age = {round(card.median_age): card.name for card in found.segments}
    youngest, oldest = by_age[min(by_age)], by_age[max(by_age)]
    assert youngest.startswith("Young adults with mental ill health")
    assert oldest.startswith("Older people with ") and "often admitted" in oldest
    assert "chest" in oldest and "lungs" not in oldest
    assert len(set(by_age.values())) == 3


def test_names_are_never_alike_even_where_nothing_is_unusual(people):
    labels = np.arange(len(people)) % 2
    alike = pd.DataFrame(0.0, index=people.index, columns=["age", "gp_visits"])
    assert names(people, alike, labels) == [
        "Middle-aged adults, much like the others",
        "Middle-aged adults, much like the others (2)",
    ]


@pytest.mark.parametrize(
    "high, median, word",
    [
        (True, 75, "older"),
        (True, 52, "middle-aged"),
        (False, 9, "children"),
        (False, 30, "younger"),
        (False, 50, "middle-aged"),
    ],
)
def test_the_word_for_age_fits_the_age(high, median, word):
    assert age_word(high, median) == word


def test_cards_agree_with_their_people(people, found):
    for number, card in enumerate(found.segments):
        mine = people[found.labels.to_numpy() == number]
        assert card.used == (mine["ae_attendances"].sum(), mine["gp_visits"].sum())
        assert card.median_age == mine["age"].median()
        assert card.cost_gbp == pytest.approx(mine["cost_gbp"].sum())


def test_a_share_of_few_attendances_is_drawn_to_the_groups(people):
    sparse = people.copy()
    sparse.loc[0, ["ae_attendances", "share_out_of_hours"]] = [1, 1.0]
    sparse.loc[1, ["ae_attendances", "share_out_of_hours"]] = [40, 1.0]
    sparse.loc[2, "share_out_of_hours"] = np.nan
    scaled = standardised(sparse)["share_out_of_hours"]
    assert scaled[1] > scaled[0] > scaled[2]


def test_a_feature_that_is_missing_or_the_same_for_all_is_left_out(people):
    gone = people.assign(conditions=None, sites=1)
    scaled = standardised(gone)
    assert {"conditions", "sites"}.isdisjoint(scaled)
    assert np.isfinite(weighted(scaled)).all()


def test_people_are_not_grouped_by_sex_or_deprivation(people):
    other = people.assign(
        female=1 - people["female"], imd_decile=11 - people["imd_decile"]
    )
    np.testing.assert_array_equal(
        weighted(standardised(people)), weighted(standardised(other))
    )


def test_stability_in_words():
    assert [cluster.verdict(x) for x in (0.9, 0.75, 0.7, 0.6, 0.59)] == [
        "stable",
        "stable",
        "tentative",
        "tentative",
        "not to be interpreted",
    ]


def test_of_numbers_as_clear_as_each_other_the_most_groups_come_first():
    tried = [
        cluster.Tried(2, 0.30, 9),
        cluster.Tried(3, 0.29, 9),
        cluster.Tried(4, 0.20, 9),
        cluster.Tried(5, -0.1, 9),
    ]
    assert [one.k for one in cluster.by_preference(tried)] == [3, 2, 4, 5]
