"""The made caseload, its dataset, and its rows in plain pandas."""

import numpy as np
import pytest

from tests.spec.support_page import world
from tests.spec.support_page.world import AS_AT


@pytest.fixture(scope="module")
def made(frames):
    return world.caseload(frames)


@pytest.fixture(scope="module")
def dataset(frames, made, tmp_path_factory):
    return world.dataset(frames, made, tmp_path_factory.mktemp("support"))


@pytest.fixture(scope="module")
def plain(made):
    """The offers by the day, where each stood, and which is the person's last."""
    rows = made[made["referred_on"] <= AS_AT].copy()
    done = {name: rows[name] <= AS_AT for name in world.DAYS}
    refused = np.where(rows["status"] == "not suitable", "not suitable", "declined")
    rows["standing"] = np.select(
        [
            done["ended_on"],
            done["started_on"],
            done["declined_on"],
            done["accepted_on"],
        ],
        ["ended", "active", refused, "waiting"],
        "offered",
    )
    rows["begun"] = rows["standing"].isin(["ended", "active"])
    rows = rows.sort_values("referred_on")
    rows["last"] = ~rows.duplicated("patient_id", keep="last")
    rows["links"] = [
        tuple(dict.fromkeys(x for x in text.split(";") if x))
        for text in rows["services"]
    ]
    return rows
