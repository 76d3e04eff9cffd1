"""The truth file: what the generator knows and no extract says."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pyarrow as pa

from sample_data.generator.calendar import NEVER
from sample_data.generator.events import programme
from sample_data.generator.fitting import ae_counts, gp_counts
from sample_data.generator.indicators import draw
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.people.kinds_of_need import KINDS, SHORT_EPISODE
from sample_data.generator.wider_care.effect import MORE_COMMUNITY, RATIOS, Known
from sample_data.generator.world import World


def truth_file(
    world: World, seed: int, ids: pa.StringArray, known: Known
) -> dict[str, Any]:
    """Parameters, what they did to this realisation, and the hidden kind of need of
    people who attend a lot."""
    top, case = world.known["top"], world.known["caseload"]
    engaged = np.zeros(world.spells.people, bool)
    engaged[world.caseload.person] = world.caseload.started < NEVER
    after = int(world.ae.per_person(ae_counts.AFTER)[world.top].sum())
    second_year = int(world.ae.per_person(ae_counts.SECOND)[world.top].sum())
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
        "services": {
            "rate_ratio_engaged": RATIOS,
            "community_contacts_more_a_person_and_year": MORE_COMMUNITY,
            "engaged_after_start": {
                service: {
                    "natural": number,
                    "with_programme": known.happened[service],
                }
                for service, number in known.natural.items()
            },
            "years_about_referral": {
                service: {"before": before, "after": known.year_after[service]}
                for service, before in known.year_before.items()
            },
            "how": (
                "emergency stays and 999 calls that follow from an A&E attendance fall "
                "with the attendances and are not in engaged_after_start, which counts "
                "the others as drawn, before stays that overlap are given up; the "
                "years about referral hold everything, of those referred a year or "
                "more before the last day of these tables"
            ),
        },
        "top_30": {
            **top,
            "after": after,
            "second_year": second_year,
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
            "kinds_of_need": [asdict(kind) for kind in KINDS],
            "short_episode": SHORT_EPISODE,
            "how": (
                "Poisson attendances at a lasting rate plus crises; see "
                "generator/people/kinds_of_need.py"
            ),
        },
        "indicators": draw.truth(),
        "kinds_of_need_of_people": _hidden_needs(world, ids),
    }


def _hidden_needs(world: World, ids: pa.StringArray) -> dict[str, int]:
    """Kind of need of everybody frequent at A&E or the GP, or on the caseload."""
    line = PUBLISHED["catchment"]["more_than"]
    chosen = world.ae.per_person(ae_counts.BEFORE) > line
    chosen |= world.ae.per_person(ae_counts.YEAR_OF_CATCHMENT) > line
    often = PUBLISHED["pcn"]["gp_more_than"]
    chosen |= world.gp.per_person(gp_counts.PCN_YEAR) > often
    chosen[world.caseload.person] = True
    need = np.zeros(world.spells.people, int)
    need[world.spells.person] = world.spells.need
    return {ids[int(p)].as_py(): int(need[p]) for p in np.flatnonzero(chosen)}
