"""Ten thousand histories of offers, read from rows that say them in words, in SNOMED
CT codes, by dates alone or in today's columns: each stands on a day as its history
says."""

import hashlib
import hmac
import os
from collections import Counter
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.pathway import REFUSED, Status
from analytics.measures.support.offers import made_by
from analytics.measures.who import caseload
from analytics.store.dataset import table
from analytics.store.load.build import LoadInputs, load
from tests.spec.support_page.histories import SAID, frame, made, stood

DAYS = (date(2022, 6, 30), date(2023, 5, 17), date(2024, 2, 1), date(2030, 1, 1))


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The histories, and the dataset that loading their caseload makes."""
    histories = made(np.random.default_rng(14), 10_000)
    folder = tmp_path_factory.mktemp("histories")
    frame(histories).to_csv(folder / "caseload.csv", index=False)
    ae = pd.DataFrame(
        {
            "patient_id": [one.person for one in histories],
            "arrived_at": pd.Timestamp("2022-01-01 10:00"),
        }
    )
    ae.to_parquet(folder / "ae.parquet")
    inputs = LoadInputs(
        ae=(folder / "ae.parquet",), caseload=(folder / "caseload.csv",)
    )
    return histories, load(inputs, "histories", root=folder)


def pseudonym(person: str) -> str:
    key = os.environ["FREQUENT_ATTENDERS_KEY"].encode()
    return hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[:16]


def by_pseudonym(dataset, rows, column: str) -> dict[str, str]:
    people = table("people").select("person", "pseudonym")
    found = engine.run(dataset, rows.join(people, "person").select("pseudonym", column))
    return dict(zip(found["pseudonym"], found[column], strict=True))


def test_the_histories_are_of_every_sort(told):
    histories, dataset = told
    ends = Counter((one.said, one.steps[-1][0]) for one in histories)
    assert set(ends) == {(said, status) for said in SAID for status in Status}
    assert min(ends.values()) > 50
    rules = {problem["rule"] for problem in dataset.manifest.problems}
    assert not rules & {"code_unknown", "status_contradicts_dates", "offers_overlap"}


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_each_offer_stands_as_its_history_says(told, day):
    histories, dataset = told
    found = by_pseudonym(dataset, made_by(day), "standing")
    expected = {
        pseudonym(one.person): where
        for one in histories
        if (where := stood(one, day)) is not None
    }
    assert len(expected) > 500 and found == expected


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_list_of_people_says_the_same(told, day):
    histories, dataset = told
    found = by_pseudonym(dataset, caseload.caseload_on(dataset, day), "caseload")
    called = {
        **{str(one): caseload.DECLINED for one in REFUSED},
        str(Status.ACTIVE): caseload.ON,
        str(Status.ENDED): caseload.ENDED,
    }
    for one in histories:
        if (where := stood(one, day)) is not None:
            said = called.get(where, caseload.OFFERED)
            assert found[pseudonym(one.person)] == said
