"""Hospital spells: from admission to discharge, of one episode or several."""

from analytics.definitions.event_kinds.episodes import Episodes
from analytics.definitions.event_kinds.event_kind import (
    EventKind,
    Needed,
    Repeats,
    SecondTime,
)
from analytics.definitions.event_kinds.price import Price
from analytics.definitions.event_kinds.stay import days_stayed, is_elective
from analytics.definitions.event_kinds.tables.inpatient_spells import TABLE

# The National Cost Collection parts stays that were not planned by one night, planned
# ones by any, and counts episodes.
NIGHTS_SHORT = 1
FIELDS = ("admission_method", "discharged_at")
PRICES = (
    Price(
        "ncc_non_elective_short",
        FIELDS,
        lambda rows: ~is_elective(rows) & (days_stayed(rows) <= NIGHTS_SHORT),
        lambda rows: rows.episodes,
    ),
    Price(
        "ncc_non_elective_long",
        FIELDS,
        lambda rows: ~is_elective(rows) & (days_stayed(rows) > NIGHTS_SHORT),
        lambda rows: rows.episodes,
    ),
    Price(
        "ncc_day_case",
        FIELDS,
        lambda rows: is_elective(rows) & (days_stayed(rows) == 0),
        lambda rows: rows.episodes,
    ),
    Price(
        "ncc_elective",
        FIELDS,
        lambda rows: is_elective(rows) & (days_stayed(rows) > 0),
        lambda rows: rows.episodes,
    ),
)

INPATIENT = EventKind(
    slug="inpatient",
    service="Inpatient",
    at="at hospital, staying",
    one="spell",
    many="spells",
    record="spell",
    records="spells",
    table=TABLE,
    time="admitted_at",
    second=SecondTime(
        "discharged_at",
        ends=True,
        longest_days=3650,
        early="Discharge is before admission, or more than ten years after it,",
        lost="their days in hospital are not counted",
        over_days=True,
    ),
    number="spell_id",
    episodes=Episodes(
        number="episode_number",
        began="episode_began",
        ended="episode_ended",
        provider="provider_code",
        lists=("diagnosis_codes", "procedure_codes"),
        of_last=("treatment_function", "discharge_method", "discharge_destination"),
        sums=("cost_gbp",),
        count="episodes",
        one="episode",
        many="episodes",
    ),
    repeats=Repeats(
        with_number=("number", "episode_number", "episode_began"),
        without=(
            "provider_code",
            "episode_number",
            "episode_began",
            "treatment_function",
        ),
        keep="second IS NULL, second DESC, cost_gbp DESC",
    ),
    needed=(
        Needed("discharged_at", "Discharge", 2),
        Needed("admission_method", "Admission method", 2),
        Needed("diagnosis_codes", "Diagnoses", 2),
        Needed("practice_code", "Practice", 1),
        Needed("treatment_function", "Specialty", 1),
        Needed("discharge_method", "How it ended", 1),
        Needed("discharge_destination", "Destination", 0),
        Needed("cost_gbp", "Cost", 1),
    ),
    round_the_clock=True,
    empty_days=3,
    prices=PRICES,
    in_hospital=True,
    days=days_stayed,
)
