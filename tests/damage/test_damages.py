"""A sample of the damages of real life, alone and in pairs: the answers are the known
ones, or the load stops or tells.

Each is tried in one format here; `python -m tests.benchmarks.damage` tries every damage
in every format, and more pairs.
"""

import pytest

from tests.damage.damage import STOPPED
from tests.damage.judge import Verdict, judged, passes
from tests.damage.kinds import DAMAGES, GROUPS
from tests.damage.pairs import pairs, rotated

ONE_IN = 16
ALONE = [((one,), rotated(one)) for one in DAMAGES[::ONE_IN]]
PAIRS = pairs(10, seed=26)


def _name(tried) -> str:
    damages, kind = tried
    return f"{kind}: {' + '.join(one.name for one in damages)}"


def _faults(damages, kind: str, folder) -> list[str]:
    """What came out wrong, of each damage alone if it did so with all of them."""
    left, faults = tuple(damages), []
    while left:
        verdict = judged(left, kind, folder)
        if not passes(left, verdict):
            return [_fault(left, kind, verdict), *_alone(left, kind, folder)]
        if verdict.outcome != STOPPED:
            break
        left = tuple(one for one in left if one.name != verdict.named)
    return faults


def _alone(damages, kind: str, folder) -> list[str]:
    if len(damages) == 1:
        return []
    found = [(one, judged((one,), kind, folder)) for one in damages]
    return [
        _fault((one,), kind, verdict)
        for one, verdict in found
        if not passes((one,), verdict)
    ]


def _fault(damages, kind: str, verdict: Verdict) -> str:
    said = "".join(f"\n    said: {text}" for text in verdict.messages)
    return f"{_name((damages, kind))}\n  {verdict.outcome}: {verdict.why}{said}"


@pytest.mark.parametrize("tried", ALONE, ids=_name)
def test_a_damage(tried, tmp_path):
    faults = _faults(*tried, tmp_path)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("tried", PAIRS, ids=_name)
def test_two_damages(tried, tmp_path):
    faults = _faults(*tried, tmp_path)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls", "parquet"])
def test_clean_extracts_give_the_known_answers_and_no_alarm(kind, tmp_path):
    verdict = judged((), kind, tmp_path)
    assert (verdict.outcome, verdict.messages) == ("right", ())


def test_there_are_enough_damages():
    assert len(DAMAGES) >= 80 and all(GROUPS.values())
    assert len({one.name for one in DAMAGES}) == len(DAMAGES)
