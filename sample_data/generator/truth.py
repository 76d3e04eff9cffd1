"""The truth file: what the generator knows and no extract says."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from sample_data.generator import fit_ae, fit_gp, programme
from sample_data.generator.calendar import NEVER
from sample_data.generator.gp_details import PUBLISHED
from sample_data.generator.segments import SEGMENTS, SHORT_EPISODE


def truth_file(world, seed: int, ids) -> dict:
    """Parameters, what they did to this realisation, and the hidden segments of a few
    people."""
    top, case = world.truth["top"], world.truth["caseload"]
    engaged = np.zeros(world.spells.people, bool)
    engaged[world.caseload.person] = world.caseload.started < NEVER
    after = int(world.ae.per_person(fit_ae.AFTER)[world.top].sum())
    return {
        "note": "Known truth of the synthetic sample. Never loaded by the dashboard.",
        "seed": seed,
        "programme": {
            "start": PUBLISHED["int"]["start"],
            "ae_rate_ratio_engaged": programme.EFFECT_AE,
            "gp_rate_ratio_engaged": programme.EFFECT_GP,
            "how": (
                "each event on or after started_on is prevented with chance 1 - ratio"
            ),
            "lasts": "from started_on on, also after ended_on",
        },
        "top_30": {
            **top,
            "after": after,
            "second_year": int(world.ae.per_person(fit_ae.SECOND)[world.top].sum()),
            "natural_change": round(top["after_natural"] / top["before"] - 1, 4),
            "crude_change": round(after / top["before"] - 1, 4),
            "rate_ratio_intention_to_treat": round(after / top["after_natural"], 4),
            "engaged": int(engaged[world.top].sum()),
        },
        "caseload": {
            **case,
            "rate_ratio_intention_to_treat": round(
                case["after_with_programme"] / case["after_natural"], 4
            ),
        },
        "calibration": {
            "ae_events_added_or_dropped": world.ae.nudges,
            "gp_appointments_added_or_dropped": world.gp.nudges,
        },
        "natural_course": {
            "segments": [asdict(kind) for kind in SEGMENTS],
            "short_episode": SHORT_EPISODE,
            "how": (
                "Poisson attendances at a lasting rate plus crises; see "
                "generator/segments.py"
            ),
        },
        "segments_of_people": hidden_segments(world, ids),
    }


def hidden_segments(world, ids) -> dict[str, int]:
    """Segment number of everybody frequent at A&E or the GP, or on the caseload."""
    line = PUBLISHED["catchment"]["more_than"]
    chosen = world.ae.per_person(fit_ae.BEFORE) > line
    chosen |= world.ae.per_person(fit_ae.YEAR_OF_CATCHMENT) > line
    chosen |= world.gp.per_person(fit_gp.PCN_YEAR) > PUBLISHED["pcn"]["gp_more_than"]
    chosen[world.caseload.person] = True
    kind = np.zeros(world.spells.people, int)
    kind[world.spells.person] = world.spells.segment
    return {ids[int(p)].as_py(): int(kind[p]) for p in np.flatnonzero(chosen)}
