"""The feature table: everything that people are compared by, with its meaning and
transform.

The one reviewed place. `analytics.measures.counting.features` counts these; the rest of
this folder makes people comparable by them, groups them and names the groups.
"""

from dataclasses import dataclass

from analytics.definitions.diagnosis_groups import GROUP_TITLES, NOT_RECORDED

UNTOLD = (NOT_RECORDED, "administrative")  # say nothing of why a person came

# Coarse reasons: the diagnosis groups joined in each, few enough to compare 30 people
# by.
REASONS = {
    "mental_health": ("mental_health",),
    "substance_use": ("substance_use",),
    "neurological": ("neurological",),
    "heart_or_lungs": ("cardiac", "respiratory"),
    "body_systems": ("digestive", "genitourinary", "endocrine", "skin", "pregnancy"),
    "injury": ("musculoskeletal_and_injury",),
    "social": ("social",),
    "nothing_found": ("no_abnormality_found",),
}


@dataclass(frozen=True)
class Feature:
    """One thing by which people are compared.

    transform: "log" (of one more), "share" (drawn towards the group's share by small
    numbers, `of` being how many it is a share of) or "plain". theme: features of one
    theme share one weight. high, low: the words for a segment that has much more or
    much less of it. grouped: whether people are grouped by it, or only described. Not
    by counts: the rule has chosen people by them already, and an extract that covers
    some practices only would make groups of its own. Not by sex or deprivation either.
    """

    name: str
    title: str
    meaning: str
    unit: str
    transform: str
    theme: str
    high: str = ""
    low: str = ""
    of: str = ""
    grouped: bool = True
    at_least: float = (
        0.0  # the high words need a mean of this much, however rare it is elsewhere
    )


def _share(name, title, meaning, theme, high, low="", of="ae_attendances"):
    return Feature(
        f"share_{name}",
        title,
        meaning,
        "share",
        "share",
        theme,
        high,
        low,
        of,
        at_least=0.15,
    )


def _reason(name, title, high):
    groups = ", ".join(GROUP_TITLES[group].lower() for group in REASONS[name])
    return _share(
        name,
        title,
        f"Share of the recorded reasons, at A&E and the GP: {groups}",
        "reason",
        high,
        of="reasons",
    )


FEATURES = (
    Feature(
        "age",
        "Age",
        "Year of the last day of the window less the year of birth",
        "years",
        "plain",
        "person",
        "older",
        "younger",
    ),
    Feature(
        "conditions",
        "Long-term conditions",
        "Long-term conditions on the registered list",
        "conditions",
        "log",
        "person",
        "several conditions",
        at_least=2,
    ),
    _reason("mental_health", "Mental health", "mental health"),
    _reason("substance_use", "Alcohol and drugs", "alcohol and drugs"),
    _reason("neurological", "Neurological", "neurological"),
    _reason("heart_or_lungs", "Heart or lungs", "heart and lungs"),
    _reason("body_systems", "Other body systems", "other physical complaints"),
    _reason("injury", "Injury, muscles and joints", "injuries and joints"),
    _reason("social", "Social need", "social need"),
    _reason("nothing_found", "No abnormality found", "nothing abnormal found"),
    Feature(
        "groups",
        "Kinds of complaint",
        "Distinct clinical diagnosis groups",
        "groups",
        "log",
        "course",
        "many kinds of complaint",
    ),
    Feature(
        "ae_attendances",
        "A&E attendances",
        "A&E attendances in the window",
        "attendances",
        "log",
        "use",
        "many A&E attendances",
        "few A&E attendances",
        grouped=False,
    ),
    Feature(
        "gp_visits",
        "GP visits",
        "GP visits in the window",
        "visits",
        "log",
        "use",
        "many GP visits",
        "few GP visits",
        grouped=False,
    ),
    Feature(
        "max_in_30_days",
        "Busiest 30 days",
        "Most A&E attendances and GP visits together in any 30 days",
        "contacts",
        "log",
        "course",
        "in bursts",
        grouped=False,
    ),
    Feature(
        "span_days",
        "Days from first to last",
        "Days from the first to the last attendance or visit in the window",
        "days",
        "plain",
        "course",
        "",
        "a short spell",
    ),
    _share(
        "out_of_hours",
        "Out of hours",
        "Share of A&E arrivals from 17:00 or before 09:00",
        "course",
        "evenings and nights",
        "daytime",
    ),
    Feature(
        "dnas",
        "Missed GP appointments",
        "GP appointments that the person did not attend",
        "appointments",
        "log",
        "course",
        "missed appointments",
        at_least=2,
        grouped=False,
    ),
    Feature(
        "sites",
        "Hospital sites",
        "Different A&E sites",
        "sites",
        "log",
        "course",
        "several hospitals",
        at_least=1.5,
        grouped=False,
    ),
    _share(
        "by_ambulance",
        "By ambulance",
        "Share of A&E arrivals by ambulance",
        "severity",
        "ambulance",
    ),
    _share(
        "admitted",
        "Admitted",
        "Share of A&E attendances that ended in admission",
        "severity",
        "often admitted",
        "seldom admitted",
    ),
    _share(
        "left",
        "Left early",
        "Share of A&E attendances left before being seen or treated",
        "severity",
        "often leaving early",
    ),
    Feature(
        "female",
        "Female",
        "1 female, 0 male",
        "share",
        "plain",
        "person",
        grouped=False,
    ),
    Feature(
        "imd_decile",
        "Deprivation decile",
        "Of the small area lived in; 1 is most deprived",
        "decile",
        "plain",
        "person",
        grouped=False,
    ),
)
