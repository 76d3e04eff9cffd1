"""What every form of the extract must load as."""

import pytest

from tests.contract.extracts import HEADER, gp_rows, text, written
from tests.contract.formats.one_extract import events


@pytest.fixture
def plain(tmp_path):
    return events(tmp_path, written(tmp_path, "plain.csv", text(HEADER, gp_rows())))
