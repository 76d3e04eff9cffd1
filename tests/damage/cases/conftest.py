"""A load into a data home of its own."""

import pytest

from tests.damage.cases.made import Loaded
from tests.damage.loading import command, data_home


@pytest.fixture
def case(tmp_path):
    """Loads files by the command line, into a data home of its own."""
    with data_home(tmp_path / "home"):

        def load(*flags, **files) -> Loaded:
            arguments = ["load", "--into", "case", "--json", *flags]
            for flag, given in files.items():
                given = given if isinstance(given, (list, tuple)) else [given]
                arguments += [f"--{flag}", *map(str, given)]
            return Loaded(command(*arguments))

        yield load
