"""Named views: what is kept comes back, and what cannot be read is said, every fault at
once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.store import named_views

FULL = Filters(
    as_at=date(2024, 3, 31),
    months=6,
    ae_more_than=5,
    gp_more_than=30,
    pcn=("A, B",),
    practice=("Ash Tree",),
    age_from=18,
    age_to=44,
    sex=("female",),
    roles=("gp",),
    diagnosis_groups=("mental_health",),
    segments=("children",),
    areas=("E01021234",),
)


def test_a_view_comes_back_as_it_was_kept(tmp_path):
    named_views.save("Full", FULL, tmp_path)
    named_views.save("Plain", Filters(), tmp_path)
    assert named_views.views(tmp_path) == {"Full": FULL, "Plain": Filters()}
    named_views.remove("Full", tmp_path)
    assert list(named_views.views(tmp_path)) == ["Plain"]


@given(
    name=some.text(min_size=1, max_size=60).filter(
        lambda t: t.strip() and t.isprintable()
    ),
    low=some.none() | some.integers(0, 60),
    more=some.integers(0, 999),
)
def test_any_name_and_any_filters(name, low, more, tmp_path_factory):
    folder = tmp_path_factory.mktemp("views")
    kept = Filters(age_from=low, ae_more_than=more)
    named_views.save(name, kept, folder)
    assert named_views.views(folder) == {name.strip(): kept}


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "two\nlines"])
def test_a_bad_name_is_refused(name, tmp_path):
    with pytest.raises(InputError, match="needs a name"):
        named_views.save(name, FULL, tmp_path)


def test_every_view_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / named_views.FILE).write_text(
        '{"A": {"colour": ["red"]}, "B": {"months": "many"}, "C": {"months": "99"}}'
    )
    with pytest.raises(InputError) as fault:
        named_views.views(tmp_path)
    said = str(fault.value)
    assert all(name in said for name in ("'A'", "'B'", "'C'")) and "colour" in said
    (tmp_path / named_views.FILE).write_text("[1]")
    with pytest.raises(InputError, match="no JSON object"):
        named_views.views(tmp_path)
