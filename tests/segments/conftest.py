"""People of planted kinds of need, and what the method makes of them."""

import pytest

from analytics.definitions.filters import Filters
from analytics.measures.counting.features import features
from analytics.measures.counting.settle import settle
from analytics.methods.segments.segmentation import segment
from tests.segments.small import planted_dataset


@pytest.fixture(scope="session")
def dataset(tmp_path_factory):
    return planted_dataset(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="session")
def people(dataset):
    return features(dataset, settle(dataset, Filters()))


@pytest.fixture(scope="session")
def found(people):
    return segment(people)
