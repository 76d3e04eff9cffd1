"""Another service than the one by which people were picked: the truth is in the
interval, and those alike in that service alone mislead."""

import numpy as np

from tests.benchmarks.impact.two_services import of_one_world


def test_a_known_effect_on_another_service_is_found():
    rows = of_one_world("bursty", ["stays", "calls"], 2, [1.0, 0.75])
    for row in rows:
        assert row["lower"] < row["truth"] < row["upper"], row
    log = {
        name: np.mean([np.log(row[name] / row["truth"]) for row in rows])
        for name in ("ratio", "naive")
    }
    assert abs(log["ratio"]) < log["naive"]
